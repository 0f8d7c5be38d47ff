// The stages of Fourier transforms, in AssemblyScript; `node scripts/build-kernels.mjs` builds it.
//
// Every offset, length and step counts float32 values. Each function does the arithmetic of its twin in
// src/simd/plain-fourier-kernels.ts in the same order, so that both give the same bits: change them together.
//
// A plan is a list of int32: the length, the number of stages, and for each stage radix, groups, stride, the place of its
// factors and the place of its roots. Sixteen lines go through the stages side by side.

/** Where a value lies, in bytes. */
function byte(index: i32): usize {
  return (<usize>index) << 2;
}

/** Lines that are transformed side by side. */
const LINES: i32 = 16;

/** Transforms a multiple of 4 lines that lie side by side, in place: sample t of line x is at `at + t · step + x`. */
export function transformLines(real: i32, imaginary: i32, step: i32, lines: i32, plan: i32, scratch: i32): void {
  for (let x: i32 = 0; x < lines; x += LINES) {
    const lanes = min(LINES, lines - x);
    transformGroup(byte(real + x), byte(imaginary + x), byte(step), byte(lanes), plan, scratch);
  }
}

/** All stages for lines side by side, in place; offsets and steps in bytes. The scratch takes four blocks. */
function transformGroup(real: usize, imaginary: usize, step: usize, lanes: usize, plan: i32, scratch: i32): void {
  const length = load<i32>(byte(plan));
  const stages = load<i32>(byte(plan), 4);
  const block = byte(LINES * length);
  const compact = byte(LINES);
  let fromReal = real;
  let fromImaginary = imaginary;
  let fromStep = step;
  let at = byte(plan + 2);
  for (let stage: i32 = 0; stage < stages; stage++, at += 20) {
    const last = stage === stages - 1;
    const spare = byte(scratch) + (stage & 1 ? 2 * block : 0);
    const toReal = last ? real : spare;
    const toImaginary = last ? imaginary : spare + block;
    const toStep = last ? step : compact;
    const radix = load<i32>(at);
    const groups = load<i32>(at, 4);
    const stride = load<i32>(at, 8);
    const factors = byte(load<i32>(at, 12));
    const roots = byte(load<i32>(at, 16));
    if (radix === 4)
      radix4(fromReal, fromImaginary, fromStep, toReal, toImaginary, toStep, groups, stride, lanes, factors);
    else if (radix === 2)
      radix2(fromReal, fromImaginary, fromStep, toReal, toImaginary, toStep, groups, stride, lanes, factors);
    else if (radix === 3)
      radix3(fromReal, fromImaginary, fromStep, toReal, toImaginary, toStep, groups, stride, lanes, factors);
    else if (radix === 5)
      radix5(fromReal, fromImaginary, fromStep, toReal, toImaginary, toStep, groups, stride, lanes, factors);
    else
      radixOdd(
        fromReal,
        fromImaginary,
        fromStep,
        toReal,
        toImaginary,
        toStep,
        groups,
        stride,
        lanes,
        factors,
        roots,
        radix,
      );
    fromReal = toReal;
    fromImaginary = toImaginary;
    fromStep = toStep;
  }
}

// Input j of group p begins at row `stride · (p + groups · j)`, output j at row `stride · (radix · p + j)`: sorted after the
// last stage.

function radix2(
  xr: usize,
  xi: usize,
  xStep: usize,
  yr: usize,
  yi: usize,
  yStep: usize,
  groups: i32,
  stride: i32,
  lanes: usize,
  factors: usize,
): void {
  const xb = xStep * <usize>(stride * groups);
  const yb = yStep * <usize>stride;
  for (let p: i32 = 0; p < groups; p++, factors += 8) {
    const c = v128.load32_splat(factors);
    const s = v128.load32_splat(factors, 4);
    for (let q: i32 = 0; q < stride; q++) {
      let from = xStep * <usize>(stride * p + q);
      let to = yStep * <usize>(2 * stride * p + q);
      const end = from + lanes;
      for (; from < end; from += 16, to += 16) {
        const ar = v128.load(xr + from);
        const ai = v128.load(xi + from);
        const br = v128.load(xr + from + xb);
        const bi = v128.load(xi + from + xb);
        const dr = f32x4.sub(ar, br);
        const di = f32x4.sub(ai, bi);
        v128.store(yr + to, f32x4.add(ar, br));
        v128.store(yi + to, f32x4.add(ai, bi));
        v128.store(yr + to + yb, f32x4.sub(f32x4.mul(dr, c), f32x4.mul(di, s)));
        v128.store(yi + to + yb, f32x4.add(f32x4.mul(dr, s), f32x4.mul(di, c)));
      }
    }
  }
}

const SIN_60: f32 = 0.8660254037844386;

function radix3(
  xr: usize,
  xi: usize,
  xStep: usize,
  yr: usize,
  yi: usize,
  yStep: usize,
  groups: i32,
  stride: i32,
  lanes: usize,
  factors: usize,
): void {
  const xb = xStep * <usize>(stride * groups);
  const yb = yStep * <usize>stride;
  const sine = f32x4.splat(SIN_60);
  const half = f32x4.splat(0.5);
  for (let p: i32 = 0; p < groups; p++, factors += 16) {
    const c1 = v128.load32_splat(factors);
    const s1 = v128.load32_splat(factors, 4);
    const c2 = v128.load32_splat(factors, 8);
    const s2 = v128.load32_splat(factors, 12);
    for (let q: i32 = 0; q < stride; q++) {
      let from = xStep * <usize>(stride * p + q);
      let to = yStep * <usize>(3 * stride * p + q);
      const end = from + lanes;
      for (; from < end; from += 16, to += 16) {
        const ar = v128.load(xr + from);
        const ai = v128.load(xi + from);
        const br = v128.load(xr + from + xb);
        const bi = v128.load(xi + from + xb);
        const cr = v128.load(xr + from + 2 * xb);
        const ci = v128.load(xi + from + 2 * xb);
        const tr = f32x4.add(br, cr);
        const ti = f32x4.add(bi, ci);
        const dr = f32x4.mul(sine, f32x4.sub(br, cr));
        const di = f32x4.mul(sine, f32x4.sub(bi, ci));
        const mr = f32x4.sub(ar, f32x4.mul(half, tr));
        const mi = f32x4.sub(ai, f32x4.mul(half, ti));
        const ur = f32x4.add(mr, di);
        const ui = f32x4.sub(mi, dr);
        const vr = f32x4.sub(mr, di);
        const vi = f32x4.add(mi, dr);
        v128.store(yr + to, f32x4.add(ar, tr));
        v128.store(yi + to, f32x4.add(ai, ti));
        v128.store(yr + to + yb, f32x4.sub(f32x4.mul(ur, c1), f32x4.mul(ui, s1)));
        v128.store(yi + to + yb, f32x4.add(f32x4.mul(ur, s1), f32x4.mul(ui, c1)));
        v128.store(yr + to + 2 * yb, f32x4.sub(f32x4.mul(vr, c2), f32x4.mul(vi, s2)));
        v128.store(yi + to + 2 * yb, f32x4.add(f32x4.mul(vr, s2), f32x4.mul(vi, c2)));
      }
    }
  }
}

function radix4(
  xr: usize,
  xi: usize,
  xStep: usize,
  yr: usize,
  yi: usize,
  yStep: usize,
  groups: i32,
  stride: i32,
  lanes: usize,
  factors: usize,
): void {
  const xb = xStep * <usize>(stride * groups);
  const yb = yStep * <usize>stride;
  for (let p: i32 = 0; p < groups; p++, factors += 24) {
    const c1 = v128.load32_splat(factors);
    const s1 = v128.load32_splat(factors, 4);
    const c2 = v128.load32_splat(factors, 8);
    const s2 = v128.load32_splat(factors, 12);
    const c3 = v128.load32_splat(factors, 16);
    const s3 = v128.load32_splat(factors, 20);
    for (let q: i32 = 0; q < stride; q++) {
      let from = xStep * <usize>(stride * p + q);
      let to = yStep * <usize>(4 * stride * p + q);
      const end = from + lanes;
      for (; from < end; from += 16, to += 16) {
        const ar = v128.load(xr + from);
        const ai = v128.load(xi + from);
        const br = v128.load(xr + from + xb);
        const bi = v128.load(xi + from + xb);
        const cr = v128.load(xr + from + 2 * xb);
        const ci = v128.load(xi + from + 2 * xb);
        const dr = v128.load(xr + from + 3 * xb);
        const di = v128.load(xi + from + 3 * xb);
        const acr = f32x4.add(ar, cr);
        const aci = f32x4.add(ai, ci);
        const bdr = f32x4.add(br, dr);
        const bdi = f32x4.add(bi, di);
        const amr = f32x4.sub(ar, cr);
        const ami = f32x4.sub(ai, ci);
        const bmr = f32x4.sub(br, dr);
        const bmi = f32x4.sub(bi, di);
        v128.store(yr + to, f32x4.add(acr, bdr));
        v128.store(yi + to, f32x4.add(aci, bdi));
        const ur = f32x4.add(amr, bmi);
        const ui = f32x4.sub(ami, bmr);
        v128.store(yr + to + yb, f32x4.sub(f32x4.mul(ur, c1), f32x4.mul(ui, s1)));
        v128.store(yi + to + yb, f32x4.add(f32x4.mul(ur, s1), f32x4.mul(ui, c1)));
        const vr = f32x4.sub(acr, bdr);
        const vi = f32x4.sub(aci, bdi);
        v128.store(yr + to + 2 * yb, f32x4.sub(f32x4.mul(vr, c2), f32x4.mul(vi, s2)));
        v128.store(yi + to + 2 * yb, f32x4.add(f32x4.mul(vr, s2), f32x4.mul(vi, c2)));
        const wr = f32x4.sub(amr, bmi);
        const wi = f32x4.add(ami, bmr);
        v128.store(yr + to + 3 * yb, f32x4.sub(f32x4.mul(wr, c3), f32x4.mul(wi, s3)));
        v128.store(yi + to + 3 * yb, f32x4.add(f32x4.mul(wr, s3), f32x4.mul(wi, c3)));
      }
    }
  }
}

const COS_72: f32 = 0.30901699437494745;
const SIN_72: f32 = 0.9510565162951535;
const COS_144: f32 = -0.8090169943749475;
const SIN_144: f32 = 0.5877852522924731;

function radix5(
  xr: usize,
  xi: usize,
  xStep: usize,
  yr: usize,
  yi: usize,
  yStep: usize,
  groups: i32,
  stride: i32,
  lanes: usize,
  factors: usize,
): void {
  const xb = xStep * <usize>(stride * groups);
  const yb = yStep * <usize>stride;
  const ca = f32x4.splat(COS_72);
  const sa = f32x4.splat(SIN_72);
  const cb = f32x4.splat(COS_144);
  const sb = f32x4.splat(SIN_144);
  for (let p: i32 = 0; p < groups; p++, factors += 32) {
    for (let q: i32 = 0; q < stride; q++) {
      let from = xStep * <usize>(stride * p + q);
      let to = yStep * <usize>(5 * stride * p + q);
      const end = from + lanes;
      for (; from < end; from += 16, to += 16) {
        const ar = v128.load(xr + from);
        const ai = v128.load(xi + from);
        const br = v128.load(xr + from + xb);
        const bi = v128.load(xi + from + xb);
        const cr = v128.load(xr + from + 2 * xb);
        const ci = v128.load(xi + from + 2 * xb);
        const dr = v128.load(xr + from + 3 * xb);
        const di = v128.load(xi + from + 3 * xb);
        const er = v128.load(xr + from + 4 * xb);
        const ei = v128.load(xi + from + 4 * xb);
        const t1r = f32x4.add(br, er);
        const t1i = f32x4.add(bi, ei);
        const d1r = f32x4.sub(br, er);
        const d1i = f32x4.sub(bi, ei);
        const t2r = f32x4.add(cr, dr);
        const t2i = f32x4.add(ci, di);
        const d2r = f32x4.sub(cr, dr);
        const d2i = f32x4.sub(ci, di);
        v128.store(yr + to, f32x4.add(f32x4.add(ar, t1r), t2r));
        v128.store(yi + to, f32x4.add(f32x4.add(ai, t1i), t2i));
        const m1r = f32x4.add(f32x4.add(ar, f32x4.mul(ca, t1r)), f32x4.mul(cb, t2r));
        const m1i = f32x4.add(f32x4.add(ai, f32x4.mul(ca, t1i)), f32x4.mul(cb, t2i));
        const m2r = f32x4.add(f32x4.add(ar, f32x4.mul(cb, t1r)), f32x4.mul(ca, t2r));
        const m2i = f32x4.add(f32x4.add(ai, f32x4.mul(cb, t1i)), f32x4.mul(ca, t2i));
        const n1r = f32x4.add(f32x4.mul(sa, d1i), f32x4.mul(sb, d2i));
        const n1i = f32x4.add(f32x4.mul(sa, d1r), f32x4.mul(sb, d2r));
        const n2r = f32x4.sub(f32x4.mul(sb, d1i), f32x4.mul(sa, d2i));
        const n2i = f32x4.sub(f32x4.mul(sb, d1r), f32x4.mul(sa, d2r));
        turn(yr + to + yb, yi + to + yb, f32x4.add(m1r, n1r), f32x4.sub(m1i, n1i), factors);
        turn(yr + to + 2 * yb, yi + to + 2 * yb, f32x4.add(m2r, n2r), f32x4.sub(m2i, n2i), factors + 8);
        turn(yr + to + 3 * yb, yi + to + 3 * yb, f32x4.sub(m2r, n2r), f32x4.add(m2i, n2i), factors + 16);
        turn(yr + to + 4 * yb, yi + to + 4 * yb, f32x4.sub(m1r, n1r), f32x4.add(m1i, n1i), factors + 24);
      }
    }
  }
}

/** Stores a number times a factor. */
function turn(real: usize, imaginary: usize, re: v128, im: v128, factor: usize): void {
  const c = v128.load32_splat(factor);
  const s = v128.load32_splat(factor, 4);
  v128.store(real, f32x4.sub(f32x4.mul(re, c), f32x4.mul(im, s)));
  v128.store(imaginary, f32x4.add(f32x4.mul(re, s), f32x4.mul(im, c)));
}

/** Any odd radix: `roots` holds cosine and sine of 2π j k / radix for output k from 1 and pair j from 1, half of the radix each. */
function radixOdd(
  xr: usize,
  xi: usize,
  xStep: usize,
  yr: usize,
  yi: usize,
  yStep: usize,
  groups: i32,
  stride: i32,
  lanes: usize,
  factors: usize,
  roots: usize,
  radix: i32,
): void {
  const half = (radix - 1) / 2;
  const xb = xStep * <usize>(stride * groups);
  const yb = yStep * <usize>stride;
  // Sums and differences of the pairs lie after the roots.
  const sums = roots + <usize>(half * half) * 8;
  for (let p: i32 = 0; p < groups; p++, factors += <usize>(radix - 1) * 8) {
    for (let q: i32 = 0; q < stride; q++) {
      let from = xStep * <usize>(stride * p + q);
      let to = yStep * <usize>(radix * stride * p + q);
      const end = from + lanes;
      for (; from < end; from += 16, to += 16) {
        const ar = v128.load(xr + from);
        const ai = v128.load(xi + from);
        let totalR = ar;
        let totalI = ai;
        for (let j: i32 = 0; j < half; j++) {
          const b = from + xb * <usize>(j + 1);
          const e = from + xb * <usize>(radix - 1 - j);
          const br = v128.load(xr + b);
          const bi = v128.load(xi + b);
          const er = v128.load(xr + e);
          const ei = v128.load(xi + e);
          const tr = f32x4.add(br, er);
          const ti = f32x4.add(bi, ei);
          totalR = f32x4.add(totalR, tr);
          totalI = f32x4.add(totalI, ti);
          const pair = sums + ((<usize>j) << 6);
          v128.store(pair, tr);
          v128.store(pair, ti, 16);
          v128.store(pair, f32x4.sub(br, er), 32);
          v128.store(pair, f32x4.sub(bi, ei), 48);
        }
        v128.store(yr + to, totalR);
        v128.store(yi + to, totalI);
        let root = roots;
        for (let k: i32 = 1; k <= half; k++) {
          let mr = ar;
          let mi = ai;
          let nr = f32x4.splat(0);
          let ni = f32x4.splat(0);
          for (let j: i32 = 0; j < half; j++, root += 8) {
            const c = v128.load32_splat(root);
            const s = v128.load32_splat(root, 4);
            const pair = sums + ((<usize>j) << 6);
            mr = f32x4.add(mr, f32x4.mul(c, v128.load(pair)));
            mi = f32x4.add(mi, f32x4.mul(c, v128.load(pair, 16)));
            nr = f32x4.add(nr, f32x4.mul(s, v128.load(pair, 48)));
            ni = f32x4.add(ni, f32x4.mul(s, v128.load(pair, 32)));
          }
          const a = to + yb * <usize>k;
          const z = to + yb * <usize>(radix - k);
          turn(yr + a, yi + a, f32x4.add(mr, nr), f32x4.sub(mi, ni), factors + <usize>(k - 1) * 8);
          turn(yr + z, yi + z, f32x4.sub(mr, nr), f32x4.add(mi, ni), factors + <usize>(radix - 1 - k) * 8);
        }
      }
    }
  }
}
