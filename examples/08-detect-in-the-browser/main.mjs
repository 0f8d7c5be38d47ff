import { detectInWorker } from "./page/detect-in-worker.mjs";
import { byId, element } from "./page/element.mjs";
import { explainError } from "./page/explain-error.mjs";
import { describeCount, describeRun, explainNothing, microbleedList, rejectedList, remarks } from "./page/findings.mjs";
import { DEVICES } from "./page/model.mjs";
import { createViewer } from "./page/viewer.mjs";

/** @typedef {import("./page/detect-in-worker.mjs").Outcome} Outcome */
/** @typedef {Partial<Pick<import("./page/detect-in-worker.mjs").Job, "force" | "volumeIndex">>} Remedy */

const form = byId("form", HTMLFormElement);
const fileInput = byId("file", HTMLInputElement);
const preset = byId("preset", HTMLSelectElement);
const device = byId("device", HTMLSelectElement);
const again = byId("again", HTMLButtonElement);
const running = byId("running", HTMLElement);
const bar = byId("bar", HTMLProgressElement);
const stage = byId("stage", HTMLElement);
const cancel = byId("cancel", HTMLButtonElement);
const message = byId("message", HTMLElement);
const results = byId("results", HTMLElement);
const findings = byId("findings", HTMLElement);
const answer = byId("answer", HTMLElement);
const position = byId("position", HTMLOutputElement);
const showMask = byId("show-mask", HTMLInputElement);
const plane = byId("plane", HTMLSelectElement);
const downloads = byId("downloads", HTMLElement);

/** @type {{ file: File, remedy: Remedy } | undefined} */
let chosen;
/** @type {AbortController | undefined} */
let current;
/** @type {Promise<Awaited<ReturnType<typeof createViewer>> | undefined> | undefined} */
let viewer;
/** @type {string[]} */
let urls = [];

/** The viewer, made when there is something to show; undefined where the browser cannot draw. */
function openViewer() {
  viewer ??= createViewer(byId("canvas", HTMLCanvasElement), ([x = 0, y = 0, z = 0]) => {
    position.value = `${x.toFixed(1)}, ${y.toFixed(1)}, ${z.toFixed(1)} mm`;
  }).catch((error) => {
    byId("no-viewer", HTMLElement).hidden = false;
    console.error(error);
    return undefined;
  });
  return viewer;
}

/** @param {File} file @param {Remedy} [remedy] */
async function run(file, remedy = {}) {
  current?.abort();
  const job = new AbortController();
  current = job;
  chosen = { file, remedy };
  showRunning(file);
  /** @type {Promise<void>} */
  let scanShown = Promise.resolve();
  try {
    const outcome = await detectInWorker(
      { file, preset: presetOf(preset.value), device: deviceOf(device.value), force: false, ...remedy },
      {
        signal: job.signal,
        onProgress: (text, share) => {
          bar.value = share;
          stage.textContent = `${text}, ${Math.floor(100 * share)} %`;
        },
        onScan: (scan) => {
          scanShown = showScan(scan, job.signal);
        },
      },
    );
    await scanShown;
    await showOutcome(outcome, job.signal);
  } catch (error) {
    if (job === current) showFailure(error, job.signal.aborted);
  } finally {
    if (job === current) running.hidden = true;
  }
}

/** @param {string} value */
function presetOf(value) {
  return value === "sensitive" || value === "specific" ? value : "balanced";
}

/** @param {string} value */
function deviceOf(value) {
  return DEVICES.find(([name]) => name === value)?.[0] ?? "auto";
}

/** @param {File} file */
function showRunning(file) {
  byId("file-name", HTMLElement).textContent = file.name;
  bar.value = 0;
  stage.textContent = "Starting";
  message.replaceChildren();
  results.hidden = true;
  findings.hidden = true;
  running.hidden = false;
  again.disabled = true;
  cancel.disabled = false;
  cancel.focus();
}

/** @param {Uint8Array} scan @param {AbortSignal} signal */
async function showScan(scan, signal) {
  results.hidden = false;
  const opened = await openViewer();
  if (!signal.aborted) await opened?.showScan(scan);
}

/** @param {Outcome} outcome @param {AbortSignal} signal */
async function showOutcome({ report, mask, files }, signal) {
  const opened = await openViewer();
  signal.throwIfAborted();
  await opened?.showMask(mask, report.microbleeds);
  opened?.setMaskVisible(showMask.checked);
  const jump = (/** @type {readonly [number, number, number]} */ centreMm) => opened?.jump(centreMm);
  answer.textContent = describeCount(report);
  byId("run", HTMLElement).textContent = describeRun(report);
  const nothing = report.microbleeds.length === 0;
  byId("list", HTMLElement).replaceChildren(
    nothing ? element("p", { id: "nothing" }, [explainNothing(report)]) : microbleedList(report, jump),
  );
  byId("rejected-title", HTMLElement).textContent = `Dropped candidates (${report.rejected.length})`;
  byId("rejected", HTMLElement).replaceChildren(rejectedList(report, jump));
  const said = remarks(report);
  byId("remarks", HTMLElement).replaceChildren(...said);
  byId("remarks-section", HTMLElement).hidden = said.length === 0;
  showDownloads(files);
  results.hidden = false;
  findings.hidden = false;
  again.disabled = false;
  const first = report.microbleeds[0];
  if (first !== undefined) jump(first.centreMm);
  answer.focus();
}

/** @param {Outcome["files"]} files */
function showDownloads(files) {
  for (const url of urls) URL.revokeObjectURL(url);
  urls = [];
  const links = files.map(({ name, label, type, content }) => {
    const url = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (content)], { type }));
    urls.push(url);
    return element("li", {}, [element("a", { href: url, download: name }, [label])]);
  });
  downloads.replaceChildren(...links);
}

/** @param {unknown} error @param {boolean} cancelled */
function showFailure(error, cancelled) {
  results.hidden = true;
  again.disabled = false;
  if (cancelled) {
    message.replaceChildren(element("p", {}, ["Cancelled. Nothing was kept."]));
  } else {
    const { sentence, code, remedy } = explainError(error);
    const text = element("p", { class: "error" }, [sentence, " ", element("code", {}, [code])]);
    message.replaceChildren(text, ...(remedy === undefined ? [] : remedyFor(remedy)));
  }
  message.focus();
}

/** @param {"force" | "volume"} remedy */
function remedyFor(remedy) {
  const go = element("button", { type: "button" });
  const number = element("input", { type: "number", id: "volume-index", min: "0", value: "0" });
  go.textContent = remedy === "force" ? "Detect all the same" : "Detect in this volume";
  go.addEventListener("click", () => {
    if (chosen === undefined) return;
    const added = remedy === "force" ? { force: true } : { volumeIndex: number.valueAsNumber };
    run(chosen.file, { ...chosen.remedy, ...added });
  });
  if (remedy === "force") return [go];
  return [element("label", { for: "volume-index" }, ["Volume, counted from 0"]), number, go];
}

/** @param {FileList | undefined} files */
function take(files) {
  const [file] = files ?? [];
  if (file === undefined) return;
  if (files?.length === 1) {
    run(file);
    return;
  }
  message.replaceChildren(element("p", { class: "error" }, ["Several files were dropped; drop one scan."]));
  message.focus();
}

for (const [value, label] of DEVICES) device.append(element("option", { value }, [label]));
fileInput.addEventListener("change", () => take(fileInput.files ?? undefined));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (chosen !== undefined) run(chosen.file, chosen.remedy);
});
cancel.addEventListener("click", () => {
  cancel.disabled = true;
  stage.textContent = "Stopping";
  current?.abort();
});
plane.addEventListener("change", async () => {
  const value = /** @type {"all" | "axial" | "coronal" | "sagittal"} */ (plane.value);
  (await viewer)?.showPlane(value);
});
showMask.addEventListener("change", async () => (await viewer)?.setMaskVisible(showMask.checked));

// The whole page takes what is dropped: a file that misses a small target would replace the page.
for (const type of ["dragenter", "dragover"]) {
  addEventListener(type, (event) => {
    event.preventDefault();
    document.body.classList.add("dragging");
  });
}
addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) document.body.classList.remove("dragging");
});
addEventListener(
  "drop",
  (event) => {
    event.preventDefault();
    document.body.classList.remove("dragging");
    const files = event.dataTransfer?.files;
    if (files?.length === 1) fileInput.files = files;
    take(files);
  },
  { capture: true },
);
