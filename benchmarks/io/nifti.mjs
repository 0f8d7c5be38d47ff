// Reading and writing a 512 × 512 × 150 float32 .nii.gz: @cmb/io beside nibabel, on the same voxels and compression level.
//
//   npm run build -w packages/core -w packages/io
//   CMB_PYTHON=/path/to/python node benchmarks/io/nifti.mjs [runs] [level]
//
// Two contents: smooth anatomy with noise in every bit, and the same rounded to whole numbers, as scanners give them.
// Each measurement has its own process: one call to warm up, whose memory is taken, then `runs` calls, whose median time
// is taken. Wall time is what a user waits; processor time is what to compare on a machine that others use too.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { affineFromSpacing, createRng } from "@cmb/core";
import { loadNifti, saveNifti } from "@cmb/io/node";

const SHAPE = [512, 512, 150];
const PYTHON = process.env.CMB_PYTHON ?? "python3";
const PROGRAM = fileURLToPath(import.meta.url);
const SCRIPT = fileURLToPath(new URL("./nifti_io.py", import.meta.url));

const [mode, ...parameters] = process.argv.slice(2);
if (mode === "--ours") console.log(JSON.stringify(await measure(...parameters)));
else await compare(Number(mode ?? 5), Number(parameters[0] ?? 1));

/** What nifti_io.py does, for @cmb/io. */
async function measure(action, path, runs, level) {
  const volume = action === "write" ? (await loadNifti(path)).volume : undefined;
  const out = `${path}.ours.nii.gz`;
  const call = () =>
    volume === undefined ? loadNifti(path) : saveNifti(volume, out, { compressionLevel: Number(level) });
  await call();
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const wallMs = [];
  const cpuMs = [];
  for (let run = 0; run < Number(runs); run++) {
    const [wall, cpu] = [performance.now(), process.cpuUsage()];
    await call();
    const { user, system } = process.cpuUsage(cpu);
    wallMs.push(performance.now() - wall);
    cpuMs.push((user + system) / 1000);
  }
  const bytes = statSync(volume === undefined ? path : out).size;
  if (volume !== undefined) rmSync(out);
  return { wallMs, cpuMs, peakMiB, bytes };
}

async function compare(runs, level) {
  const folder = mkdtempSync(join(tmpdir(), "cmb-nifti-"));
  const rows = [];
  try {
    for (const content of ["noise in every bit", "whole numbers"]) {
      const path = join(folder, "scan.nii.gz");
      await saveNifti(head(content === "whole numbers"), path, { compressionLevel: level });
      for (const action of ["read", "write"]) rows.push(row({ content, action, path, runs, level }));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(
    `${SHAPE.join(" × ")} float32 .nii.gz, level ${level}, ${cpus()[0]?.model}, Node ${process.version}, median of ${runs} runs`,
  );
  console.table(rows);
}

function row({ content, action, path, runs, level }) {
  const args = [action, path, String(runs), String(level)];
  const run = (command, more) => JSON.parse(execFileSync(command, more, { encoding: "utf8" }));
  const ours = run(process.execPath, [PROGRAM, "--ours", ...args]);
  const nibabel = run(PYTHON, [SCRIPT, ...args]);
  const ms = ({ wallMs, cpuMs }) => `${median(wallMs).toFixed(0)} (${median(cpuMs).toFixed(0)})`;
  const ratio = (key) => (median(ours[key]) / median(nibabel[key])).toFixed(2);
  const each = (format) => [ours, nibabel].map(format).join(" / ");
  return {
    content,
    action,
    "@cmb/io ms (cpu)": ms(ours),
    "nibabel ms (cpu)": ms(nibabel),
    "× nibabel (cpu)": `${ratio("wallMs")} (${ratio("cpuMs")})`,
    "peak MiB ours / nibabel": each(({ peakMiB }) => peakMiB.toFixed(0)),
    "file MiB ours / nibabel": each(({ bytes }) => (bytes / 2 ** 20).toFixed(0)),
  };
}

/** A bright ellipsoid with slow variation and noise, dark outside. */
function head(whole) {
  const [ni, nj, nk] = SHAPE;
  const rng = createRng(7, "nifti");
  const noise = Float32Array.from({ length: 65_537 }, () => rng.normal(0, 12));
  const data = new Float32Array(ni * nj * nk);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++) {
        const [x, y, z] = [(2 * i) / ni - 1, (2 * j) / nj - 1, (2 * k) / nk - 1];
        const inside = x * x + y * y + z * z < 0.8 ? 400 + 100 * Math.sin(7 * x) * Math.cos(5 * y + z) : 20;
        const v = i + ni * (j + nj * k);
        // The length is prime, so that the noise does not line up with the grid.
        const value = Math.abs(inside + (noise[(v * 31 + k) % noise.length] ?? 0));
        data[v] = whole ? Math.round(value) : value;
      }
    }
  }
  return { data, shape: SHAPE, affine: affineFromSpacing([0.45, 0.45, 1]) };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
