// The WebAssembly of packages/preprocess/src/simd/, in AssemblyScript; `node scripts/build-kernels.mjs` builds it.
//
// Every offset, length and step counts float32 values. Each function does the arithmetic of its twin in
// src/simd/plain-row-kernels.ts in the same order, so that both give the same bits: change them together.

/** Where a value lies, in bytes. */
function byte(index: i32): usize {
  return (<usize>index) << 2;
}

/** Sixteen or four sums at a time; the last four may reach past `n`, into what the next row overwrites. */
export function weightedSums(
  source: i32,
  sourceStep: i32,
  tapStep: i32,
  weights: i32,
  radius: i32,
  out: i32,
  outStep: i32,
  n: i32,
  rows: i32,
): void {
  const tap = byte(tapStep);
  for (let row: i32 = 0; row < rows; row++) {
    let centre = byte(source + row * sourceStep);
    let to = byte(out + row * outStep);
    const end = to + byte(n);
    for (; to + 64 <= end; to += 64, centre += 64) {
      let a = f32x4.splat(0);
      let b = f32x4.splat(0);
      let c = f32x4.splat(0);
      let d = f32x4.splat(0);
      let below = centre - <usize>radius * tap;
      let above = centre + <usize>radius * tap;
      for (let weight = byte(weights + radius); below < centre; weight -= 4, below += tap, above -= tap) {
        const w = v128.load32_splat(weight);
        a = f32x4.add(a, f32x4.mul(w, f32x4.add(v128.load(below), v128.load(above))));
        b = f32x4.add(b, f32x4.mul(w, f32x4.add(v128.load(below, 16), v128.load(above, 16))));
        c = f32x4.add(c, f32x4.mul(w, f32x4.add(v128.load(below, 32), v128.load(above, 32))));
        d = f32x4.add(d, f32x4.mul(w, f32x4.add(v128.load(below, 48), v128.load(above, 48))));
      }
      const w = v128.load32_splat(byte(weights));
      v128.store(to, f32x4.add(a, f32x4.mul(w, v128.load(centre))));
      v128.store(to, f32x4.add(b, f32x4.mul(w, v128.load(centre, 16))), 16);
      v128.store(to, f32x4.add(c, f32x4.mul(w, v128.load(centre, 32))), 32);
      v128.store(to, f32x4.add(d, f32x4.mul(w, v128.load(centre, 48))), 48);
    }
    for (; to < end; to += 16, centre += 16) {
      let a = f32x4.splat(0);
      let below = centre - <usize>radius * tap;
      let above = centre + <usize>radius * tap;
      for (let weight = byte(weights + radius); below < centre; weight -= 4, below += tap, above -= tap) {
        a = f32x4.add(a, f32x4.mul(v128.load32_splat(weight), f32x4.add(v128.load(below), v128.load(above))));
      }
      v128.store(to, f32x4.add(a, f32x4.mul(v128.load32_splat(byte(weights)), v128.load(centre))));
    }
  }
}

/** Adds rows times their weights to one of `n` values, a multiple of 4; one row after the other. */
export function addRows(source: i32, sourceStep: i32, rows: i32, weights: i32, out: i32, n: i32): void {
  const step = byte(sourceStep);
  const lastWeight = byte(weights + rows);
  let from = byte(source);
  let to = byte(out);
  const end = to + byte(n);
  for (; to + 64 <= end; to += 64, from += 64) {
    let a = v128.load(to);
    let b = v128.load(to, 16);
    let c = v128.load(to, 32);
    let d = v128.load(to, 48);
    let row = from;
    for (let weight = byte(weights); weight < lastWeight; weight += 4, row += step) {
      const w = v128.load32_splat(weight);
      a = f32x4.add(a, f32x4.mul(w, v128.load(row)));
      b = f32x4.add(b, f32x4.mul(w, v128.load(row, 16)));
      c = f32x4.add(c, f32x4.mul(w, v128.load(row, 32)));
      d = f32x4.add(d, f32x4.mul(w, v128.load(row, 48)));
    }
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
  }
  for (; to < end; to += 16, from += 16) {
    let a = v128.load(to);
    let row = from;
    for (let weight = byte(weights); weight < lastWeight; weight += 4, row += step) {
      a = f32x4.add(a, f32x4.mul(v128.load32_splat(weight), v128.load(row)));
    }
    v128.store(to, a);
  }
}

/** Rows side by side, copied apart, each with its first and last value repeated `radius` times. */
export function spreadRows(source: i32, n: i32, rows: i32, radius: i32, out: i32): void {
  for (let row: i32 = 0; row < rows; row++) {
    const from = byte(source + row * n);
    let to = byte(out + row * (n + 2 * radius));
    const first = load<f32>(from);
    const last = load<f32>(from + byte(n - 1));
    for (let t: i32 = 0; t < radius; t++, to += 4) store<f32>(to, first);
    memory.copy(to, from, byte(n));
    to += byte(n);
    for (let t: i32 = 0; t < radius; t++, to += 4) store<f32>(to, last);
  }
}

/** The least and the greatest finite value of `n`, a multiple of 4; a zero may have either sign. */
export function finiteRange(source: i32, n: i32, out: i32): void {
  const infinity = f32x4.splat(Infinity);
  let least = infinity;
  let most = f32x4.neg(infinity);
  const end = byte(source + n);
  for (let at = byte(source); at < end; at += 16) {
    const x = v128.load(at);
    const finite = f32x4.lt(f32x4.abs(x), infinity);
    least = f32x4.pmin(least, v128.bitselect(x, infinity, finite));
    most = f32x4.pmax(most, v128.bitselect(x, f32x4.neg(infinity), finite));
  }
  least = f32x4.pmin(least, i32x4.shuffle(least, least, 2, 3, 0, 1));
  most = f32x4.pmax(most, i32x4.shuffle(most, most, 2, 3, 0, 1));
  const to = byte(out);
  store<f32>(to, min(f32x4.extract_lane(least, 0), f32x4.extract_lane(least, 1)));
  store<f32>(to, max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)), 4);
}

/** A histogram for each of four lanes, as adding to one count twice in a row would wait; `n` is a multiple of 4. */
export function countBins(source: i32, n: i32, counts: i32, minimum: f64, maximum: f64, scale: f64, bins: i32): void {
  const to = byte(counts);
  const end = byte(source + n);
  for (let at = byte(source); at < end; at += 16) {
    const x = v128.load(at);
    const lower = binsOf(f64x2.promote_low_f32x4(x), minimum, maximum, scale, bins);
    const upper = binsOf(f64x2.promote_low_f32x4(i32x4.shuffle(x, x, 2, 3, 0, 1)), minimum, maximum, scale, bins);
    const a = to + ((<usize>i32x4.extract_lane(lower, 0)) << 4);
    const b = to + ((<usize>i32x4.extract_lane(lower, 1)) << 4);
    const c = to + ((<usize>i32x4.extract_lane(upper, 0)) << 4);
    const d = to + ((<usize>i32x4.extract_lane(upper, 1)) << 4);
    store<u32>(a, load<u32>(a) + 1);
    store<u32>(b, load<u32>(b, 4) + 1, 4);
    store<u32>(c, load<u32>(c, 8) + 1, 8);
    store<u32>(d, load<u32>(d, 12) + 1, 12);
  }
}

/** The bin of each of two values; those outside go into one of their own, after all others. */
function binsOf(x: v128, minimum: f64, maximum: f64, scale: f64, bins: i32): v128 {
  const bin = f64x2.mul(f64x2.sub(x, f64x2.splat(minimum)), f64x2.splat(scale));
  const within = v128.and(f64x2.ge(x, f64x2.splat(minimum)), f64x2.le(x, f64x2.splat(maximum)));
  return i32x4.trunc_sat_f64x2_s_zero(v128.bitselect(bin, f64x2.splat(<f64>(bins + 1)), within));
}
