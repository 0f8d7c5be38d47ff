import { Worker } from "node:worker_threads";
import { type CmbErrorJson, cmbErrorFromJson, createInbox } from "@cmb/core";
import type { DatasetPlan, SampleRecord } from "./dataset-plan.js";

/** What a worker sends: the record of the sample that it was asked for, or why there is none. @internal */
export interface WorkerReply {
  readonly record?: SampleRecord;
  readonly error?: CmbErrorJson;
}

/**
 * Writes samples on several threads; each gets the next number when it is done with one.
 *
 * @returns records as they are ready
 * @throws what a sample could not be made for; the signal's reason when aborted, after every worker has cleaned up
 * @internal
 */
export async function* runWorkers(
  plan: DatasetPlan,
  samples: readonly number[],
  { workers: count, signal }: { readonly workers: number; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<SampleRecord> {
  signal?.throwIfAborted();
  const queue = [...samples];
  const inbox = createInbox<WorkerReply>();
  const workers = Array.from({ length: Math.min(count, samples.length) }, () => {
    const worker = new Worker(new URL("./sample-worker.node.js", import.meta.url), { workerData: plan });
    const next = (): void => worker.postMessage(queue.shift() ?? "stop");
    worker.on("message", (reply: WorkerReply) => {
      inbox.put(reply);
      next();
    });
    worker.on("error", inbox.fail);
    next();
    return { worker, ended: new Promise<void>((resolve) => worker.once("exit", () => resolve())) };
  });
  const stop = (): void => {
    queue.length = 0;
    for (const { worker } of workers) worker.postMessage("stop");
  };
  signal?.addEventListener("abort", stop, { once: true });
  Promise.all(workers.map(({ ended }) => ended)).then(inbox.close);
  try {
    for (let reply = await inbox.take(); reply !== undefined; reply = await inbox.take()) {
      if (reply.error !== undefined) throw cmbErrorFromJson(reply.error);
      if (reply.record !== undefined) yield reply.record;
    }
    signal?.throwIfAborted();
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
    await Promise.all(workers.map(({ ended }) => ended));
  }
}
