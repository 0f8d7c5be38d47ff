import type { Mask, Volume, WorldPoint } from "@cmb/core";
import { largestComponent, percentiles } from "@cmb/preprocess";

/** Part of the way from the 2nd to the 98th percentile at which the head begins, as in BET (Smith 2002). */
const HEAD_LEVEL = 0.1;
/** Ends of the head with less than this share of the voxels of its fullest layer are ghosts and noise. */
const LEAST_LAYER = 0.03;
const LAYER_MM = 2;
/** Voxels of 1 or 2 mm often lie where two layers meet; so the last digits of an affine do not decide which it is. */
const TOLERANCE = 1e-4;
/** From the crown down, the brain ends within this; what is further down is neck. */
const BRAIN_HEIGHT_MM = 170;

/**
 * The middle of the head: that of the world-aligned box around the largest object above a threshold between dark and
 * bright, whatever the grid's axes are. A neck does not pull it down.
 *
 * @param volume - magnitudes of about 2 mm; NaN and infinities count as dark
 * @returns RAS+ mm; `undefined` where nothing is brighter than the rest
 */
export function headCentre(volume: Volume): WorldPoint | undefined {
  if (!volume.data.some(Number.isFinite)) return undefined;
  const [low, high] = percentiles(volume.data, [2, 98]) as [number, number];
  if (!(high > low)) return undefined;
  const threshold = low + HEAD_LEVEL * (high - low);
  const above = Uint8Array.from(volume.data, (value) => (value > threshold ? 1 : 0));
  const head = largestComponent({ ...volume, data: above }, { connectivity: 6 });
  const layers = layerCounts(head);
  const [x, y, z] = layers.map(robustRange) as [Range, Range, Range];
  const bottom = Math.max(z.from, z.to - BRAIN_HEIGHT_MM);
  return [(x.from + x.to) / 2, (y.from + y.to) / 2, (bottom + z.to) / 2];
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** How many voxels of a mask lie in each layer of 2 mm across x, y and z. */
function layerCounts({ data, shape: [ni, nj, nk], affine }: Mask): readonly LayerCounts[] {
  return [0, 4, 8].map((row) => {
    const [a, b, c, d] = [affine[row], affine[row + 1], affine[row + 2], affine[row + 3]] as [
      number,
      number,
      number,
      number,
    ];
    const least = d + Math.min(0, a * (ni - 1)) + Math.min(0, b * (nj - 1)) + Math.min(0, c * (nk - 1));
    const extent = Math.abs(a) * (ni - 1) + Math.abs(b) * (nj - 1) + Math.abs(c) * (nk - 1);
    const first = Math.floor(least / LAYER_MM + TOLERANCE);
    const counts = new Uint32Array(Math.ceil(extent / LAYER_MM) + 2);
    for (let v = 0, k = 0; k < nk; k++) {
      for (let j = 0; j < nj; j++) {
        const start = (b * j + c * k + d) / LAYER_MM + TOLERANCE - first;
        for (let i = 0; i < ni; i++, v++) {
          if (data[v] === 0) continue;
          const layer = Math.floor(start + (a * i) / LAYER_MM);
          counts[layer] = (counts[layer] ?? 0) + 1;
        }
      }
    }
    return { first, counts };
  });
}

interface LayerCounts {
  /** The number of the first layer; layer n reaches from n · 2 mm to (n + 1) · 2 mm. */
  readonly first: number;
  readonly counts: Uint32Array;
}

function robustRange({ first, counts }: LayerCounts): Range {
  const least = LEAST_LAYER * counts.reduce((most, count) => Math.max(most, count), 0);
  const full = (count: number): boolean => count > 0 && count >= least;
  const from = first + counts.findIndex(full);
  const to = first + counts.findLastIndex(full) + 1;
  return { from: from * LAYER_MM, to: to * LAYER_MM };
}
