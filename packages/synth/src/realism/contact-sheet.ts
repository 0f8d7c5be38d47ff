import { type GreyImage, type Volume, type VoxelArray, type WorldPoint, worldToVoxel } from "@cmb/core";
import type { ObjectClass } from "../objects/scene-object.js";
import type { ObjectTruth } from "../synthetic-scan.js";
import { quantileOfSorted } from "./measure-object.js";

/** A square picture of an object in two planes, side by side: axial, and coronal. @internal */
export interface ObjectTile {
  readonly pixels: Uint8Array;
  readonly object: ObjectTruth;
}

/** Pictures of the objects of one class. @since 0.1.0 */
export interface Sheet {
  readonly class: ObjectClass;
  /** Row by row; above each other the axial and the coronal plane through the centre of an object, 20 mm wide. */
  readonly image: GreyImage;
  readonly columns: number;
  /** Row by row. */
  readonly objects: readonly ObjectTruth[];
}

const TILE_MM = 20;
const TILE_PIXELS = 72;
const GAP_PIXELS = 2;
const COLUMNS = 12;
/** This quantile of a tile is white. */
const WHITE = 0.98;

/**
 * Two planes of 20 mm about an object: within a slice linear between the voxels, across slices the nearest one, so that
 * thick slices show as they are. @internal
 */
export function tileOf(image: Volume<VoxelArray>, object: ObjectTruth): ObjectTile {
  const [x, y, z] = object.centreMm;
  const offset = (n: number): number => ((n + 0.5) / TILE_PIXELS - 0.5) * TILE_MM;
  const size = TILE_PIXELS * TILE_PIXELS;
  const values = Float64Array.from({ length: 2 * size }, (_, n) => {
    const [across, down] = [offset(n % TILE_PIXELS), offset(Math.floor((n % size) / TILE_PIXELS))];
    // Radiological: the patient's right is on the left of the picture.
    const point: WorldPoint = n < size ? [x - across, y - down, z] : [x - across, y, z - down];
    return valueAt(image, point);
  });
  const white = quantileOfSorted(
    Array.from(values).sort((a, b) => a - b),
    WHITE,
  );
  return {
    pixels: Uint8Array.from(values, (value) => Math.max(0, Math.min(255, (255 * value) / (white || 1)))),
    object,
  };
}

/** 0 outside of the image. */
function valueAt({ data, shape, affine }: Volume<VoxelArray>, point: WorldPoint): number {
  const [i, j, k] = worldToVoxel(affine, point);
  const slice = Math.round(k);
  const [ni, nj, nk] = shape;
  if (slice < 0 || slice >= nk || i < 0 || j < 0 || i > ni - 1 || j > nj - 1) return 0;
  const [i0, j0] = [Math.floor(i), Math.floor(j)];
  const [fi, fj] = [i - i0, j - j0];
  const at = (di: number, dj: number): number =>
    data[Math.min(ni - 1, i0 + di) + ni * (Math.min(nj - 1, j0 + dj) + nj * slice)] as number;
  const near = at(0, 0) * (1 - fi) + (fi === 0 ? 0 : at(1, 0) * fi);
  const far = fj === 0 ? 0 : at(0, 1) * (1 - fi) + (fi === 0 ? 0 : at(1, 1) * fi);
  return near * (1 - fj) + far * fj;
}

/** Tiles in rows on white. @internal */
export function contactSheet(name: ObjectClass, tiles: readonly ObjectTile[]): Sheet {
  const columns = Math.min(COLUMNS, tiles.length);
  const rows = Math.ceil(tiles.length / columns);
  const [cellWidth, cellHeight] = [TILE_PIXELS + GAP_PIXELS, 2 * TILE_PIXELS + 2 * GAP_PIXELS];
  const [width, height] = [columns * cellWidth, rows * cellHeight];
  const pixels = new Uint8Array(width * height).fill(255);
  tiles.forEach((tile, n) => {
    const [left, top] = [(n % columns) * cellWidth, Math.floor(n / columns) * cellHeight];
    for (let row = 0; row < 2 * TILE_PIXELS; row++) {
      const line = tile.pixels.subarray(row * TILE_PIXELS, (row + 1) * TILE_PIXELS);
      pixels.set(line, left + width * (top + row));
    }
  });
  return { class: name, image: { pixels, width, height }, columns, objects: tiles.map(({ object }) => object) };
}
