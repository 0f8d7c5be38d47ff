import type { WorldBox } from "../objects/tissue-sampler.js";
import type { VesselPieces } from "../vessels/vessel-pieces.js";

/** Which pieces to keep. @internal */
export interface CropVeinsOptions {
  /** Pieces that come within 3 mm of it. */
  readonly box: WorldBox;
  readonly keepsTree: (tree: number) => boolean;
}

const BESIDE_MM = 3;

/** The pieces of veins in a part of a head, in their order. @internal */
export function cropVeins(veins: VesselPieces, { box, keepsTree }: CropVeinsOptions): VesselPieces {
  const { pointsMm, radiiMm, trees } = veins;
  const kept: number[] = [];
  const place = new Int32Array(radiiMm.length).fill(-1);
  for (let n = 0; n < radiiMm.length; n++) {
    if (!keepsTree(trees[n] as number) || !comesNear(pointsMm, 6 * n, box)) continue;
    place[n] = kept.length;
    kept.push(n);
  }
  const parents = Int32Array.from(kept, (n) => {
    const parent = veins.parents[n] as number;
    return parent < 0 ? -1 : (place[parent] as number);
  });
  const points = new Float32Array(6 * kept.length);
  for (const [to, n] of kept.entries()) points.set(pointsMm.subarray(6 * n, 6 * n + 6), 6 * to);
  return {
    pointsMm: points,
    radiiMm: Float32Array.from(kept, (n) => radiiMm[n] as number),
    trees: Uint32Array.from(kept, (n) => trees[n] as number),
    families: Uint8Array.from(kept, (n) => veins.families[n] as number),
    parents,
    susceptibilitiesPpm: Float32Array.from(kept, (n) => veins.susceptibilitiesPpm[n] as number),
  };
}

function comesNear(pointsMm: Float32Array, at: number, { minimumMm, maximumMm }: WorldBox): boolean {
  for (let axis = 0; axis < 3; axis++) {
    const start = pointsMm[at + axis] as number;
    const end = pointsMm[at + 3 + axis] as number;
    if (Math.max(start, end) < (minimumMm[axis] as number) - BESIDE_MM) return false;
    if (Math.min(start, end) > (maximumMm[axis] as number) + BESIDE_MM) return false;
  }
  return true;
}
