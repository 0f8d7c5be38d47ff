import { radix2, radix3, radix4, radix5, radixOdd, type Stage } from "./fft-stages.js";
import { smoothLength } from "./smooth-length.js";

/** Lines that are transformed side by side. Enough for the inner loops to run long, few enough for the cache. */
export const LINES = 16;

/** What transforms {@link LINES} lines of one length at a time. */
export interface FftPlan {
  readonly length: number;
  /**
   * Transforms `block` with the sign −1 in the exponent and without scaling, and returns where the result is: in
   * `block` or in a buffer of the plan that the next call overwrites.
   */
  readonly transform: (block: LineBlock) => LineBlock;
}

/** Sample t of line x is at `t · LINES + x`. */
export interface LineBlock {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Space for {@link LINES} lines of a length. */
export function lineBlock(length: number): LineBlock {
  return { real: new Float64Array(length * LINES), imaginary: new Float64Array(length * LINES) };
}

/** Beyond this prime factor three transforms of a smooth length cost less than the sum over all pairs. */
export const LARGEST_RADIX = 61;

/**
 * Mixed radix (Stockham's autosorting form, radices 4, 2, 3, 5 and any other prime up to 61); Bluestein's chirp for
 * lengths with a larger prime factor.
 */
export function fftPlan(length: number): FftPlan {
  const radices = radicesOf(length);
  return radices.some((radix) => radix > LARGEST_RADIX) ? bluesteinPlan(length) : mixedRadixPlan(length, radices);
}

/** The factors of a length in the order of the stages: 4, 2, 3 and 5, then other primes. */
export function radicesOf(length: number): readonly number[] {
  const radices: number[] = [];
  let rest = length;
  for (let radix = 4; rest > 1; radix = radix === 4 ? 2 : radix === 2 ? 3 : radix + 2) {
    if (radix * radix > rest && radix > 4) radix = rest;
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  return radices;
}

function mixedRadixPlan(length: number, radices: readonly number[]): FftPlan {
  const spare = lineBlock(length);
  let rest = length;
  let stride = LINES;
  const stages = radices.map((radix) => {
    rest /= radix;
    const stage = stageOf(radix, { groups: rest, stride });
    stride *= radix;
    return stage;
  });
  return {
    length,
    transform: (block) => {
      let from = block;
      let to = spare;
      for (const stage of stages) {
        stage(from, to);
        [from, to] = [to, from];
      }
      return from;
    },
  };
}

function stageOf(radix: number, layout: { readonly groups: number; readonly stride: number }): Stage {
  const stage = { ...layout, twiddles: twiddles(radix, layout.groups) };
  if (radix === 2) return radix2(stage);
  if (radix === 3) return radix3(stage);
  if (radix === 4) return radix4(stage);
  if (radix === 5) return radix5(stage);
  return radixOdd(stage, radix);
}

/** `exp(−2πi p j / (radix · groups))`, cosine and sine in turn, for j from 1 in each group p. */
function twiddles(radix: number, groups: number): Float64Array {
  const table = new Float64Array(2 * groups * (radix - 1));
  for (let p = 0; p < groups; p++) {
    for (let j = 1; j < radix; j++) {
      const angle = (-2 * Math.PI * p * j) / (radix * groups);
      const at = 2 * (p * (radix - 1) + j - 1);
      table[at] = Math.cos(angle);
      table[at + 1] = Math.sin(angle);
    }
  }
  return table;
}

/**
 * A transform of any length as a convolution with a chirp, at the next length that 2, 3 and 5 divide.
 *
 * @see Bluestein 1970, A linear filtering approach to the computation of discrete Fourier transform,
 * doi:10.1109/TAU.1970.1162132
 */
function bluesteinPlan(length: number): FftPlan {
  const inner = fftPlan(smoothLength(2 * length - 1));
  const chirp = chirpOf(length);
  const filter = chirpFilter(chirp, inner);
  const padded = lineBlock(inner.length);
  const spectrum = lineBlock(inner.length);
  return {
    length,
    transform: (block) => {
      padded.real.fill(0);
      padded.imaginary.fill(0);
      multiplyInto(block, chirp, padded);
      multiplyInto(inner.transform(padded), filter, spectrum);
      // The inverse is the transform with real and imaginary parts exchanged, before and after.
      const swapped = inner.transform({ real: spectrum.imaginary, imaginary: spectrum.real });
      multiplyInto({ real: swapped.imaginary, imaginary: swapped.real }, chirp, block);
      return block;
    },
  };
}

interface Factors {
  readonly length: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** `exp(−πi t² / length)`; t² is reduced first, so that large lengths keep their digits. */
function chirpOf(length: number): Factors {
  const angles = Float64Array.from({ length }, (_, t) => {
    return (-Math.PI * Number((BigInt(t) * BigInt(t)) % BigInt(2 * length))) / length;
  });
  return { length, real: angles.map(Math.cos), imaginary: angles.map(Math.sin) };
}

/** Transform of the conjugate chirp to both sides of 0, scaled for the inverse that follows. */
function chirpFilter(chirp: Factors, inner: FftPlan): Factors {
  const block = lineBlock(inner.length);
  for (let t = 0; t < chirp.length; t++) {
    for (const at of [t, (inner.length - t) % inner.length]) {
      block.real[at * LINES] = chirp.real[t] as number;
      block.imaginary[at * LINES] = -(chirp.imaginary[t] as number);
    }
  }
  const { real, imaginary } = inner.transform(block);
  const first = (part: Float64Array): Float64Array =>
    Float64Array.from({ length: inner.length }, (_, t) => (part[t * LINES] as number) / inner.length);
  return { length: inner.length, real: first(real), imaginary: first(imaginary) };
}

/** Each line times the factors, as far as those go; `out` may be the source. */
function multiplyInto({ real, imaginary }: LineBlock, factors: Factors, out: LineBlock): void {
  for (let t = 0; t < factors.length; t++) {
    const c = factors.real[t] as number;
    const s = factors.imaginary[t] as number;
    for (let v = t * LINES; v < (t + 1) * LINES; v++) {
      const a = real[v] as number;
      const b = imaginary[v] as number;
      out.real[v] = a * c - b * s;
      out.imaginary[v] = a * s + b * c;
    }
  }
}
