import { CmbError, type LongTaskOptions } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { HeadPlan } from "./plan-head.js";
import { multiplyByObjects, renderTile } from "./render-tile.js";

/** Planes of a simulated head, i fastest. @since 0.1.0 */
export interface RenderedSlab {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
  /** Share of each voxel that is vein, 0 to 255. */
  readonly veins: Uint8Array;
}

/** Simulated on both sides of a slab and thrown away: it gives the slab the field of what lies beside it. */
const HALO_MM = 8;

/**
 * Simulates one slab of a head: the same bytes whatever else is simulated, in whichever worker.
 *
 * @param plan - from `planHead`
 * @param slab - its ordinal in `plan.slabs`
 * @returns the complex signal at the echo time, before acquisition
 * @throws CmbError `OUT_OF_RANGE` when there is no such slab; the signal's reason when stopped
 * @internal
 */
export async function renderSlab(
  { scene, grid, slabs }: HeadPlan,
  slab: number,
  { signal }: LongTaskOptions = {},
): Promise<RenderedSlab> {
  const wanted = slabs[slab];
  if (wanted === undefined) {
    const message = `renderSlab: there is no slab ${slab} among ${slabs.length}`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "slab", value: slab, minimum: 0, maximum: slabs.length - 1 });
  }
  const halo = Math.round(HALO_MM / grid.affine[10]);
  // The halo may reach past the ends of the grid: there is a head as well.
  const tile = await renderTile(scene, planesOf(grid, wanted.firstPlane - halo, wanted.planes + 2 * halo), { signal });
  const whole = tile.base;
  multiplyByObjects(whole, scene.objects, scene.protocol);
  const area = grid.shape[0] * grid.shape[1];
  const core = [halo * area, (halo + wanted.planes) * area] as const;
  return {
    real: whole.real.slice(...core),
    imaginary: whole.imaginary.slice(...core),
    veins: toBytes(tile.veins, core),
  };
}

function planesOf({ shape, affine }: Grid, first: number, planes: number): Grid {
  const [a, b, c, x, d, e, f, y, g, h, i, z] = affine;
  return {
    shape: [shape[0], shape[1], planes],
    affine: [a, b, c, x + c * first, d, e, f, y + f * first, g, h, i, z + i * first, 0, 0, 0, 1],
  };
}

function toBytes(shares: Float32Array, [from, to]: readonly [number, number]): Uint8Array {
  const out = new Uint8Array(to - from);
  for (let v = from; v < to; v++) {
    const share = shares[v] as number;
    if (share !== 0) out[v - from] = Math.round(255 * share);
  }
  return out;
}
