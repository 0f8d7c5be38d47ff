import type { Rng } from "@cmb/core";

const TILE = 32;
const WRAP = TILE - 1;

/** A smooth random field of mean 0 and variance near 1 that repeats after 32 cells. @internal */
export type TextureTile = Float32Array;

/** @internal */
export function createTextureTile(rng: Rng): TextureTile {
  return Float32Array.from({ length: TILE ** 3 }, () => rng.normal());
}

/**
 * The field at a position in cells, trilinear between the tile's values.
 *
 * @internal
 */
export function textureAt(tile: TextureTile, x: number, y: number, z: number): number {
  const fx = Math.floor(x);
  const fy = Math.floor(y);
  const fz = Math.floor(z);
  const i0 = fx & WRAP;
  const i1 = (fx + 1) & WRAP;
  const j0 = (fy & WRAP) * TILE;
  const j1 = ((fy + 1) & WRAP) * TILE;
  const k0 = (fz & WRAP) * TILE * TILE;
  const k1 = ((fz + 1) & WRAP) * TILE * TILE;
  const a = x - fx;
  const b = y - fy;
  const row = (jk: number): number => {
    const low = tile[jk + i0] as number;
    return low + a * ((tile[jk + i1] as number) - low);
  };
  const lower = row(j0 + k0) + b * (row(j1 + k0) - row(j0 + k0));
  const upper = row(j0 + k1) + b * (row(j1 + k1) - row(j0 + k1));
  return lower + (z - fz) * (upper - lower);
}
