/** One stage of a transform in plain JavaScript, with the arithmetic of assembly/fourier-stages.ts. */
export interface PlainStage {
  readonly values: Float32Array;
  /** Where the samples come from, the first row of real and imaginary parts, and from one row to the next. */
  readonly xr: number;
  readonly xi: number;
  readonly xStep: number;
  readonly yr: number;
  readonly yi: number;
  readonly yStep: number;
  /** Butterflies of one stride: the length that is left, divided by the radix. */
  readonly groups: number;
  /** Rows that are treated alike. */
  readonly stride: number;
  /** Lines in a row. */
  readonly lanes: number;
  /** Where `radix − 1` factors for each group are, cosine and sine in turn. */
  readonly factors: number;
  /** Of an odd radix: where the roots are, and room for sums after them. */
  readonly roots: number;
  readonly radix: number;
}

// Input j of group p begins at row `stride · (p + groups · j)`, output j at row `stride · (radix · p + j)`. Storing a
// value rounds it; what is not stored is rounded by `fround`.

const { fround } = Math;

/** Two samples to a butterfly. */
// kernel: written out so that the inner loop has no branch and no call
export function radix2({ values, xr, xi, xStep, yr, yi, yStep, groups, stride, lanes, factors }: PlainStage): void {
  const xb = xStep * stride * groups;
  const yb = yStep * stride;
  for (let p = 0; p < groups; p++) {
    const w = factors + 2 * p;
    const c1 = values[w] as number;
    const s1 = values[w + 1] as number;
    for (let q = 0; q < stride; q++) {
      const x = xStep * (stride * p + q);
      const y = yStep * (2 * stride * p + q);
      for (let lane = 0; lane < lanes; lane++) {
        const u = xr + x + lane;
        const v = xi + x + lane;
        const to = yr + y + lane;
        const also = yi + y + lane;
        const ar = values[u] as number;
        const ai = values[v] as number;
        const br = values[u + xb] as number;
        const bi = values[v + xb] as number;
        const dr = fround(ar - br);
        const di = fround(ai - bi);
        values[to] = ar + br;
        values[also] = ai + bi;
        values[to + yb] = fround(dr * c1) - fround(di * s1);
        values[also + yb] = fround(dr * s1) + fround(di * c1);
      }
    }
  }
}

const SIN_60 = fround(0.8660254037844386);

/** Three samples to a butterfly. */
// kernel: written out so that the inner loop has no branch and no call
export function radix3({ values, xr, xi, xStep, yr, yi, yStep, groups, stride, lanes, factors }: PlainStage): void {
  const xb = xStep * stride * groups;
  const yb = yStep * stride;
  for (let p = 0; p < groups; p++) {
    const w = factors + 4 * p;
    const c1 = values[w] as number;
    const s1 = values[w + 1] as number;
    const c2 = values[w + 2] as number;
    const s2 = values[w + 3] as number;
    for (let q = 0; q < stride; q++) {
      const x = xStep * (stride * p + q);
      const y = yStep * (3 * stride * p + q);
      for (let lane = 0; lane < lanes; lane++) {
        const u = xr + x + lane;
        const v = xi + x + lane;
        const to = yr + y + lane;
        const also = yi + y + lane;
        const ar = values[u] as number;
        const ai = values[v] as number;
        const br = values[u + xb] as number;
        const bi = values[v + xb] as number;
        const cr = values[u + 2 * xb] as number;
        const ci = values[v + 2 * xb] as number;
        const tr = fround(br + cr);
        const ti = fround(bi + ci);
        const dr = fround(SIN_60 * fround(br - cr));
        const di = fround(SIN_60 * fround(bi - ci));
        const mr = fround(ar - fround(0.5 * tr));
        const mi = fround(ai - fround(0.5 * ti));
        const ur = fround(mr + di);
        const ui = fround(mi - dr);
        const vr = fround(mr - di);
        const vi = fround(mi + dr);
        values[to] = ar + tr;
        values[also] = ai + ti;
        values[to + yb] = fround(ur * c1) - fround(ui * s1);
        values[also + yb] = fround(ur * s1) + fround(ui * c1);
        values[to + 2 * yb] = fround(vr * c2) - fround(vi * s2);
        values[also + 2 * yb] = fround(vr * s2) + fround(vi * c2);
      }
    }
  }
}

/** Four samples to a butterfly. */
// kernel: written out so that the inner loop has no branch and no call
export function radix4({ values, xr, xi, xStep, yr, yi, yStep, groups, stride, lanes, factors }: PlainStage): void {
  const xb = xStep * stride * groups;
  const yb = yStep * stride;
  for (let p = 0; p < groups; p++) {
    const w = factors + 6 * p;
    const c1 = values[w] as number;
    const s1 = values[w + 1] as number;
    const c2 = values[w + 2] as number;
    const s2 = values[w + 3] as number;
    const c3 = values[w + 4] as number;
    const s3 = values[w + 5] as number;
    for (let q = 0; q < stride; q++) {
      const x = xStep * (stride * p + q);
      const y = yStep * (4 * stride * p + q);
      for (let lane = 0; lane < lanes; lane++) {
        const u = xr + x + lane;
        const v = xi + x + lane;
        const to = yr + y + lane;
        const also = yi + y + lane;
        const ar = values[u] as number;
        const ai = values[v] as number;
        const br = values[u + xb] as number;
        const bi = values[v + xb] as number;
        const cr = values[u + 2 * xb] as number;
        const ci = values[v + 2 * xb] as number;
        const dr = values[u + 3 * xb] as number;
        const di = values[v + 3 * xb] as number;
        const acr = fround(ar + cr);
        const aci = fround(ai + ci);
        const bdr = fround(br + dr);
        const bdi = fround(bi + di);
        const amr = fround(ar - cr);
        const ami = fround(ai - ci);
        const bmr = fround(br - dr);
        const bmi = fround(bi - di);
        values[to] = acr + bdr;
        values[also] = aci + bdi;
        const ur = fround(amr + bmi);
        const ui = fround(ami - bmr);
        values[to + yb] = fround(ur * c1) - fround(ui * s1);
        values[also + yb] = fround(ur * s1) + fround(ui * c1);
        const vr = fround(acr - bdr);
        const vi = fround(aci - bdi);
        values[to + 2 * yb] = fround(vr * c2) - fround(vi * s2);
        values[also + 2 * yb] = fround(vr * s2) + fround(vi * c2);
        const wr = fround(amr - bmi);
        const wi = fround(ami + bmr);
        values[to + 3 * yb] = fround(wr * c3) - fround(wi * s3);
        values[also + 3 * yb] = fround(wr * s3) + fround(wi * c3);
      }
    }
  }
}

const COS_72 = fround(0.30901699437494745);
const SIN_72 = fround(0.9510565162951535);
const COS_144 = fround(-0.8090169943749475);
const SIN_144 = fround(0.5877852522924731);

/** Five samples to a butterfly. */
// kernel: written out so that the inner loop has no branch and no call
export function radix5({ values, xr, xi, xStep, yr, yi, yStep, groups, stride, lanes, factors }: PlainStage): void {
  const xb = xStep * stride * groups;
  const yb = yStep * stride;
  for (let p = 0; p < groups; p++) {
    const w = factors + 8 * p;
    const c1 = values[w] as number;
    const s1 = values[w + 1] as number;
    const c2 = values[w + 2] as number;
    const s2 = values[w + 3] as number;
    const c3 = values[w + 4] as number;
    const s3 = values[w + 5] as number;
    const c4 = values[w + 6] as number;
    const s4 = values[w + 7] as number;
    for (let q = 0; q < stride; q++) {
      const x = xStep * (stride * p + q);
      const y = yStep * (5 * stride * p + q);
      for (let lane = 0; lane < lanes; lane++) {
        const u = xr + x + lane;
        const v = xi + x + lane;
        const to = yr + y + lane;
        const also = yi + y + lane;
        const ar = values[u] as number;
        const ai = values[v] as number;
        const br = values[u + xb] as number;
        const bi = values[v + xb] as number;
        const cr = values[u + 2 * xb] as number;
        const ci = values[v + 2 * xb] as number;
        const dr = values[u + 3 * xb] as number;
        const di = values[v + 3 * xb] as number;
        const er = values[u + 4 * xb] as number;
        const ei = values[v + 4 * xb] as number;
        const t1r = fround(br + er);
        const t1i = fround(bi + ei);
        const d1r = fround(br - er);
        const d1i = fround(bi - ei);
        const t2r = fround(cr + dr);
        const t2i = fround(ci + di);
        const d2r = fround(cr - dr);
        const d2i = fround(ci - di);
        values[to] = fround(ar + t1r) + t2r;
        values[also] = fround(ai + t1i) + t2i;
        const m1r = fround(fround(ar + fround(COS_72 * t1r)) + fround(COS_144 * t2r));
        const m1i = fround(fround(ai + fround(COS_72 * t1i)) + fround(COS_144 * t2i));
        const m2r = fround(fround(ar + fround(COS_144 * t1r)) + fround(COS_72 * t2r));
        const m2i = fround(fround(ai + fround(COS_144 * t1i)) + fround(COS_72 * t2i));
        const n1r = fround(fround(SIN_72 * d1i) + fround(SIN_144 * d2i));
        const n1i = fround(fround(SIN_72 * d1r) + fround(SIN_144 * d2r));
        const n2r = fround(fround(SIN_144 * d1i) - fround(SIN_72 * d2i));
        const n2i = fround(fround(SIN_144 * d1r) - fround(SIN_72 * d2r));
        const o1r = fround(m1r + n1r);
        const o1i = fround(m1i - n1i);
        values[to + yb] = fround(o1r * c1) - fround(o1i * s1);
        values[also + yb] = fround(o1r * s1) + fround(o1i * c1);
        const o2r = fround(m2r + n2r);
        const o2i = fround(m2i - n2i);
        values[to + 2 * yb] = fround(o2r * c2) - fround(o2i * s2);
        values[also + 2 * yb] = fround(o2r * s2) + fround(o2i * c2);
        const o3r = fround(m2r - n2r);
        const o3i = fround(m2i + n2i);
        values[to + 3 * yb] = fround(o3r * c3) - fround(o3i * s3);
        values[also + 3 * yb] = fround(o3r * s3) + fround(o3i * c3);
        const o4r = fround(m1r - n1r);
        const o4i = fround(m1i + n1i);
        values[to + 4 * yb] = fround(o4r * c4) - fround(o4i * s4);
        values[also + 4 * yb] = fround(o4r * s4) + fround(o4i * c4);
      }
    }
  }
}

/**
 * Any odd number of samples to a butterfly. `roots` holds cosine and sine of 2π j k / radix for output k from 1 and pair j
 * from 1, half of the radix each.
 */
// kernel: a quarter of the products of the plain sum
export function radixOdd(stage: PlainStage): void {
  const { values, xr, xi, xStep, yr, yi, yStep, groups, stride, lanes, factors, roots, radix } = stage;
  const half = (radix - 1) / 2;
  const xb = xStep * stride * groups;
  const yb = yStep * stride;
  const sums = new Float32Array(4 * half);
  for (let row = 0; row < groups * stride * lanes; row++) {
    const lane = row % lanes;
    const q = Math.floor(row / lanes) % stride;
    const p = Math.floor(row / (lanes * stride));
    const w = factors + 2 * (radix - 1) * p;
    const x = xStep * (stride * p + q) + lane;
    const y = yStep * (radix * stride * p + q) + lane;
    const ar = values[xr + x] as number;
    const ai = values[xi + x] as number;
    let [totalR, totalI] = [ar, ai];
    for (let j = 0; j < half; j++) {
      const b = x + xb * (j + 1);
      const e = x + xb * (radix - 1 - j);
      const [br, bi] = [values[xr + b] as number, values[xi + b] as number];
      const [er, ei] = [values[xr + e] as number, values[xi + e] as number];
      sums[4 * j] = br + er;
      sums[4 * j + 1] = bi + ei;
      sums[4 * j + 2] = br - er;
      sums[4 * j + 3] = bi - ei;
      totalR = fround(totalR + (sums[4 * j] as number));
      totalI = fround(totalI + (sums[4 * j + 1] as number));
    }
    values[yr + y] = totalR;
    values[yi + y] = totalI;
    for (let k = 1; k <= half; k++) {
      let [mr, mi, nr, ni] = [ar, ai, 0, 0];
      for (let j = 0; j < half; j++) {
        const root = roots + 2 * ((k - 1) * half + j);
        const c = values[root] as number;
        const s = values[root + 1] as number;
        mr = fround(mr + fround(c * (sums[4 * j] as number)));
        mi = fround(mi + fround(c * (sums[4 * j + 1] as number)));
        nr = fround(nr + fround(s * (sums[4 * j + 3] as number)));
        ni = fround(ni + fround(s * (sums[4 * j + 2] as number)));
      }
      for (const [sign, output] of [
        [1, k],
        [-1, radix - k],
      ] as const) {
        const c = values[w + 2 * (output - 1)] as number;
        const s = values[w + 2 * (output - 1) + 1] as number;
        const re = fround(mr + sign * nr);
        const im = fround(mi - sign * ni);
        values[yr + y + yb * output] = fround(re * c) - fround(im * s);
        values[yi + y + yb * output] = fround(re * s) + fround(im * c);
      }
    }
  }
}
