import {
  type Html,
  html,
  type LabelMap,
  nearestVoxel,
  type Volume,
  type VoxelArray,
  voxelToWorld,
  type WorldPoint,
} from "@cmb/core";
import { type IntensityWindow, windowOfValues } from "./intensity-window.js";
import { outlinePath } from "./outline-path.js";
import { mm, picture, pictureImage, positionInPicture, repeatedImage } from "./picture.js";
import { type Plane, sampleLabels, samplePlane } from "./sample-plane.js";
import type { View } from "./view-planes.js";
import { wholePlane } from "./whole-plane.js";

/** A scan with what all of its pictures share. @since 0.1.0 */
export interface PicturedScan extends ViewedScan {
  readonly mask: LabelMap;
}

/** A scan with how to look at it. */
export interface ViewedScan {
  readonly volume: Volume<VoxelArray>;
  readonly views: readonly [axial: View, coronal: View, sagittal: View];
  readonly window: IntensityWindow;
}

/** A place in a scan to show a close-up of. @since 0.1.0 */
export interface PicturedPoint {
  /** Unique within the page; begins the ids of the images. */
  readonly key: string;
  /** What is shown, for someone who hears the page: "microbleed 3". */
  readonly name: string;
  readonly centreMm: WorldPoint;
  readonly radiusMm: number;
}

/** What to show a close-up of. @since 0.1.0 */
export interface PicturedFinding extends PicturedPoint {
  /** Its value in the mask; 0 for one that is not in the mask. */
  readonly label: number;
}

/** An odd number of pixels, so that the centre of the finding is the centre of a pixel. */
const CLOSE_UP_PIXELS = 75;
const CLOSE_UP_PIXEL_MM = 0.4;
const CLOSE_UP_MM = CLOSE_UP_PIXELS * CLOSE_UP_PIXEL_MM;
/** Between the tips of the pointers and the finding. */
const POINTER_GAP_MM = 3;
const VOXEL_AXES = ["i", "j", "k"] as const;

/**
 * The pictures of one finding: its slice with a frame around it, close-ups in three planes with pointers that stop
 * short of it, and, where it is in the mask, the same close-ups with its outline.
 *
 * Each plane passes through the centre of the voxel nearest to the finding's centre, so that the picture across the
 * slices shows one slice as it was measured.
 *
 * @param scan - the volume, its mask and how to look at them
 * @param finding - what to show
 * @returns a `div` of class `pictures`
 * @since 0.1.0
 */
export async function findingPictures(
  scan: ViewedScan & { readonly mask?: LabelMap | undefined },
  finding: PicturedFinding,
): Promise<Html> {
  const { affine } = scan.volume;
  const voxel = nearestVoxel(affine, finding.centreMm);
  const throughMm = voxelToWorld(affine, voxel);
  const planes = scan.views.map((view) => ({ view, plane: closeUpPlane(view, throughMm) }));
  const window = closeUpWindow(scan, planes);
  const pointed: Html[] = [];
  const outlined: Html[] = [];
  for (const { view, plane } of planes) {
    const id = `${finding.key}-${view.name}`;
    const options = { description: `${finding.name}, ${view.name} close-up` };
    const image = await pictureImage(scan.volume, plane, window, id);
    const caption = `${view.name}, ${VOXEL_AXES[view.normalAxis] ?? ""} = ${voxel[view.normalAxis] ?? 0}`;
    const pointers = pointersAround(plane, finding);
    pointed.push(captioned(caption, picture(image, plane, view, { ...options, marks: [pointers] })));
    if (finding.label === 0 || scan.mask === undefined) continue;
    const marks = [outlineOf(scan.mask, plane, finding.label)];
    outlined.push(captioned("outline", picture(repeatedImage(id), plane, view, { ...options, marks })));
  }
  return html`<div class="pictures">${await contextPicture(scan, finding, throughMm)}${pointed}${outlined}</div>`;
}

function closeUpPlane(view: View, centreMm: WorldPoint): Plane {
  const { across, down } = view;
  return { centreMm, across, down, pixelMm: CLOSE_UP_PIXEL_MM, width: CLOSE_UP_PIXELS, height: CLOSE_UP_PIXELS };
}

/** Black as in the whole scan; white by what surrounds the finding, where the coil may see more or less signal. */
function closeUpWindow(
  scan: ViewedScan,
  planes: readonly { readonly view: View; readonly plane: Plane }[],
): IntensityWindow {
  const values = planes.flatMap(({ plane }) => [...samplePlane(scan.volume, plane)]);
  const { high } = windowOfValues(values, 0.98);
  const low = Math.min(scan.window.low, high);
  return { low, high: high > low ? high : low + 1 };
}

/** The whole axial slice, with a frame around what the close-ups show. */
async function contextPicture(scan: ViewedScan, finding: PicturedFinding, throughMm: WorldPoint): Promise<Html> {
  const [axial] = scan.views;
  const plane = wholePlane(scan.volume, axial, throughMm);
  const [x, y] = positionInPicture(plane, throughMm);
  const half = CLOSE_UP_MM / 2;
  const frame = html`<rect class="mark" x="${mm(x - half)}" y="${mm(y - half)}" width="${CLOSE_UP_MM}" height="${CLOSE_UP_MM}"/>`;
  const image = await pictureImage(scan.volume, plane, scan.window, `${finding.key}-slice`);
  const options = { description: `${finding.name}, its axial slice`, marks: [frame] };
  return html`<figure class="context">${picture(image, plane, axial, options)}<figcaption>whole slice; the frame is ${CLOSE_UP_MM} mm wide</figcaption></figure>`;
}

function captioned(caption: string, drawing: Html): Html {
  return html`<figure>${drawing}<figcaption>${caption}</figcaption></figure>`;
}

/** Four lines towards the finding, from beside the orientation letters to a few millimetres before its edge. */
function pointersAround(plane: Plane, finding: PicturedFinding): Html {
  const half = CLOSE_UP_MM / 2;
  const outer = half - CLOSE_UP_MM / 9;
  const inner = Math.min(outer - 1, finding.radiusMm + POINTER_GAP_MM);
  const [x, y] = positionInPicture(plane, finding.centreMm);
  const d = [
    `M${mm(x - outer)} ${mm(y)}H${mm(x - inner)}M${mm(x + inner)} ${mm(y)}H${mm(x + outer)}`,
    `M${mm(x)} ${mm(y - outer)}V${mm(y - inner)}M${mm(x)} ${mm(y + inner)}V${mm(y + outer)}`,
  ].join("");
  return html`<path class="casing" d="${d}"/><path class="mark" d="${d}"/>`;
}

function outlineOf(mask: LabelMap, plane: Plane, label: number): Html {
  const labels = sampleLabels(mask, plane);
  const { width, height, pixelMm } = plane;
  const inside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === label;
  const d = outlinePath(inside, width, height);
  return html`<g transform="scale(${pixelMm})"><path class="casing thin" d="${d}"/><path class="outline" d="${d}"/></g>`;
}
