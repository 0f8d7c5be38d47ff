import type { Shape } from "@cmb/core";
import type { ComplexArray } from "./complex-image.js";
import { fftPlan, LINES, lineBlock } from "./fft-plan.js";
import { transformFloatAxis } from "./float-lines.js";
import { fourierTables } from "./fourier-tables.js";
import { gatherInto, lineSet, scatterInto } from "./line-set.js";

/** From image to spectrum, without scaling, or back, divided by the number of samples. @since 0.1.0 */
export type FourierDirection = "forward" | "inverse";

/** One axis of a transform. */
export interface AxisTransform {
  readonly shape: Shape;
  readonly axis: 0 | 1 | 2;
  readonly direction: FourierDirection;
}

/** How many blocks of lines {@link transformAxisInPlace} takes along an axis. */
export function axisWork(shape: Shape, axis: 0 | 1 | 2): number {
  return Math.ceil(lineSet(shape, axis).count / LINES);
}

/** Transforms every line along an axis, and says after each block of lines how many blocks are done. */
export async function transformAxisInPlace(
  { real, imaginary }: ComplexArray,
  { shape, axis, direction }: AxisTransform,
  advance: (blocks: number) => Promise<void>,
): Promise<void> {
  const lines = lineSet(shape, axis);
  const factor = direction === "inverse" ? 1 / lines.length : 1;
  // The inverse is the transform with real and imaginary parts exchanged, before and after.
  const [first, second] = direction === "inverse" ? [imaginary, real] : [real, imaginary];
  if (first instanceof Float32Array && second instanceof Float32Array) {
    const tables = fourierTables(lines.length);
    const options = { shape, axis, factor, advance: (done: number) => advance(Math.ceil(done / LINES)) };
    if (tables !== undefined) return transformFloatAxis({ real: first, imaginary: second }, { ...options, tables });
  }
  const plan = fftPlan(lines.length);
  const block = lineBlock(lines.length);
  for (let line = 0; line < lines.count; line += LINES) {
    const batch = { lines, first: line, step: 1, factor } as const;
    gatherInto(first, batch, block.real);
    gatherInto(second, batch, block.imaginary);
    const result = plan.transform(block);
    scatterInto(result.real, batch, first);
    scatterInto(result.imaginary, batch, second);
    await advance(line / LINES + 1);
  }
}
