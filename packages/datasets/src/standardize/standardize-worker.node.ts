import { parentPort, workerData } from "node:worker_threads";
import { CmbError, isCmbError } from "@cmb/core";
import type { Shard, StandardizePlan } from "./standardize-plan.js";
import { standardizeShard } from "./standardize-shard.node.js";

// The file that a worker thread starts with; `run-workers.node.ts` says what is sent.
const { plan, shard } = workerData as { readonly plan: StandardizePlan; readonly shard: Shard };
const stop = new AbortController();
parentPort?.on("message", () => stop.abort());

try {
  for await (const outcome of standardizeShard(plan, shard, { signal: stop.signal })) {
    parentPort?.postMessage({ outcome });
  }
} catch (error) {
  if (!stop.signal.aborted) {
    const known = isCmbError(error) ? error : new CmbError("CORRUPT_DATA", String(error), { format: plan.dataset });
    parentPort?.postMessage({ error: known.toJSON() });
  }
}
parentPort?.close();
