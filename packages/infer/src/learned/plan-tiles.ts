import type { Mask, Shape, VoxelIndex } from "@cmb/core";
import { type Box, boundingBox } from "@cmb/preprocess";
import { TILE_MULTIPLES } from "../manifest/tile-multiples.js";

/** How a grid is cut into tiles. */
export interface PlanTilesOptions {
  /** Voxels of a tile along i, j and k; of the largest one where they are flexible. */
  readonly tile: Shape;
  /** Voxels that neighbouring tiles share at least; below the tile's size. */
  readonly overlap: Shape;
  /** Tiles may be smaller, in steps of `TILE_MULTIPLES`, so that less of them lies outside of the brain. */
  readonly flexible?: boolean | undefined;
}

/** A block of the grid; it may reach beyond, where the grid is smaller. */
export interface Tile {
  readonly first: VoxelIndex;
  readonly shape: Shape;
}

/** Tiles side by side: all begin at the same slice. */
export interface TileLayer {
  readonly firstSlice: number;
  readonly tiles: readonly Tile[];
}

/** Where a network looks. */
export interface TilePlan {
  /** The part of the grid that holds brain; what the tiles cover of it is blended. */
  readonly box: Box;
  /** Slices of every tile. */
  readonly depth: number;
  /** Rising in `firstSlice`. */
  readonly layers: readonly TileLayer[];
  readonly tileCount: number;
}

/**
 * Tiles over the part of a grid that holds brain: in layers, in each layer rows over what it has of the brain, in each
 * row tiles over what that has; spread evenly, and without those that have none.
 *
 * @param brain - where a network has to look
 * @returns `undefined` for an empty mask
 */
export function planTiles(brain: Mask, options: PlanTilesOptions): TilePlan | undefined {
  const box = boundingBox(brain);
  if (box === undefined) return undefined;
  const { starts, length: depth } = cutAxis(2, box, brain, options);
  const layers = starts
    .map((k): TileLayer => ({ firstSlice: k, tiles: layerTiles(brain, [k, k + depth], options) }))
    .filter(({ tiles }) => tiles.length > 0);
  return { box, depth, layers, tileCount: layers.reduce((sum, { tiles }) => sum + tiles.length, 0) };
}

type Range = readonly [from: number, to: number];

function layerTiles(brain: Mask, [k, toK]: Range, options: PlanTilesOptions): readonly Tile[] {
  const [ni, nj] = brain.shape;
  const slab = boundingBox(brain, { within: { from: [0, 0, k], to: [ni, nj, toK] } });
  if (slab === undefined) return [];
  const rows = cutAxis(1, slab, brain, options);
  return rows.starts.flatMap((j) => {
    const row = boundingBox(brain, { within: { from: [0, j, k], to: [ni, j + rows.length, toK] } });
    if (row === undefined) return [];
    const { starts, length } = cutAxis(0, row, brain, options);
    return starts
      .map((i): Tile => ({ first: [i, j, k], shape: [length, rows.length, toK - k] }))
      .filter(
        ({ first, shape }) => boundingBox(brain, { within: { from: first, to: endOf(first, shape) } }) !== undefined,
      );
  });
}

function endOf([i, j, k]: VoxelIndex, [ti, tj, tk]: Shape): VoxelIndex {
  return [i + ti, j + tj, k + tk];
}

interface AxisCut {
  readonly starts: readonly number[];
  /** Of each tile. */
  readonly length: number;
}

/** Tiles over the extent of a box along one axis: within the grid where that is as long as a tile. */
function cutAxis(
  axis: 0 | 1 | 2,
  box: Box,
  grid: Mask,
  { tile, overlap, flexible = false }: PlanTilesOptions,
): AxisCut {
  const from = box.from[axis];
  const extent = box.to[axis] - from;
  const shared = overlap[axis];
  const count = extent <= tile[axis] ? 1 : Math.ceil((extent - shared) / (tile[axis] - shared));
  const step = TILE_MULTIPLES[axis];
  const needed = step * Math.ceil((extent + (count - 1) * shared) / count / step);
  const length = flexible ? Math.min(tile[axis], needed) : tile[axis];
  if (count === 1) {
    const room = grid.shape[axis] - length;
    const centred = from + Math.floor((extent - length) / 2);
    return { starts: [room < 0 ? Math.floor(room / 2) : Math.min(room, Math.max(0, centred))], length };
  }
  const starts = Array.from({ length: count }, (_, n) => from + Math.round((n * (extent - length)) / (count - 1)));
  return { starts, length };
}
