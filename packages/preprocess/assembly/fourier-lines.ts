// What brings lines into the order of Fourier transforms, in AssemblyScript; `node scripts/build-kernels.mjs` builds it.
//
// Every offset, length and step counts float32 values. Each function does the arithmetic of its twin in
// src/simd/plain-fourier-kernels.ts in the same order, so that both give the same bits: change them together.

/** Where a value lies, in bytes. */
function byte(index: i32): usize {
  return (<usize>index) << 2;
}

/** Lines that are transformed side by side. */
const LINES: i32 = 16;

/** Lines of `length` values, `lineStep` apart, to columns of a block with {@link LINES} values in a row. */
export function spreadLines(from: i32, lineStep: i32, length: i32, lanes: i32, block: i32): void {
  const step = byte(lineStep);
  for (let x: i32 = 0; x < lanes; x += 4) {
    let source = byte(from + x * lineStep);
    let to = byte(block + x);
    let t: i32 = 0;
    for (; t + 4 <= length; t += 4, source += 16, to += 16 * LINES) {
      const a = v128.load(source);
      const b = v128.load(source + step);
      const c = v128.load(source + 2 * step);
      const d = v128.load(source + 3 * step);
      const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
      const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
      const ef = i32x4.shuffle(a, b, 2, 6, 3, 7);
      const gh = i32x4.shuffle(c, d, 2, 6, 3, 7);
      v128.store(to, i32x4.shuffle(ab, cd, 0, 1, 4, 5));
      v128.store(to + 4 * LINES, i32x4.shuffle(ab, cd, 2, 3, 6, 7));
      v128.store(to + 8 * LINES, i32x4.shuffle(ef, gh, 0, 1, 4, 5));
      v128.store(to + 12 * LINES, i32x4.shuffle(ef, gh, 2, 3, 6, 7));
    }
    for (; t < length; t++, source += 4, to += 4 * LINES) {
      store<f32>(to, load<f32>(source));
      store<f32>(to, load<f32>(source + step), 4);
      store<f32>(to, load<f32>(source + 2 * step), 8);
      store<f32>(to, load<f32>(source + 3 * step), 12);
    }
  }
}

/** The way back. */
export function gatherLines(block: i32, length: i32, lanes: i32, out: i32, lineStep: i32): void {
  const step = byte(lineStep);
  for (let x: i32 = 0; x < lanes; x += 4) {
    let source = byte(block + x);
    let to = byte(out + x * lineStep);
    let t: i32 = 0;
    for (; t + 4 <= length; t += 4, to += 16, source += 16 * LINES) {
      const a = v128.load(source);
      const b = v128.load(source + 4 * LINES);
      const c = v128.load(source + 8 * LINES);
      const d = v128.load(source + 12 * LINES);
      const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
      const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
      const ef = i32x4.shuffle(a, b, 2, 6, 3, 7);
      const gh = i32x4.shuffle(c, d, 2, 6, 3, 7);
      v128.store(to, i32x4.shuffle(ab, cd, 0, 1, 4, 5));
      v128.store(to + step, i32x4.shuffle(ab, cd, 2, 3, 6, 7));
      v128.store(to + 2 * step, i32x4.shuffle(ef, gh, 0, 1, 4, 5));
      v128.store(to + 3 * step, i32x4.shuffle(ef, gh, 2, 3, 6, 7));
    }
    for (; t < length; t++, to += 4, source += 4 * LINES) {
      store<f32>(to, load<f32>(source));
      store<f32>(to + step, load<f32>(source, 4));
      store<f32>(to + 2 * step, load<f32>(source, 8));
      store<f32>(to + 3 * step, load<f32>(source, 12));
    }
  }
}

/** Copies up to three values of each row. */
export function copyEnds(from: i32, fromStep: i32, width: i32, to: i32, toStep: i32, rows: i32): void {
  for (let row: i32 = 0; row < rows; row++) {
    for (let x: i32 = 0; x < width; x++) {
      store<f32>(byte(to + row * toStep + x), load<f32>(byte(from + row * fromStep + x)));
    }
  }
}

/** Multiplies values by a factor; up to three after them too. */
export function scale(at: i32, n: i32, factor: f32): void {
  const by = f32x4.splat(factor);
  const end = byte(at + n);
  for (let to = byte(at); to < end; to += 16) v128.store(to, f32x4.mul(v128.load(to), by));
}

/**
 * The spectra of real lines, two of which were the real and the imaginary part of one transform: four blocks of `length / 2 + 1`
 * rows, the real and imaginary parts of the first and of the second lines.
 */
export function separateLines(block: i32, length: i32, lanes: i32, out: i32): void {
  const size = byte(LINES * length);
  const halfOf = f32x4.splat(0.5);
  for (let k: i32 = 0; 2 * k <= length; k++) {
    const mirrored = k === 0 ? 0 : length - k;
    for (let x: i32 = 0; x < lanes; x += 4) {
      const at = byte(block + k * LINES + x);
      const other = byte(block + mirrored * LINES + x);
      const ar = v128.load(at);
      const ai = v128.load(at + size);
      const br = v128.load(other);
      const bi = v128.load(other + size);
      const to = byte(out + k * LINES + x);
      v128.store(to, f32x4.mul(halfOf, f32x4.add(ar, br)));
      v128.store(to + size, f32x4.mul(halfOf, f32x4.sub(ai, bi)));
      v128.store(to + 2 * size, f32x4.mul(halfOf, f32x4.add(ai, bi)));
      v128.store(to + 3 * size, f32x4.mul(halfOf, f32x4.sub(br, ar)));
    }
  }
}

/** Undoes {@link separateLines}, but for a factor of 2; imaginary parts that no real line has are taken for 0. */
export function joinLines(parts: i32, length: i32, lanes: i32, block: i32): void {
  const size = byte(LINES * length);
  for (let k: i32 = 0; 2 * k <= length; k++) {
    const own = k === 0 || 2 * k === length;
    for (let x: i32 = 0; x < lanes; x += 4) {
      const from = byte(parts + k * LINES + x);
      const ar = v128.load(from);
      const br = v128.load(from + 2 * size);
      const to = byte(block + k * LINES + x);
      if (own) {
        v128.store(to, ar);
        v128.store(to + size, br);
        continue;
      }
      const ai = v128.load(from + size);
      const bi = v128.load(from + 3 * size);
      v128.store(to, f32x4.sub(ar, bi));
      v128.store(to + size, f32x4.add(ai, br));
      const mirrored = byte(block + (length - k) * LINES + x);
      v128.store(mirrored, f32x4.add(ar, bi));
      v128.store(mirrored + size, f32x4.sub(br, ai));
    }
  }
}
