// Detection in a whole 512×512×150 scan of 0.45×0.45×1 mm voxels: time by stage and peak memory, reading included.
//   npm run build && node benchmarks/infer/detect.mjs
// One process makes the scan and writes it as .nii.gz; another one, whose memory is measured, reads it and detects.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SPACING_MM = [0.45, 0.45, 1];
const FIELD_OF_VIEW_MM = [230.4, 230.4, 150];

const [step, given] = process.argv.slice(2);
if (step === "--make") await make(given);
else if (step === "--detect") await measure(given);
else run(step);

/** Makes the scan unless a file is given that is there already, then measures. */
function run(kept) {
  const folder = kept === undefined ? mkdtempSync(join(tmpdir(), "cmb-detect-")) : undefined;
  const path = kept ?? join(folder, "scan.nii.gz");
  try {
    if (!existsSync(path)) again("--make", path);
    again("--detect", path);
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  }
}

function again(...parameters) {
  execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...parameters], { stdio: "inherit" });
}

async function make(path) {
  const { saveNifti } = await import("@cmb/io/node");
  const { renderPhantom } = await import("@cmb/synth");
  const options = { seed: 1, spacingMm: SPACING_MM, fieldOfViewMm: FIELD_OF_VIEW_MM, contrast: "SWI", microbleeds: 12 };
  const { volume } = await renderPhantom(options);
  await saveNifti(volume, path);
}

async function measure(path) {
  const { loadNifti } = await import("@cmb/io/node");
  const { detectMicrobleeds } = await import("@cmb/infer");
  const started = performance.now();
  const { volume } = await loadNifti(path);
  const readMs = performance.now() - started;
  const cpu = process.cpuUsage();
  const { timingsMs, summary } = await detectMicrobleeds(volume);
  const { user, system } = process.cpuUsage(cpu);
  const memory = process.resourceUsage().maxRSS / 1024;
  console.log(`${volume.shape.join("×")} voxels, ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`);
  console.log(
    `read ${seconds(readMs)}, detect ${seconds(timingsMs.total)} (processor time ${seconds((user + system) / 1000)})`,
  );
  for (const [stage, ms] of Object.entries(timingsMs)) console.log(`  ${stage.padEnd(12)} ${seconds(ms)}`);
  console.log(`peak memory ${memory.toFixed(0)} MiB; ${summary.count} marks`);
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
