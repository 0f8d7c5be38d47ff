import { encodedBand } from "./encoded-band.js";
import type { KSpaceFilter } from "./protocol.js";

/** How slices come out of the planes of a simulated grid. */
export interface SliceSampling {
  /** Planes of the simulated grid. */
  readonly planes: number;
  readonly planeSpacingMm: number;
  /** Centres of the slices, in planes. */
  readonly positions: Float64Array;
  readonly encoding: "2D" | "3D";
  /** 3-D: the acquired resolution across slices. 2-D: the distance of slices. */
  readonly acquiredSpacingMm: number;
  /** 2-D: full width at half maximum over the distance. */
  readonly sliceProfile: number;
  readonly filter: KSpaceFilter | undefined;
}

/** What each plane adds to one slice: weights of the planes from `first` on. @internal */
export interface SliceWeights {
  readonly first: number;
  readonly weights: Float64Array;
}

/**
 * For each slice the weights of the planes of which it is the sum.
 *
 * 2-D: the profile of the excitation, whose weights sum to 1. 3-D: the point spread of truncated k-space, which reaches
 * over all planes and wraps around.
 *
 * @internal
 */
export function sliceWeights(sampling: SliceSampling): readonly SliceWeights[] {
  return sampling.encoding === "2D" ? profileWeights(sampling) : phaseEncodedWeights(sampling);
}

/** Width of the flanks over the full width at half maximum: between a Gaussian (0.42) and a box (0). */
const FLANK = 0.15;

/** Parts of a plane over which the profile is averaged. */
const PARTS = 8;

/**
 * A box of the full width, smoothed by a Gaussian: the profile that a sinc pulse of a few lobes gives at the small angles of
 * a gradient echo.
 */
export function profileAt(offsetMm: number, fullWidthMm: number): number {
  const sigma = Math.SQRT2 * FLANK * fullWidthMm;
  return (
    0.5 * (errorFunction((offsetMm + fullWidthMm / 2) / sigma) - errorFunction((offsetMm - fullWidthMm / 2) / sigma))
  );
}

function profileWeights(sampling: SliceSampling): readonly SliceWeights[] {
  const { planes, planeSpacingMm, acquiredSpacingMm, sliceProfile, positions } = sampling;
  const fullWidthMm = sliceProfile * acquiredSpacingMm;
  const reach = (fullWidthMm * (0.5 + 4 * FLANK)) / planeSpacingMm + 0.5;
  return Array.from(positions, (position) => {
    const first = Math.max(0, Math.ceil(position - reach));
    const last = Math.min(planes - 1, Math.floor(position + reach));
    const raw = Float64Array.from({ length: last - first + 1 }, (_, n) => {
      let sum = 0;
      for (let part = 0; part < PARTS; part++) {
        const plane = first + n + (part + 0.5) / PARTS - 0.5;
        sum += profileAt((plane - position) * planeSpacingMm, fullWidthMm);
      }
      return sum;
    });
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: raw.map((weight) => weight / total) };
  });
}

function phaseEncodedWeights(sampling: SliceSampling): readonly SliceWeights[] {
  const { planes, planeSpacingMm, acquiredSpacingMm, filter, positions } = sampling;
  const band = encodedBand({ length: planes, spacingMm: planeSpacingMm, acquiredSpacingMm, filter });
  return Array.from(positions, (position) => ({
    first: 0,
    weights: Float64Array.from(
      { length: planes },
      (_, plane) => pointSpread(band, (position - plane) / planes) / planes,
    ),
  }));
}

/** `Σ w cos(2π m u)` over positive and negative m, by Clenshaw's recurrence: one cosine for the whole sum. */
function pointSpread(band: Float64Array, turns: number): number {
  const cosine = 2 * Math.cos(2 * Math.PI * turns);
  let [next, afterNext] = [0, 0];
  for (let m = band.length - 1; m >= 1; m--) {
    const current = (band[m] as number) + cosine * next - afterNext;
    afterNext = next;
    next = current;
  }
  return (band[0] as number) + cosine * next - 2 * afterNext;
}

/** @see Abramowitz & Stegun 1964, 7.1.26: to 1.5e-7 */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}
