import { type LongTaskOptions, startLongTask } from "@cmb/core";

/** Values that are worked through between two looks at the signal: a few milliseconds. */
const SLAB = 131_072;

/** How {@link eachSlab} goes. @internal */
export interface SlabOptions extends LongTaskOptions {
  /** What to call the work. */
  readonly stage: string;
  /** Values to a slab: fewer where each stands for a row. */
  readonly slab?: number;
}

/**
 * Work on a run of values, a slab at a time, so that an abort is heard.
 *
 * @param length - of all values
 * @param options - see {@link SlabOptions}
 * @param work - called with the first value of a slab and the one after its last
 * @internal
 */
export async function eachSlab(
  length: number,
  { stage, slab = SLAB, ...tools }: SlabOptions,
  work: (from: number, to: number) => void,
): Promise<void> {
  const task = startLongTask(length, tools);
  for (let from = 0; from < length; from += slab) {
    const to = Math.min(length, from + slab);
    work(from, to);
    await task.advance(stage, to);
  }
}
