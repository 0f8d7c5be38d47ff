import { type LabelMap, spacing, type Volume, type VoxelArray, type VoxelIndex } from "@cmb/core";
import type { LesionRow } from "@cmb/preprocess";
import { encodeBmp } from "./encode-bmp.js";

/** Two views of one lesion, as `data:` URLs: without and with its outline. */
export interface LesionPictures {
  readonly lesion: LesionRow;
  readonly plain: string;
  readonly outlined: string;
}

/** Half of the edge of a picture. */
const REACH_MM = 10;
const OUTLINE = 255;
const GREYS = Array.from({ length: OUTLINE }, (_, n) => [n, n, n] as const);
const COLOURS = [...GREYS, [255, 80, 60] as const];

/**
 * The slice through the middle of each lesion, 20 mm wide, scaled from its darkest to its brightest voxel; the front is up,
 * and the left of the picture is where i is small.
 */
export function lesionPictures(
  image: Volume<VoxelArray>,
  labels: LabelMap,
  lesions: readonly LesionRow[],
): readonly LesionPictures[] {
  return lesions.map((lesion) => {
    const window = windowAround(image, lesion.centreVoxel);
    const grey = greyPixels(image, window);
    const outlined = withOutline(grey, { window, labels, label: lesion.label });
    return { lesion, plain: dataUrl(window, grey), outlined: dataUrl(window, outlined) };
  });
}

interface Window {
  readonly first: readonly [i: number, j: number];
  readonly width: number;
  readonly height: number;
  readonly k: number;
}

function windowAround({ shape, affine }: Volume<VoxelArray>, centre: VoxelIndex): Window {
  const mm = spacing(affine);
  const [i, j, k] = centre.map(Math.round) as unknown as VoxelIndex;
  const reach = [Math.ceil(REACH_MM / mm[0]), Math.ceil(REACH_MM / mm[1])] as const;
  const first = [Math.max(0, i - reach[0]), Math.max(0, j - reach[1])] as const;
  const last = [Math.min(shape[0] - 1, i + reach[0]), Math.min(shape[1] - 1, j + reach[1])] as const;
  return { first, width: last[0] - first[0] + 1, height: last[1] - first[1] + 1, k };
}

/** The place in memory of a pixel; rows run from the largest j down. */
function placeOf(window: Window, x: number, y: number, shape: Volume["shape"]): number {
  const j = window.first[1] + window.height - 1 - y;
  return window.first[0] + x + shape[0] * (j + shape[1] * window.k);
}

function greyPixels({ data, shape }: Volume<VoxelArray>, window: Window): Uint8Array {
  const { width, height } = window;
  const values = Float64Array.from({ length: width * height }, (_, n) =>
    Number(data[placeOf(window, n % width, Math.floor(n / width), shape)] ?? 0),
  );
  const finite = values.filter(Number.isFinite);
  const [low, high] = finite.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  const scale = high > low ? (OUTLINE - 1) / (high - low) : 0;
  return Uint8Array.from(values, (value) => (Number.isFinite(value) ? Math.round((value - low) * scale) : 0));
}

/** The lesion's pixels that have a neighbour outside of it. */
function withOutline(
  grey: Uint8Array,
  { window, labels, label }: { readonly window: Window; readonly labels: LabelMap; readonly label: number },
): Uint8Array {
  const { width, height } = window;
  const isIn = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && labels.data[placeOf(window, x, y, labels.shape)] === label;
  return grey.map((value, n) => {
    const [x, y] = [n % width, Math.floor(n / width)];
    const isInner = isIn(x - 1, y) && isIn(x + 1, y) && isIn(x, y - 1) && isIn(x, y + 1);
    return isIn(x, y) && !isInner ? OUTLINE : value;
  });
}

function dataUrl({ width, height }: Window, pixels: Uint8Array): string {
  const bytes = encodeBmp({ width, height, pixels, colours: COLOURS });
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bytes))}`;
}
