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
