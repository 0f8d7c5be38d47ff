import { type LongTaskOptions, startLongTask } from "@cmb/core";

/** Work in steps of some milliseconds: it gives way at each `yield` to whoever runs it. */
export type WorkSteps<T> = Generator<undefined, T>;

/** The result, in one go. */
export function runAtOnce<T>(steps: WorkSteps<T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/**
 * The result, with turns for other events in between.
 *
 * @throws the signal's reason when it was stopped
 */
export async function runInTurns<T>(steps: WorkSteps<T>, stage: string, { signal }: LongTaskOptions): Promise<T> {
  const task = startLongTask(1, { signal });
  let step = steps.next();
  while (!step.done) {
    await task.advance(stage, 0);
    step = steps.next();
  }
  return step.value;
}
