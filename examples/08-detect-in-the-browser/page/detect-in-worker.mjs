/**
 * What to detect, and how.
 *
 * @typedef {object} Job
 * @property {File} file - `.nii` or `.nii.gz`
 * @property {import("@cmb/infer").Preset} preset
 * @property {import("@cmb/infer").Device} device
 * @property {boolean} force - detect also where an input check fails
 * @property {number} [volumeIndex] - which volume of a file that holds several
 */

/**
 * @typedef {object} Outcome
 * @property {import("@cmb/infer").Report} report
 * @property {Uint8Array} mask - instance labels as a NIfTI file
 * @property {readonly OutputFile[]} files - to download
 *
 * @typedef {object} OutputFile
 * @property {string} name
 * @property {string} label - for a person
 * @property {string} type - media type
 * @property {string | Uint8Array} content
 */

/**
 * What the worker says.
 *
 * @typedef {{ type: "progress", stage: string, share: number } | { type: "scan", scan: Uint8Array }
 *   | ({ type: "done" } & Outcome) | { type: "failed", error: unknown }} Answer
 */

/** How long a worker may take to stop by itself; one that is in the middle of a network is then ended. */
const PATIENCE_MS = 500;

/**
 * Detects in a worker of its own.
 *
 * @param {Job} job
 * @param {object} tools
 * @param {AbortSignal} tools.signal - stops the worker
 * @param {(stage: string, share: number) => void} tools.onProgress - `share` goes from 0 to 1 and never falls
 * @param {(scan: Uint8Array) => void} tools.onScan - called once the file is read, with the scan as a NIfTI file
 * @returns {Promise<Outcome>} rejects with the error of the worker, or with the signal's reason
 */
export function detectInWorker(job, { signal, onProgress, onScan }) {
  signal.throwIfAborted();
  const worker = new Worker(new URL("./detection-worker.mjs", import.meta.url), { type: "module" });
  let furthest = 0;
  const outcome = new Promise((resolve, reject) => {
    const stop = () => {
      worker.postMessage({ type: "cancel" });
      setTimeout(() => reject(signal.reason), PATIENCE_MS);
    };
    signal.addEventListener("abort", stop, { once: true });
    worker.addEventListener("error", ({ message }) => reject(new Error(`The worker failed: ${message}`)));
    worker.addEventListener("message", (/** @type {MessageEvent<Answer>} */ { data }) => {
      if (data.type === "failed") reject(signal.aborted ? signal.reason : data.error);
      if (signal.aborted) return;
      if (data.type === "done") resolve(data);
      if (data.type === "scan") onScan(data.scan);
      if (data.type !== "progress") return;
      furthest = Math.max(furthest, data.share);
      onProgress(data.stage, furthest);
    });
    worker.postMessage({ job });
  });
  return outcome.finally(() => worker.terminate());
}
