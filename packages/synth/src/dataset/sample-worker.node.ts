import { parentPort, workerData } from "node:worker_threads";
import { CmbError, isCmbError } from "@cmb/core";
import type { DatasetPlan } from "./dataset-plan.js";
import type { WorkerReply } from "./run-workers.node.js";
import { createSampleWriter } from "./sample-writer.node.js";

// The file that a worker thread starts with: a number asks for a sample, "stop" ends it.
const plan = workerData as DatasetPlan;
const stop = new AbortController();
const write = createSampleWriter(plan);
const send = (reply: WorkerReply): void => parentPort?.postMessage(reply);

async function answer(sample: number): Promise<void> {
  try {
    send({ record: await write(sample, { signal: stop.signal }) });
  } catch (error) {
    if (stop.signal.aborted) return;
    const known = isCmbError(error)
      ? error
      : new CmbError("CORRUPT_DATA", String(error), { format: `sample ${sample}` });
    send({ error: known.toJSON() });
  }
}

let work: Promise<void> = Promise.resolve();
parentPort?.on("message", (message: number | "stop") => {
  if (message === "stop") {
    stop.abort();
    work.finally(() => parentPort?.close());
  } else {
    work = work.then(() => answer(message));
  }
});
