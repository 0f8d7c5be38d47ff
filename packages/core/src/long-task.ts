/** How far a long task has come. `completed` never falls and ends equal to `total`. @since 0.1.0 */
export interface Progress {
  /** What is being done, in a few words for a person. */
  readonly stage: string;
  /** Work done so far, in the unit of `total`. */
  readonly completed: number;
  readonly total: number;
}

/** What every long function takes. @since 0.1.0 */
export interface LongTaskOptions {
  /** Stops the work; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called at most ten times a second, and once more at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Reports progress, hands the thread back to the host now and then, and stops when asked. @since 0.1.0 */
export interface LongTask {
  /**
   * Says that the work stands at `completed`; resolves after other events have had their turn where one is due.
   *
   * @throws the signal's reason when the work was cancelled
   */
  readonly advance: (stage: string, completed: number) => Promise<void>;
}

const REPORT_INTERVAL_MS = 100;
const YIELD_INTERVAL_MS = 50;

/**
 * The progress and abort convention of long functions: call `advance` between slabs of work.
 *
 * A synchronous loop never sees an abort, so `advance` lets the event loop turn once every 50 ms and then looks.
 * A slab should take well under 50 ms.
 *
 * @param total - the whole work, in any unit
 * @param options - `signal` and `onProgress` as the caller gave them
 * @returns the handle to advance; its last call names `total`
 * @since 0.1.0
 */
export function startLongTask(total: number, options: LongTaskOptions): LongTask {
  const { signal, onProgress } = options;
  let lastReport = Number.NEGATIVE_INFINITY;
  let lastYield = performance.now();
  let furthest = 0;
  let finished = false;
  const report = (stage: string, now: number): void => {
    if (finished || (furthest < total && now - lastReport < REPORT_INTERVAL_MS)) return;
    lastReport = now;
    finished = furthest === total;
    onProgress?.({ stage, completed: furthest, total });
  };
  return {
    advance: async (stage, completed) => {
      signal?.throwIfAborted();
      furthest = Math.min(total, Math.max(furthest, completed));
      const now = performance.now();
      report(stage, now);
      if (now - lastYield < YIELD_INTERVAL_MS) return;
      await turnOfTheEventLoop();
      lastYield = performance.now();
      signal?.throwIfAborted();
    },
  };
}

/** A macrotask: a promise alone would never let a timer, a click or an abort through. */
function turnOfTheEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      // An open port keeps a Node process alive.
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
