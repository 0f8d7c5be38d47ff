import type { ColumnLines, FourierKernels, LinesAndBlock, PairedLines, RowEnds } from "./fourier-kernels.js";
import { type PlainStage, radix2, radix3, radix4, radix5, radixOdd } from "./plain-fourier-stages.js";

/** As in fourier-kernels.ts, which imports this file. */
const LINES = 16;

/**
 * The kernels in plain JavaScript, for hosts without WebAssembly SIMD.
 *
 * A float64 operation on float32 values, rounded to float32, is the float32 operation.
 */
export function plainFourierKernels(capacity: number): FourierKernels {
  const buffer = new ArrayBuffer(4 * capacity);
  const values = new Float32Array(buffer);
  const words = new Int32Array(buffer);
  return {
    values,
    words,
    transformLines: (lines) => transformLines(lines, values, words),
    spreadLines: (lines) => spreadLines(lines, values),
    gatherLines: (lines) => gatherLines(lines, values),
    copyEnds: (rows) => copyEnds(rows, values),
    scale: ({ at, n, factor }) => {
      const by = Math.fround(factor);
      for (let v = at; v < at + n; v++) values[v] = (values[v] as number) * by;
    },
    separateLines: (lines) => separateLines(lines, values),
    joinLines: (lines) => joinLines(lines, values),
  };
}

function transformLines({ lines, ...columns }: ColumnLines, values: Float32Array, words: Int32Array): void {
  for (let x = 0; x < lines; x += LINES) {
    const group = { ...columns, real: columns.real + x, imaginary: columns.imaginary + x };
    transformGroup({ ...group, lines: Math.min(LINES, lines - x) }, values, words);
  }
}

function transformGroup(group: ColumnLines, values: Float32Array, words: Int32Array): void {
  const { real, imaginary, step, lines, plan, scratch } = group;
  const [length, stages] = [words[plan] as number, words[plan + 1] as number];
  let [xr, xi, xStep] = [real, imaginary, step];
  for (let n = 0; n < stages; n++) {
    const at = plan + 2 + 5 * n;
    const last = n === stages - 1;
    const spare = scratch + (n % 2) * 2 * LINES * length;
    const [yr, yi, yStep] = last ? [real, imaginary, step] : [spare, spare + LINES * length, LINES];
    const [radix, groups, stride] = [words[at] as number, words[at + 1] as number, words[at + 2] as number];
    const [factors, roots] = [words[at + 3] as number, words[at + 4] as number];
    runStage({ values, xr, xi, xStep, yr, yi, yStep, groups, stride, lanes: lines, factors, roots, radix });
    [xr, xi, xStep] = [yr, yi, yStep];
  }
}

function runStage(stage: PlainStage): void {
  if (stage.radix === 4) radix4(stage);
  else if (stage.radix === 2) radix2(stage);
  else if (stage.radix === 3) radix3(stage);
  else if (stage.radix === 5) radix5(stage);
  else radixOdd(stage);
}

function spreadLines({ at, lineStep, length, lanes, block }: LinesAndBlock, values: Float32Array): void {
  for (let t = 0; t < length; t++) {
    for (let x = 0; x < lanes; x++) values[block + t * LINES + x] = values[at + x * lineStep + t] as number;
  }
}

function gatherLines({ at, lineStep, length, lanes, block }: LinesAndBlock, values: Float32Array): void {
  for (let t = 0; t < length; t++) {
    for (let x = 0; x < lanes; x++) values[at + x * lineStep + t] = values[block + t * LINES + x] as number;
  }
}

function copyEnds({ from, fromStep, width, to, toStep, rows }: RowEnds, values: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < width; x++) values[to + row * toStep + x] = values[from + row * fromStep + x] as number;
  }
}

function separateLines({ block, parts, length, lanes }: PairedLines, values: Float32Array): void {
  const size = LINES * length;
  for (let k = 0; 2 * k <= length; k++) {
    const mirrored = k === 0 ? 0 : length - k;
    for (let x = 0; x < lanes; x++) {
      const at = block + k * LINES + x;
      const other = block + mirrored * LINES + x;
      const [ar, ai] = [values[at] as number, values[at + size] as number];
      const [br, bi] = [values[other] as number, values[other + size] as number];
      const to = parts + k * LINES + x;
      values[to] = 0.5 * Math.fround(ar + br);
      values[to + size] = 0.5 * Math.fround(ai - bi);
      values[to + 2 * size] = 0.5 * Math.fround(ai + bi);
      values[to + 3 * size] = 0.5 * Math.fround(br - ar);
    }
  }
}

function joinLines({ block, parts, length, lanes }: PairedLines, values: Float32Array): void {
  const size = LINES * length;
  for (let k = 0; 2 * k <= length; k++) {
    const own = k === 0 || 2 * k === length;
    for (let x = 0; x < lanes; x++) {
      const from = parts + k * LINES + x;
      const [ar, br] = [values[from] as number, values[from + 2 * size] as number];
      const [ai, bi] = own ? [0, 0] : [values[from + size] as number, values[from + 3 * size] as number];
      const to = block + k * LINES + x;
      values[to] = ar - bi;
      values[to + size] = own ? br : ai + br;
      if (own) continue;
      const mirrored = block + (length - k) * LINES + x;
      values[mirrored] = ar + bi;
      values[mirrored + size] = br - ai;
    }
  }
}
