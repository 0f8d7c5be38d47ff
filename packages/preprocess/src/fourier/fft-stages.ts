import type { LineBlock } from "./fft-plan.js";

/** One pass over all samples, from one block into another one. */
export type Stage = (from: LineBlock, to: LineBlock) => void;

/** Where the samples of a stage lie, and what they are turned by. */
export interface StageLayout {
  /** Butterflies of one stride: the length that is left, divided by the radix. */
  readonly groups: number;
  /** Samples that are treated alike side by side. */
  readonly stride: number;
  /** `radix − 1` factors for each group, cosine and sine in turn. */
  readonly twiddles: Float64Array;
}

// Input j of group p is at `stride · (p + groups · j)`, output j at `stride · (radix · p + j)`: sorted after the last stage.

/** Two samples to a butterfly. */
// kernel: written out so that the inner loop has no branch
export function radix2({ groups, stride, twiddles }: StageLayout): Stage {
  return (from, to) => {
    const [xr, xi, yr, yi] = [from.real, from.imaginary, to.real, to.imaginary];
    for (let p = 0; p < groups; p++) {
      const c = twiddles[2 * p] as number;
      const s = twiddles[2 * p + 1] as number;
      const a = stride * p;
      const b = stride * (p + groups);
      const y = stride * 2 * p;
      for (let q = 0; q < stride; q++) {
        const ar = xr[a + q] as number;
        const ai = xi[a + q] as number;
        const br = xr[b + q] as number;
        const bi = xi[b + q] as number;
        yr[y + q] = ar + br;
        yi[y + q] = ai + bi;
        const dr = ar - br;
        const di = ai - bi;
        yr[y + stride + q] = dr * c - di * s;
        yi[y + stride + q] = dr * s + di * c;
      }
    }
  };
}

const SIN_60 = Math.sqrt(3) / 2;

/** Three samples to a butterfly. */
// kernel: written out so that the inner loop has no branch
export function radix3({ groups, stride, twiddles }: StageLayout): Stage {
  return (from, to) => {
    const [xr, xi, yr, yi] = [from.real, from.imaginary, to.real, to.imaginary];
    for (let p = 0; p < groups; p++) {
      const c1 = twiddles[4 * p] as number;
      const s1 = twiddles[4 * p + 1] as number;
      const c2 = twiddles[4 * p + 2] as number;
      const s2 = twiddles[4 * p + 3] as number;
      const a = stride * p;
      const b = stride * (p + groups);
      const c = stride * (p + 2 * groups);
      const y = stride * 3 * p;
      for (let q = 0; q < stride; q++) {
        const ar = xr[a + q] as number;
        const ai = xi[a + q] as number;
        const tr = (xr[b + q] as number) + (xr[c + q] as number);
        const ti = (xi[b + q] as number) + (xi[c + q] as number);
        const dr = SIN_60 * ((xr[b + q] as number) - (xr[c + q] as number));
        const di = SIN_60 * ((xi[b + q] as number) - (xi[c + q] as number));
        yr[y + q] = ar + tr;
        yi[y + q] = ai + ti;
        const mr = ar - 0.5 * tr;
        const mi = ai - 0.5 * ti;
        const ur = mr + di;
        const ui = mi - dr;
        const vr = mr - di;
        const vi = mi + dr;
        yr[y + stride + q] = ur * c1 - ui * s1;
        yi[y + stride + q] = ur * s1 + ui * c1;
        yr[y + 2 * stride + q] = vr * c2 - vi * s2;
        yi[y + 2 * stride + q] = vr * s2 + vi * c2;
      }
    }
  };
}

/** Four samples to a butterfly. */
// kernel: written out so that the inner loop has no branch
export function radix4({ groups, stride, twiddles }: StageLayout): Stage {
  return (from, to) => {
    const [xr, xi, yr, yi] = [from.real, from.imaginary, to.real, to.imaginary];
    for (let p = 0; p < groups; p++) {
      const c1 = twiddles[6 * p] as number;
      const s1 = twiddles[6 * p + 1] as number;
      const c2 = twiddles[6 * p + 2] as number;
      const s2 = twiddles[6 * p + 3] as number;
      const c3 = twiddles[6 * p + 4] as number;
      const s3 = twiddles[6 * p + 5] as number;
      const a = stride * p;
      const b = stride * (p + groups);
      const c = stride * (p + 2 * groups);
      const d = stride * (p + 3 * groups);
      const y = stride * 4 * p;
      for (let q = 0; q < stride; q++) {
        const ar = xr[a + q] as number;
        const ai = xi[a + q] as number;
        const cr = xr[c + q] as number;
        const ci = xi[c + q] as number;
        const br = xr[b + q] as number;
        const bi = xi[b + q] as number;
        const dr = xr[d + q] as number;
        const di = xi[d + q] as number;
        const acr = ar + cr;
        const aci = ai + ci;
        const bdr = br + dr;
        const bdi = bi + di;
        const amr = ar - cr;
        const ami = ai - ci;
        const bmr = br - dr;
        const bmi = bi - di;
        yr[y + q] = acr + bdr;
        yi[y + q] = aci + bdi;
        const ur = amr + bmi;
        const ui = ami - bmr;
        yr[y + stride + q] = ur * c1 - ui * s1;
        yi[y + stride + q] = ur * s1 + ui * c1;
        const vr = acr - bdr;
        const vi = aci - bdi;
        yr[y + 2 * stride + q] = vr * c2 - vi * s2;
        yi[y + 2 * stride + q] = vr * s2 + vi * c2;
        const wr = amr - bmi;
        const wi = ami + bmr;
        yr[y + 3 * stride + q] = wr * c3 - wi * s3;
        yi[y + 3 * stride + q] = wr * s3 + wi * c3;
      }
    }
  };
}

const [COS_72, SIN_72] = [Math.cos((2 * Math.PI) / 5), Math.sin((2 * Math.PI) / 5)];
const [COS_144, SIN_144] = [Math.cos((4 * Math.PI) / 5), Math.sin((4 * Math.PI) / 5)];

/** Five samples to a butterfly. */
// kernel: written out so that the inner loop has no branch
export function radix5({ groups, stride, twiddles }: StageLayout): Stage {
  return (from, to) => {
    const [xr, xi, yr, yi] = [from.real, from.imaginary, to.real, to.imaginary];
    for (let p = 0; p < groups; p++) {
      const w = twiddles.subarray(8 * p, 8 * p + 8);
      const [c1, s1, c2, s2] = [w[0] as number, w[1] as number, w[2] as number, w[3] as number];
      const [c3, s3, c4, s4] = [w[4] as number, w[5] as number, w[6] as number, w[7] as number];
      const a = stride * p;
      const step = stride * groups;
      const y = stride * 5 * p;
      for (let q = a; q < a + stride; q++) {
        const ar = xr[q] as number;
        const ai = xi[q] as number;
        const t1r = (xr[q + step] as number) + (xr[q + 4 * step] as number);
        const t1i = (xi[q + step] as number) + (xi[q + 4 * step] as number);
        const d1r = (xr[q + step] as number) - (xr[q + 4 * step] as number);
        const d1i = (xi[q + step] as number) - (xi[q + 4 * step] as number);
        const t2r = (xr[q + 2 * step] as number) + (xr[q + 3 * step] as number);
        const t2i = (xi[q + 2 * step] as number) + (xi[q + 3 * step] as number);
        const d2r = (xr[q + 2 * step] as number) - (xr[q + 3 * step] as number);
        const d2i = (xi[q + 2 * step] as number) - (xi[q + 3 * step] as number);
        const m1r = ar + COS_72 * t1r + COS_144 * t2r;
        const m1i = ai + COS_72 * t1i + COS_144 * t2i;
        const m2r = ar + COS_144 * t1r + COS_72 * t2r;
        const m2i = ai + COS_144 * t1i + COS_72 * t2i;
        const n1r = SIN_72 * d1i + SIN_144 * d2i;
        const n1i = -SIN_72 * d1r - SIN_144 * d2r;
        const n2r = SIN_144 * d1i - SIN_72 * d2i;
        const n2i = -SIN_144 * d1r + SIN_72 * d2r;
        const at = y + q - a;
        yr[at] = ar + t1r + t2r;
        yi[at] = ai + t1i + t2i;
        yr[at + stride] = (m1r + n1r) * c1 - (m1i + n1i) * s1;
        yi[at + stride] = (m1r + n1r) * s1 + (m1i + n1i) * c1;
        yr[at + 2 * stride] = (m2r + n2r) * c2 - (m2i + n2i) * s2;
        yi[at + 2 * stride] = (m2r + n2r) * s2 + (m2i + n2i) * c2;
        yr[at + 3 * stride] = (m2r - n2r) * c3 - (m2i - n2i) * s3;
        yi[at + 3 * stride] = (m2r - n2r) * s3 + (m2i - n2i) * c3;
        yr[at + 4 * stride] = (m1r - n1r) * c4 - (m1i - n1i) * s4;
        yi[at + 4 * stride] = (m1r - n1r) * s4 + (m1i - n1i) * c4;
      }
    }
  };
}

/**
 * Any odd number of samples to a butterfly. Inputs j and radix − j share their cosine and, but for the sign, their sine;
 * so do outputs k and radix − k.
 */
// kernel: a quarter of the products of the plain sum
export function radixOdd({ groups, stride, twiddles }: StageLayout, radix: number): Stage {
  const half = (radix - 1) / 2;
  const { cos, sin } = rootsOfPairs(radix);
  const [tr, ti] = [new Float64Array(half), new Float64Array(half)];
  const [dr, di] = [new Float64Array(half), new Float64Array(half)];
  const step = stride * groups;
  return (from, to) => {
    const [xr, xi, yr, yi] = [from.real, from.imaginary, to.real, to.imaginary];
    for (let p = 0; p < groups; p++) {
      const factors = 2 * (radix - 1) * p;
      for (let q = 0; q < stride; q++) {
        const x = stride * p + q;
        const y = stride * radix * p + q;
        const ar = xr[x] as number;
        const ai = xi[x] as number;
        let sumR = ar;
        let sumI = ai;
        for (let j = 0; j < half; j++) {
          const a = x + step * (j + 1);
          const b = x + step * (radix - 1 - j);
          sumR += tr[j] = (xr[a] as number) + (xr[b] as number);
          sumI += ti[j] = (xi[a] as number) + (xi[b] as number);
          dr[j] = (xr[a] as number) - (xr[b] as number);
          di[j] = (xi[a] as number) - (xi[b] as number);
        }
        yr[y] = sumR;
        yi[y] = sumI;
        for (let k = 1; k <= half; k++) {
          let mr = ar;
          let mi = ai;
          let nr = 0;
          let ni = 0;
          const row = (k - 1) * half;
          for (let j = 0; j < half; j++) {
            const c = cos[row + j] as number;
            const s = sin[row + j] as number;
            mr += c * (tr[j] as number);
            mi += c * (ti[j] as number);
            nr += s * (di[j] as number);
            ni -= s * (dr[j] as number);
          }
          const first = factors + 2 * (k - 1);
          const last = factors + 2 * (radix - 1 - k);
          const c1 = twiddles[first] as number;
          const s1 = twiddles[first + 1] as number;
          const c2 = twiddles[last] as number;
          const s2 = twiddles[last + 1] as number;
          yr[y + stride * k] = (mr + nr) * c1 - (mi + ni) * s1;
          yi[y + stride * k] = (mr + nr) * s1 + (mi + ni) * c1;
          yr[y + stride * (radix - k)] = (mr - nr) * c2 - (mi - ni) * s2;
          yi[y + stride * (radix - k)] = (mr - nr) * s2 + (mi - ni) * c2;
        }
      }
    }
  };
}

interface PairRoots {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** Cosine and sine of `2π j k / radix` for output k from 1 and pair j from 1 to half of the radix. */
function rootsOfPairs(radix: number): PairRoots {
  const half = (radix - 1) / 2;
  const angles = Float64Array.from({ length: half * half }, (_, n) => {
    const product = (1 + Math.floor(n / half)) * (1 + (n % half));
    return (2 * Math.PI * (product % radix)) / radix;
  });
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
}
