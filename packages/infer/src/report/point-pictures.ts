import type { Html, Volume, VoxelArray } from "@cmb/core";
import { displayFrame } from "./display-frame.js";
import { findingPictures, type PicturedPoint } from "./finding-pictures.js";
import { intensityWindow } from "./intensity-window.js";
import { viewPlanes } from "./view-planes.js";

/**
 * Pictures of places in a scan for a page of one's own: the whole slice and close-ups in three planes, as in the report.
 *
 * @param volume - the scan
 * @param points - what to show; keys are unique within the page
 * @returns for each point a `div` of class `pictures` with SVG that holds its images as `data:`; it needs the page's
 * style and a policy that allows `img-src data:`
 * @throws CmbError `SINGULAR_AFFINE` when the affine cannot be inverted
 * @since 0.1.0
 */
export async function pointPictures(
  volume: Volume<VoxelArray>,
  points: readonly PicturedPoint[],
): Promise<readonly Html[]> {
  const scan = { volume, views: viewPlanes(displayFrame(volume.affine)), window: intensityWindow(volume) };
  const pictures: Html[] = [];
  for (const point of points) pictures.push(await findingPictures(scan, { ...point, label: 0 }));
  return pictures;
}
