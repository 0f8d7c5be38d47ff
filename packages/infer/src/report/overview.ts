import { type Html, html, type Volume, type VoxelArray, voxelToWorld, type WorldPoint } from "@cmb/core";
import type { Microbleed } from "../report.js";
import type { PicturedScan } from "./finding-pictures.js";
import type { IntensityWindow } from "./intensity-window.js";
import { mm, picture, pictureImage, positionInPicture } from "./picture.js";
import { wholePlane } from "./whole-plane.js";

/** Of the display window; what is brighter counts as head when its centre is looked for. */
const HEAD_FRACTION = 0.3;

/**
 * The middle slice of a head in three planes, with the number of each microbleed where it projects to.
 *
 * @param scan - the volume and how to look at it
 * @param microbleeds - from the report
 * @returns a `div` of class `overview`
 * @since 0.1.0
 */
export async function overview(scan: PicturedScan, microbleeds: readonly Microbleed[]): Promise<Html> {
  const centreMm = centreOfHead(scan.volume, scan.window);
  const figures: Html[] = [];
  for (const view of scan.views) {
    const plane = wholePlane(scan.volume, view, centreMm);
    const image = await pictureImage(scan.volume, plane, scan.window, `overview-${view.name}`);
    const marks = microbleeds.map(({ id, centreMm: at }) => numberedRing(id, positionInPicture(plane, at)));
    const description = `Middle ${view.name} slice with the positions of ${microbleeds.length} microbleeds`;
    const drawing = picture(image, plane, view, { description, marks });
    figures.push(html`<figure>${drawing}<figcaption>${view.name}</figcaption></figure>`);
  }
  return html`<div class="overview">${figures}</div>`;
}

/** The mean position of the bright voxels, moved to the nearest voxel. */
function centreOfHead({ data, shape, affine }: Volume<VoxelArray>, { low, high }: IntensityWindow): WorldPoint {
  const [ni, nj, nk] = shape;
  const threshold = low + HEAD_FRACTION * (high - low);
  let [count, sumI, sumJ, sumK, v] = [0, 0, 0, 0, 0];
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, v++) {
        if (!((data[v] ?? 0) > threshold)) continue;
        count++;
        sumI += i;
        sumJ += j;
        sumK += k;
      }
    }
  }
  const centre = (sum: number, length: number): number => Math.round(count === 0 ? (length - 1) / 2 : sum / count);
  return voxelToWorld(affine, [centre(sumI, ni), centre(sumJ, nj), centre(sumK, nk)]);
}

function numberedRing(id: number, [x, y]: readonly [number, number]): Html {
  return html`<circle class="casing" cx="${mm(x)}" cy="${mm(y)}" r="3"/><circle class="mark" cx="${mm(x)}" cy="${mm(y)}" r="3"/><text class="number" x="${mm(x + 4)}" y="${mm(y - 2.5)}" font-size="9">${id}</text>`;
}
