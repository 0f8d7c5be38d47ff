import { assertSamePlace, CmbError, type Volume, type VoxelArray } from "@cmb/core";

/** How magnitudes of several echoes become one. @since 0.1.0 */
export type CombineEchoesOptions =
  | {
      /**
       * The root of the mean square: each echo weighs by its own signal. CLEAR-SWI's root of the sum of squares, but for
       * the root of the number of echoes.
       */
      readonly weighting: "snr";
    }
  | {
      /** Mean with the echo times as weights: later echoes, and their contrast, count more. */
      readonly weighting: "echo-time";
      readonly echoTimesMs: readonly number[];
    }
  | {
      /** Mean with weights `TE exp(−TE / T2*)`, by which the contrast of a small change of T2* is largest over noise. */
      readonly weighting: "t2star";
      readonly echoTimesMs: readonly number[];
      /** Of the tissue; 50, brain at 3 T, unless given. */
      readonly t2StarMs?: number | undefined;
    };

/**
 * One magnitude image out of several echoes.
 *
 * @param magnitudes - one volume for each echo, all on one grid; NaN in one echo makes the voxel NaN
 * @param options - see {@link CombineEchoesOptions}
 * @returns a new float32 volume in the unit of the magnitudes
 * @throws CmbError `EMPTY_VOLUME` when there is no echo, `SHAPE_MISMATCH` when grids differ or there are not as many
 * echo times as echoes, `OUT_OF_RANGE` when an echo time or T2* is not above 0
 * @see Posse et al. 1999, Enhancement of BOLD-contrast sensitivity by single-shot multi-echo functional MR imaging,
 * doi:10.1002/(SICI)1522-2594(199907)42:1<87::AID-MRM13>3.0.CO;2-O
 * @since 0.1.0
 */
export function combineEchoes(magnitudes: readonly Volume<VoxelArray>[], options: CombineEchoesOptions): Volume {
  const first = assertEchoes("combineEchoes", magnitudes);
  const { shape, affine } = first;
  const weights = echoWeights(magnitudes.length, options);
  const data = new Float32Array(first.data.length);
  const squared = options.weighting === "snr";
  for (let v = 0; v < data.length; v++) {
    let sum = 0;
    for (let echo = 0; echo < weights.length; echo++) {
      const value = magnitudes[echo]?.data[v] as number;
      sum += (weights[echo] as number) * (squared ? value * value : value);
    }
    data[v] = squared ? Math.sqrt(sum) : sum;
  }
  return { data, shape, affine };
}

/** Throws unless there is an echo and all are on one grid; gives the first one. */
export function assertEchoes(operation: string, echoes: readonly Volume<VoxelArray>[]): Volume<VoxelArray> {
  const [first, ...rest] = echoes;
  if (first === undefined) {
    throw new CmbError("EMPTY_VOLUME", `${operation}: there is no echo; give at least one volume`, { shape: [0] });
  }
  for (const other of rest) assertSamePlace(operation, first, other);
  return first;
}

/** Throws unless there is one echo time above 0 for each echo. */
export function assertEchoTimes(operation: string, echoTimesMs: readonly number[], echoes: number): void {
  if (echoTimesMs.length !== echoes) {
    const message = `${operation}: there are ${echoes} echoes and ${echoTimesMs.length} echo times; give one for each`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [echoes], actual: [echoTimesMs.length] });
  }
  for (const echoTimeMs of echoTimesMs) assertAboveZero(operation, "echoTimeMs", echoTimeMs);
}

/** They sum to 1. */
function echoWeights(echoes: number, options: CombineEchoesOptions): Float64Array {
  if (options.weighting === "snr") return new Float64Array(echoes).fill(1 / echoes);
  const { echoTimesMs } = options;
  assertEchoTimes("combineEchoes", echoTimesMs, echoes);
  const t2StarMs = options.weighting === "t2star" ? (options.t2StarMs ?? 50) : Number.POSITIVE_INFINITY;
  if (options.weighting === "t2star") assertAboveZero("combineEchoes", "t2StarMs", t2StarMs);
  const weights = Float64Array.from(echoTimesMs, (echoTimeMs) => echoTimeMs * Math.exp(-echoTimeMs / t2StarMs));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function assertAboveZero(operation: string, name: string, value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  const message = `${operation}: ${name} is ${value}; give a number above 0`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0 });
}
