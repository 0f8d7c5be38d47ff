import { type Mask, type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
import { largestComponent } from "@cmb/preprocess";

/** Part of the way from the 2nd to the 98th percentile at which the head begins, as in BET (Smith 2002). */
const HEAD_LEVEL = 0.1;
/** Ends of the head with less than this share of the voxels of its fullest layer are ghosts and noise. */
const LEAST_LAYER = 0.03;
const LAYER_MM = 2;
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
  const sorted = volume.data.filter((value) => Number.isFinite(value)).sort();
  const low = sorted[Math.floor(0.02 * sorted.length)] ?? 0;
  const high = sorted[Math.floor(0.98 * sorted.length)] ?? 0;
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
function layerCounts({ data, shape: [ni, nj], affine }: Mask): readonly ReadonlyMap<number, number>[] {
  const counts = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  for (let v = 0; v < data.length; v++) {
    if (data[v] === 0) continue;
    const i = v % ni;
    const row = (v - i) / ni;
    const world = voxelToWorld(affine, [i, row % nj, Math.floor(row / nj)]);
    for (const [axis, count] of counts.entries()) {
      const layer = Math.floor((world[axis] as number) / LAYER_MM);
      count.set(layer, (count.get(layer) ?? 0) + 1);
    }
  }
  return counts;
}

function robustRange(counts: ReadonlyMap<number, number>): Range {
  const least = LEAST_LAYER * [...counts.values()].reduce((most, count) => Math.max(most, count), 0);
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const [layer, count] of counts) {
    if (count < least) continue;
    from = Math.min(from, layer * LAYER_MM);
    to = Math.max(to, (layer + 1) * LAYER_MM);
  }
  return { from, to };
}
