// Reads one file and detects in it, off the page's thread. The page starts such a worker for each scan and ends it after
// the scan, which gives all memory back.
import { detectMicrobleeds, formatReportCsv, formatReportHtml } from "@cmb/infer";
import { gzipBytes, loadNifti, writeNifti } from "@cmb/io";
import { MODEL } from "./model.mjs";

/** What NIfTI calls an image of labels. */
const INTENT_LABEL = 1002;
/** Where on the progress bar reading ends, and where detecting ends. */
const READ = 0.1;
const DETECTED = 0.95;

const abort = new AbortController();
const { signal } = abort;

/** @param {import("./detect-in-worker.mjs").Answer} answer @param {ArrayBufferLike[]} buffers - handed over, not copied */
function send(answer, buffers = []) {
  self.postMessage(answer, { transfer: /** @type {ArrayBuffer[]} */ (buffers) });
}

/** @param {string} what @param {number} from @param {number} to - shares of the progress bar */
function progressBetween(what, from, to) {
  /** @param {import("@cmb/core").Progress} progress */
  return ({ stage, completed, total }) => {
    const share = total > 0 ? completed / total : 1;
    send({ type: "progress", stage: `${what}: ${stage}`, share: from + (to - from) * share });
  };
}

/** @param {import("./detect-in-worker.mjs").Job} job */
async function detect({ file, volumeIndex, ...options }) {
  const image = await loadNifti(file, { signal, volumeIndex, onProgress: progressBetween("Reading", 0, READ) });
  // The viewer shows what the detector sees: the same voxels with the same affine.
  const scan = writeNifti(image.volume);
  send({ type: "scan", scan }, [scan.buffer]);
  send({ type: "progress", stage: "Opening the model", share: READ });
  const onProgress = progressBetween("Detecting", READ, DETECTED);
  const result = await detectMicrobleeds(image.volume, { ...options, model: MODEL, signal, onProgress });
  send({ type: "progress", stage: "Writing the report", share: DETECTED });
  await sendResult(file.name, image, result);
}

/** @param {string} fileName @param {import("@cmb/io").NiftiImage} image @param {import("@cmb/infer").DetectionResult} result */
async function sendResult(fileName, { volume, warnings }, result) {
  const { mask, regions } = result;
  // What the file had wrong belongs into the report: it may be why a position is off.
  const report = { ...result, warnings: [...warnings.map(({ message }) => message), ...result.warnings] };
  const withImages = Object.defineProperties({ ...report }, { mask: { value: mask }, regions: { value: regions } });
  const maskBytes = writeNifti(mask, {
    dataType: report.microbleeds.length <= 255 ? "uint8" : "int32",
    metadata: { intentCode: INTENT_LABEL },
  });
  const stem = `${fileName.replace(/\.nii(\.gz)?$/i, "")}_cmb`;
  const page = await formatReportHtml(withImages, volume, { source: fileName });
  const zipped = await gzipBytes(maskBytes, { signal });
  const files = [
    { name: `${stem}.html`, label: "Report to read (HTML)", type: "text/html", content: page },
    {
      name: `${stem}.json`,
      label: "Report (JSON)",
      type: "application/json",
      content: JSON.stringify(report, null, 2),
    },
    { name: `${stem}.csv`, label: "Table (CSV)", type: "text/csv", content: formatReportCsv(report) },
    { name: `${stem}-mask.nii.gz`, label: "Mask (NIfTI)", type: "application/gzip", content: zipped },
  ];
  signal.throwIfAborted();
  send({ type: "done", report, mask: maskBytes, files }, [maskBytes.buffer, zipped.buffer]);
}

self.addEventListener("message", ({ data }) => {
  if (data.type === "cancel") abort.abort();
  else detect(data.job).catch((error) => send({ type: "failed", error }));
});
