import type { KSpaceFilter } from "./protocol.js";

/** One axis of a simulated grid as k-space sees it. */
export interface EncodedAxis {
  /** Voxels of the simulated grid. */
  readonly length: number;
  /** Their size. */
  readonly spacingMm: number;
  readonly acquiredSpacingMm: number;
  readonly filter: KSpaceFilter | undefined;
}

/**
 * The weight of frequency 0, 1, 2 … turns over the simulated axis, the same for negative ones; those beyond are not
 * acquired.
 *
 * The band ends at 1 / (2 · acquired spacing). The frequency at its very end, and the highest one of an even length, count
 * half on each side, so that a real image stays real.
 *
 * @internal
 */
export function encodedBand({ length, spacingMm, acquiredSpacingMm, filter }: EncodedAxis): Float64Array {
  const edge = (length * spacingMm) / (2 * acquiredSpacingMm);
  const nearest = Math.round(edge);
  // A quotient of decimal fractions is seldom the whole number that it stands for.
  const end = Math.abs(edge - nearest) < 1e-6 * edge ? nearest : edge;
  const last = Math.min(Math.floor(end), Math.floor(length / 2));
  return Float64Array.from({ length: last + 1 }, (_, m) => {
    const half = m > 0 && (m === end || 2 * m === length) ? 0.5 : 1;
    return half * windowAt(Math.min(1, m / end), filter);
  });
}

function windowAt(share: number, filter: KSpaceFilter | undefined): number {
  if (filter === undefined) return 1;
  if (filter.window === "hamming") return 0.54 + 0.46 * Math.cos(Math.PI * share);
  const beyond = share - (1 - filter.taper);
  return beyond <= 0 ? 1 : 0.5 + 0.5 * Math.cos((Math.PI * beyond) / filter.taper);
}
