import type { Rng, Shape, Volume } from "@cmb/core";
import { gaussianSmooth } from "@cmb/preprocess";

/** Standard deviation of the blur over the resolution; SynthSeg multiplies it by up to 3 % more or less. */
const BLUR_SHARE = 0.75;
const BLUR_RANGE = 1.03;
/** Blur in voxels along an axis that keeps its resolution. */
const NATIVE_BLUR_VOXELS = 0.5;

/**
 * An image as if it had been acquired at a lower resolution and resampled back: blurred with the slice, sampled at its
 * distance, interpolated linearly.
 *
 * @param image - cubic voxels
 * @param resolutionMm - along each axis
 * @internal
 */
export function lowResolution(
  rng: Rng,
  image: Volume,
  { resolutionMm, spacingMm }: { readonly resolutionMm: readonly [number, number, number]; readonly spacingMm: number },
): Volume {
  const factor = Math.exp(rng.uniform(-1, 1) * Math.log(BLUR_RANGE));
  const sigmaMm = resolutionMm.map((side) =>
    side > spacingMm ? factor * BLUR_SHARE * side : factor * NATIVE_BLUR_VOXELS * spacingMm,
  ) as [number, number, number];
  let { data } = gaussianSmooth(image, { sigmaMm });
  for (const axis of [0, 1, 2] as const) {
    const step = resolutionMm[axis] / spacingMm;
    if (step > 1) data = throughSamples(data, image.shape, { axis, step, first: rng.uniform(0, step - 1) });
  }
  return { ...image, data };
}

/** The straight lines through samples every `step` voxels along one axis; before the first and after the last they repeat. */
function throughSamples(
  data: Float32Array,
  shape: Shape,
  { axis, step, first }: { readonly axis: 0 | 1 | 2; readonly step: number; readonly first: number },
): Float32Array {
  const out = new Float32Array(data.length);
  const count = shape[axis];
  const inner = axis === 0 ? 1 : axis === 1 ? shape[0] : shape[0] * shape[1];
  const outer = data.length / (inner * count);
  const last = Math.max(0, Math.floor((count - 1 - first) / step));
  for (let voxel = 0; voxel < count; voxel++) {
    const at = Math.min(last, Math.max(0, (voxel - first) / step));
    const low = Math.min(Math.max(0, last - 1), Math.floor(at));
    const weights = samplesAt(first + low * step, count, 1 - (at - low));
    if (last > 0) weights.push(...samplesAt(first + (low + 1) * step, count, at - low));
    for (const [source, weight] of weights) {
      if (weight === 0) continue;
      for (let block = 0; block < outer; block++) {
        const from = (block * count + source) * inner;
        const to = (block * count + voxel) * inner;
        for (let n = 0; n < inner; n++) out[to + n] = (out[to + n] as number) + weight * (data[from + n] as number);
      }
    }
  }
  return out;
}

/** The two voxels around a position, with their shares of `weight`. */
function samplesAt(position: number, count: number, weight: number): [voxel: number, weight: number][] {
  const low = Math.min(count - 1, Math.floor(position));
  const high = Math.min(count - 1, low + 1);
  return [
    [low, weight * (1 - (position - low))],
    [high, weight * (position - low)],
  ];
}
