import type { Mask, Shape, VoxelIndex } from "@cmb/core";
import { type Box, boundingBox } from "@cmb/preprocess";

/** How a grid is cut into tiles. */
export interface PlanTilesOptions {
  /** Voxels of a tile along i, j and k. */
  readonly tile: Shape;
  /** Voxels that neighbouring tiles share at least; below the tile's size. */
  readonly overlap: Shape;
}

/** Tiles side by side: all begin at the same slice. */
export interface TileLayer {
  readonly firstSlice: number;
  /** The first voxel of each tile; negative, or ending beyond the grid, where the grid is smaller than a tile. */
  readonly tiles: readonly VoxelIndex[];
}

/** Where a network looks. */
export interface TilePlan {
  /** The part of the grid that holds brain; what the tiles cover of it is blended. */
  readonly box: Box;
  /** Rising in `firstSlice`. */
  readonly layers: readonly TileLayer[];
  readonly tileCount: number;
}

/**
 * Tiles over the part of a grid that holds brain, spread evenly; those without brain are left out.
 *
 * @param brain - where a network has to look
 * @returns `undefined` for an empty mask
 */
export function planTiles(brain: Mask, { tile, overlap }: PlanTilesOptions): TilePlan | undefined {
  const box = boundingBox(brain);
  if (box === undefined) return undefined;
  const starts = ([0, 1, 2] as const).map((axis) =>
    axisStarts({
      from: box.from[axis],
      to: box.to[axis],
      length: brain.shape[axis],
      tile: tile[axis],
      overlap: overlap[axis],
    }),
  ) as [readonly number[], readonly number[], readonly number[]];
  const layers = starts[2]
    .map((k): TileLayer => {
      const corners = starts[1].flatMap((j) => starts[0].map((i): VoxelIndex => [i, j, k]));
      return { firstSlice: k, tiles: corners.filter((corner) => holdsBrain(brain, corner, tile)) };
    })
    .filter(({ tiles }) => tiles.length > 0);
  return { box, layers, tileCount: layers.reduce((sum, { tiles }) => sum + tiles.length, 0) };
}

interface AxisCut {
  readonly from: number;
  readonly to: number;
  /** Voxels of the grid. */
  readonly length: number;
  readonly tile: number;
  readonly overlap: number;
}

/** Where tiles begin along one axis: within the grid where that is as long as a tile. */
function axisStarts({ from, to, length, tile, overlap }: AxisCut): readonly number[] {
  const extent = to - from;
  if (extent <= tile) {
    const centred = from + Math.floor((extent - tile) / 2);
    return [length < tile ? Math.floor((length - tile) / 2) : Math.min(length - tile, Math.max(0, centred))];
  }
  const count = Math.ceil((extent - overlap) / (tile - overlap));
  return Array.from({ length: count }, (_, n) => from + Math.round((n * (extent - tile)) / (count - 1)));
}

function holdsBrain({ data, shape: [ni, nj, nk] }: Mask, [i, j, k]: VoxelIndex, [ti, tj, tk]: Shape): boolean {
  const [fromI, toI] = [Math.max(0, i), Math.min(ni, i + ti)];
  for (let r = Math.max(0, k); r < Math.min(nk, k + tk); r++) {
    for (let q = Math.max(0, j); q < Math.min(nj, j + tj); q++) {
      const row = ni * (q + nj * r);
      if (data.subarray(row + fromI, row + toI).indexOf(1) !== -1) return true;
    }
  }
  return false;
}
