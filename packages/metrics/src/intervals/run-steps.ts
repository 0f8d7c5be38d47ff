import { type LongTaskOptions, startLongTask } from "@cmb/core";

/** Work that stops for a moment after each slab, so that its driver may look around; it returns what it made. @internal */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all of the work at once. @internal */
export function runSteps<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/**
 * Does the work slab by slab and lets other events have their turn.
 *
 * @param steps - the work
 * @param options - what stops it
 * @returns what the work made
 * @throws the signal's reason when aborted
 * @internal
 */
export async function runStepsAsync<T>(steps: Steps<T>, { signal }: Pick<LongTaskOptions, "signal">): Promise<T> {
  const task = startLongTask(1, { signal });
  await task.advance("intervals", 0);
  let step = steps.next();
  while (step.done !== true) {
    await task.advance("intervals", 0);
    step = steps.next();
  }
  await task.advance("intervals", 1);
  return step.value;
}
