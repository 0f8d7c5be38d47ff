import { Worker } from "node:worker_threads";
import { type CmbErrorJson, cmbErrorFromJson, createInbox } from "@cmb/core";
import type { StandardizeOutcome, StandardizePlan } from "./standardize-plan.js";

/** What a worker sends: an outcome, or why it cannot go on. */
interface WorkerMessage {
  readonly outcome?: StandardizeOutcome;
  readonly error?: CmbErrorJson;
}

/**
 * Standardises on several threads, each with every `count`-th series; outcomes come as they are ready.
 *
 * @throws what a worker could not go on for; the signal's reason when aborted, after every worker has cleaned up
 */
export async function* runWorkers(
  plan: StandardizePlan,
  count: number,
  { signal }: { readonly signal?: AbortSignal | undefined },
): AsyncGenerator<StandardizeOutcome> {
  signal?.throwIfAborted();
  const inbox = createInbox<WorkerMessage>();
  const workers = Array.from({ length: count }, (_, index) => {
    const worker = new Worker(new URL("./standardize-worker.node.js", import.meta.url), {
      workerData: { plan, shard: { index, count } },
    });
    worker.on("message", inbox.put);
    worker.on("error", inbox.fail);
    return { worker, ended: new Promise<void>((resolve) => worker.once("exit", () => resolve())) };
  });
  const stop = (): void => {
    for (const { worker } of workers) worker.postMessage("stop");
  };
  signal?.addEventListener("abort", stop, { once: true });
  Promise.all(workers.map(({ ended }) => ended)).then(inbox.close);
  try {
    for (let message = await inbox.take(); message !== undefined; message = await inbox.take()) {
      if (message.error !== undefined) throw cmbErrorFromJson(message.error);
      if (message.outcome !== undefined) yield message.outcome;
    }
    signal?.throwIfAborted();
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
    await Promise.all(workers.map(({ ended }) => ended));
  }
}
