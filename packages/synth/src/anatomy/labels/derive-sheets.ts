import { type Volume, voxelToWorld } from "@cmb/core";
import { tissueIndex } from "../tissue.js";
import { fromMidplane, type Midplane } from "./midplane.js";

const CSF = tissueIndex("csf");
const DURA = tissueIndex("dura");
const SINUS = tissueIndex("sinus");
const SKULL = tissueIndex("skull");
const MARROW = tissueIndex("marrow");
const CORTEX = tissueIndex("cortex");
const WHITE_MATTER = tissueIndex("whiteMatter");
const FALX = tissueIndex("falx");
const TENTORIUM = tissueIndex("tentorium");
const CEREBELLAR_CORTEX = tissueIndex("cerebellarCortex");

const FISSURE_REACH_MM = 7;
const WIDEST_GAP_VOXELS = 9;
/** From the corpus callosum to the free edge of the falx, at the back and at the front of the head. */
const FALX_EDGE_MM = { back: 5, front: 16, overMm: 90 } as const;

/** Fluid that touches the skull becomes dura. @internal */
export function deriveDura({ data, shape }: Volume<Uint8Array>): void {
  const [ni, nj] = shape;
  const isBone = (v: number): boolean => data[v] === SKULL || data[v] === MARROW;
  const steps = [1, -1, ni, -ni, ni * nj, -ni * nj];
  for (let v = 0; v < data.length; v++) {
    if (data[v] === CSF && steps.some((step) => isBone(v + step))) data[v] = DURA;
  }
}

/**
 * The falx: in each row of voxels across the head the middle of the fluid between the hemispheres, from the skull down to
 * an edge above the corpus callosum.
 *
 * @internal
 */
export function deriveFalx(tissues: Volume<Uint8Array>, midplane: Midplane): void {
  const [ni, nj, nk] = tissues.shape;
  const edges = callosumTops(tissues, midplane);
  const reach = Math.ceil(FISSURE_REACH_MM / Math.abs(tissues.affine[0]));
  for (let j = 0; j < nj; j++) {
    for (let k = Math.max(0, edges[j] as number); k < nk; k++) {
      const middle = midplaneVoxel(tissues, midplane, j, k);
      if (middle < reach || middle > ni - 1 - reach) continue;
      const at = fissureVoxel(tissues, ni * (j + nj * k), { middle, reach });
      if (at !== undefined) tissues.data[at] = FALX;
    }
  }
}

function midplaneVoxel({ affine }: Volume<Uint8Array>, midplane: Midplane, j: number, k: number): number {
  const offset = fromMidplane(midplane, voxelToWorld(affine, [0, j, k]));
  return Math.round(-offset / (affine[0] * midplane.normal[0]));
}

/** The middle of the run of fluid nearest to the midplane; the voxel in the plane where cortex touches cortex. */
function fissureVoxel(
  { data }: Volume<Uint8Array>,
  row: number,
  { middle, reach }: { readonly middle: number; readonly reach: number },
): number | undefined {
  for (let step = 0; step <= reach; step++) {
    for (const i of [middle + step, middle - step]) {
      if (data[row + i] !== CSF) continue;
      let from = i;
      let to = i;
      while (data[row + from - 1] === CSF && i - from < 2 * reach) from--;
      while (data[row + to + 1] === CSF && to - i < 2 * reach) to++;
      return to - from < 2 * reach ? row + ((from + to) >> 1) : undefined;
    }
  }
  const touching = [-2, -1, 0, 1, 2].every((step) => data[row + middle + step] === CORTEX);
  return touching ? row + middle : undefined;
}

/**
 * For each coronal slice the lowest slice that the falx reaches: some way above where white matter crosses the midplane;
 * before and behind the corpus callosum as at its ends.
 */
function callosumTops(tissues: Volume<Uint8Array>, midplane: Midplane): Int32Array {
  const [ni, nj, nk] = tissues.shape;
  const tops = new Int32Array(nj).fill(-1);
  for (let j = 0; j < nj; j++) {
    for (let k = nk - 1; k >= 0 && tops[j] === -1; k--) {
      const middle = midplaneVoxel(tissues, midplane, j, k);
      const row = ni * (j + nj * k) + middle;
      const crosses = [-2, -1, 0, 1, 2].every((step) => tissues.data[row + step] === WHITE_MATTER);
      if (crosses) tops[j] = k;
    }
  }
  const first = tops.findIndex((top) => top >= 0);
  const last = tops.findLastIndex((top) => top >= 0);
  const spacing = Math.abs(tissues.affine[10]);
  return tops.map((top, j) => {
    if (first === -1) return nk;
    const share = Math.min(1, Math.max(0, ((j - first) * Math.abs(tissues.affine[5])) / FALX_EDGE_MM.overMm));
    const edgeMm = FALX_EDGE_MM.back + share * (FALX_EDGE_MM.front - FALX_EDGE_MM.back);
    if (j < first) return tops[first] as number;
    // In front of the callosum the falx reaches down to the skull base.
    if (j > last) return (tops[last] as number) - Math.round(30 / spacing);
    return (top >= 0 ? top : (tops[first] as number)) + Math.round(edgeMm / spacing);
  });
}

/** The tentorium: in each column of voxels the middle of the gap between the cerebellum and the cerebrum above it. @internal */
export function deriveTentorium({ data, shape }: Volume<Uint8Array>): void {
  const [ni, nj, nk] = shape;
  const slab = ni * nj;
  for (let column = 0; column < slab; column++) {
    let top = nk - 1;
    while (top >= 0 && data[column + slab * top] !== CEREBELLAR_CORTEX) top--;
    if (top < 0) continue;
    let above = top + 1;
    while (above < nk && isFluid(data[column + slab * above] as number)) above++;
    if (above - top > WIDEST_GAP_VOXELS || above === nk) continue;
    const tissue = data[column + slab * above];
    if (tissue !== CORTEX && tissue !== WHITE_MATTER) continue;
    const at = column + slab * Math.min(above, (top + above) >> 1);
    if (above - top > 1) data[column + slab * ((top + above) >> 1)] = TENTORIUM;
    else data[at + slab] = TENTORIUM;
  }
}

function isFluid(tissue: number): boolean {
  return tissue === CSF || tissue === DURA || tissue === SINUS;
}
