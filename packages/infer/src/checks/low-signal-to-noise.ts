import type { Volume, VoxelArray } from "@cmb/core";
import type { InputCheck } from "../report.js";
import { type ImageSummary, strideOf, valueAt } from "./image-summary.js";

/** A microbleed of a fifth less than its surroundings is one standard deviation of the noise at 5. */
const LEAST_RATIO = 5;

/** Noise so high that a faint microbleed does not stand out. */
export function checkLowSignalToNoise({ volume, sorted, spacingMm }: ImageSummary): InputCheck | undefined {
  const tissue = (valueAt(sorted, 0.98) + valueAt(sorted, 0.02)) / 2;
  const finest = ([0, 1, 2] as const).reduce((best, axis) => (spacingMm[axis] < spacingMm[best] ? axis : best));
  const { signal, noise } = signalAndNoise(volume, finest, tissue);
  const ratio = signal / noise;
  if (!(ratio < LEAST_RATIO)) return undefined;
  const message = `Tissue is only ${ratio.toFixed(1)} times the noise; below ${LEAST_RATIO} faint microbleeds drown and specks of noise look like them. Use a scan with more signal, or read every finding with care.`;
  return { code: "LOW_SIGNAL_TO_NOISE", severity: "warning", message };
}

/**
 * The median of the voxels above `tissue`, and the noise there from second differences, whose variance is 6 σ² for white
 * noise and which straight edges and shading do not reach.
 */
function signalAndNoise(
  { data, shape }: Volume<VoxelArray>,
  axis: 0 | 1 | 2,
  tissue: number,
): { readonly signal: number; readonly noise: number } {
  const stride = strideOf(shape, axis);
  const step = Math.max(1, Math.floor(data.length / 300_000)) | 1;
  const values: number[] = [];
  const differences: number[] = [];
  for (let v = stride; v + stride < data.length; v += step) {
    const position = Math.floor(v / stride) % shape[axis];
    const [a, b, c] = [data[v - stride] as number, data[v] as number, data[v + stride] as number];
    if (position === 0 || position === shape[axis] - 1 || !(a > tissue && b > tissue && c > tissue)) continue;
    values.push(b);
    differences.push(Math.abs(a - 2 * b + c));
  }
  const median = (of: number[]): number => Float64Array.from(of).sort()[of.length >> 1] ?? Number.NaN;
  return { signal: median(values), noise: (1.4826 * median(differences)) / Math.sqrt(6) };
}
