import { type Html, html, pngDataUri, type Volume, type VoxelArray, type WorldPoint } from "@cmb/core";
import { type IntensityWindow, toGrey } from "./intensity-window.js";
import { type Plane, samplePlane } from "./sample-plane.js";
import type { View } from "./view-planes.js";

const SCALE_BARS_MM = [50, 20, 10, 5, 2];

/** What a picture shows besides the scan. @since 0.1.0 */
export interface PictureOptions {
  /** Read out in place of the picture. */
  readonly description: string;
  /** Drawn over the scan, in mm from the picture's top left corner. */
  readonly marks?: readonly Html[];
}

/**
 * One plane of a scan as an SVG picture with orientation letters and a scale bar; its units are mm.
 *
 * @param image - from {@link pictureImage} or {@link repeatedImage}
 * @param plane - the plane that the image shows
 * @param view - gives the orientation letters
 * @param options - see {@link PictureOptions}
 * @returns an `svg` element
 * @since 0.1.0
 */
export function picture(image: Html, plane: Plane, view: View, options: PictureOptions): Html {
  const [width, height] = [plane.width * plane.pixelMm, plane.height * plane.pixelMm];
  const letterMm = Math.max(width, height) / 13;
  const scaleBarMm = SCALE_BARS_MM.find((length) => length <= 0.35 * width) ?? 1;
  const { left, right, top, bottom } = view.letters;
  const letter = (x: number, y: number, text: string): Html =>
    html`<text x="${mm(x)}" y="${mm(y)}" font-size="${mm(letterMm)}" dy="0.35em">${text}</text>`;
  return html`<svg viewBox="0 0 ${mm(width)} ${mm(height)}" role="img" aria-label="${options.description}">${image}
<g class="letters">${letter(0.6 * letterMm, height / 2, left)}${letter(width - 0.6 * letterMm, height / 2, right)}${letter(width / 2, 0.65 * letterMm, top)}${letter(width / 2, height - 0.65 * letterMm, bottom)}</g>
${options.marks ?? []}${scaleBar(scaleBarMm, width, height, letterMm)}</svg>`;
}

/**
 * The grey image of a plane, for {@link picture}.
 *
 * @param volume - the scan
 * @param plane - what to draw
 * @param window - the values for black and white
 * @param id - the id of the image within the page
 * @returns an SVG `image` element that holds its bytes
 * @since 0.1.0
 */
export async function pictureImage(
  volume: Volume<VoxelArray>,
  plane: Plane,
  window: IntensityWindow,
  id: string,
): Promise<Html> {
  const { width, height, pixelMm } = plane;
  const uri = await pngDataUri({ pixels: toGrey(samplePlane(volume, plane), window), width, height });
  const [widthMm, heightMm] = [mm(width * pixelMm), mm(height * pixelMm)];
  return html`<image id="${id}" width="${widthMm}" height="${heightMm}" preserveAspectRatio="none" href="${uri}"/>`;
}

/**
 * An image that the page already holds, once more.
 *
 * @param id - as given to {@link pictureImage}
 * @returns an SVG `use` element
 * @since 0.1.0
 */
export function repeatedImage(id: string): Html {
  return html`<use href="#${id}"/>`;
}

/**
 * Where a point lies in a picture.
 *
 * @param plane - the plane that the picture shows
 * @param pointMm - RAS+ mm; it is projected onto the plane
 * @returns mm from the picture's left and top edges
 * @since 0.1.0
 */
export function positionInPicture(plane: Plane, pointMm: WorldPoint): readonly [x: number, y: number] {
  const [dx, dy, dz] = [pointMm[0] - plane.centreMm[0], pointMm[1] - plane.centreMm[1], pointMm[2] - plane.centreMm[2]];
  const along = (direction: WorldPoint): number => dx * direction[0] + dy * direction[1] + dz * direction[2];
  return [
    along(plane.across) + (plane.width * plane.pixelMm) / 2,
    along(plane.down) + (plane.height * plane.pixelMm) / 2,
  ];
}

/**
 * A length or position in a picture, written to a hundredth of a millimetre.
 *
 * @param value - mm
 * @returns decimal text without trailing zeros
 * @since 0.1.0
 */
export function mm(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

function scaleBar(lengthMm: number, width: number, height: number, letterMm: number): Html {
  const [right, y] = [width - 0.5 * letterMm, height - 0.5 * letterMm];
  const [from, to, middle, above] = [
    mm(right - lengthMm),
    mm(right),
    mm(right - lengthMm / 2),
    mm(y - 0.35 * letterMm),
  ];
  const line = html`x1="${from}" x2="${to}" y1="${mm(y)}" y2="${mm(y)}"`;
  return html`<g class="scale"><line class="casing" ${line}/><line ${line}/><text x="${middle}" y="${above}" font-size="${mm(0.75 * letterMm)}">${lengthMm} mm</text></g>`;
}
