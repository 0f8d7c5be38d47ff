import type { PerAxis } from "./model-manifest.js";

/** What pooling needs of a tile: the voxels of its axes are divided by these. */
export const TILE_MULTIPLES: PerAxis = [16, 16, 8];
