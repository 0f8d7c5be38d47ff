// Connected components of 256³ masks, noise and balls the size of lesions: @cmb/core beside cc3d and scipy.ndimage.label, on the same bytes.
//
//   npm run build -w packages/core
//   CMB_PYTHON=/path/to/python node benchmarks/core/connected-components.mjs [runs]
//
// Each measurement has its own process: one call to warm up, whose memory is taken, then `runs` calls, whose median time
// is taken. Wall time is what a user waits; processor time is what to compare on a machine that others use too.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { affineFromSpacing, connectedComponents, createRng } from "@cmb/core";

const SIDE = 256;
const MASKS = {
  "5 % noise": () => noise(0.05),
  "30 % noise": () => noise(0.3),
  "50 % noise": () => noise(0.5),
  "300 balls": () => balls(300),
};
const CONNECTIVITIES = [6, 18, 26];
const PYTHON = process.env.CMB_PYTHON ?? "python3";

const [mode, ...parameters] = process.argv.slice(2);
if (mode === "--ours") console.log(JSON.stringify(measure(...parameters)));
else compare(Number(mode ?? 7));

/** What connected_components.py does, for @cmb/core. */
function measure(path, connectivity, runs) {
  const data = new Uint8Array(readFileSync(path));
  const mask = { data, shape: [SIDE, SIDE, SIDE], affine: affineFromSpacing([1, 1, 1]) };
  const label = () => connectedComponents(mask, { connectivity: Number(connectivity) }).count;
  const before = process.resourceUsage().maxRSS;
  const count = label();
  const peak = process.resourceUsage().maxRSS;
  const wallMs = [];
  const cpuMs = [];
  for (let run = 0; run < Number(runs); run++) {
    const [wall, cpu] = [performance.now(), process.cpuUsage()];
    label();
    const { user, system } = process.cpuUsage(cpu);
    wallMs.push(performance.now() - wall);
    cpuMs.push((user + system) / 1000);
  }
  return { count, wallMs, cpuMs, addedMiB: (peak - before) / 1024 };
}

function compare(runs) {
  requirePython();
  const folder = mkdtempSync(join(tmpdir(), "cmb-components-"));
  const path = join(folder, "mask.raw");
  const rows = [];
  try {
    for (const [name, make] of Object.entries(MASKS)) {
      writeFileSync(path, make());
      for (const connectivity of CONNECTIVITIES) rows.push(row(path, name, connectivity, runs));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(
    `${SIDE}³ voxels, ${cpus()[0]?.model}, Node ${process.version}, median of ${runs} runs; MiB: memory added by one call`,
  );
  console.table(rows);
}

function row(path, name, connectivity, runs) {
  const script = fileURLToPath(new URL("./connected_components.py", import.meta.url));
  const python = (library) => run(PYTHON, [script, library, path, SIDE, connectivity, runs]);
  const ours = run(process.execPath, [fileURLToPath(import.meta.url), "--ours", path, connectivity, runs]);
  const [cc3d, scipy] = [python("cc3d"), python("scipy")];
  if (ours.count !== cc3d.count || ours.count !== scipy.count)
    throw new Error(`counts differ: ours ${ours.count}, cc3d ${cc3d.count}, scipy ${scipy.count}`);
  const ms = ({ wallMs, cpuMs }) => `${median(wallMs).toFixed(0)} (${median(cpuMs).toFixed(0)})`;
  return {
    mask: name,
    connectivity,
    objects: ours.count,
    "@cmb/core ms (cpu)": ms(ours),
    "cc3d ms (cpu)": ms(cc3d),
    "scipy ms (cpu)": ms(scipy),
    "× cc3d (cpu)": `${ratio(ours.wallMs, cc3d.wallMs)} (${ratio(ours.cpuMs, cc3d.cpuMs)})`,
    "× scipy (cpu)": `${ratio(ours.wallMs, scipy.wallMs)} (${ratio(ours.cpuMs, scipy.cpuMs)})`,
    "MiB ours/cc3d/scipy": [ours, cc3d, scipy].map(({ addedMiB }) => addedMiB.toFixed(0)).join(" / "),
  };
}

function noise(density) {
  const rng = createRng(2026, "noise", Math.round(density * 1000));
  return Uint8Array.from({ length: SIDE ** 3 }, () => Number(rng.uniform() < density));
}

/** Radius 2 to 6 voxels, anywhere; some touch. */
function balls(count) {
  const rng = createRng(2026, "balls");
  const mask = new Uint8Array(SIDE ** 3);
  for (let ball = 0; ball < count; ball++) {
    const radius = rng.integer(2, 6);
    const [ci, cj, ck] = [0, 1, 2].map(() => rng.integer(6, SIDE - 7));
    for (let k = -radius; k <= radius; k++) {
      for (let j = -radius; j <= radius; j++) {
        if (j ** 2 + k ** 2 > radius ** 2) continue;
        const half = Math.floor(Math.sqrt(radius ** 2 - j ** 2 - k ** 2));
        const row = SIDE * (cj + j + SIDE * (ck + k));
        mask.fill(1, row + ci - half, row + ci + half + 1);
      }
    }
  }
  return mask;
}

function run(program, parameters) {
  return JSON.parse(execFileSync(program, parameters.map(String), { encoding: "utf8" }));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function ratio(ours, theirs) {
  return (median(ours) / median(theirs)).toFixed(2);
}

function requirePython() {
  try {
    execFileSync(PYTHON, ["-c", "import cc3d, scipy"], { stdio: "ignore" });
  } catch {
    console.error(
      `${PYTHON} has no cc3d or scipy: python3 -m venv venv && venv/bin/pip install -r fixtures/requirements.txt,`,
    );
    console.error("then set CMB_PYTHON=venv/bin/python");
    process.exit(69);
  }
}
