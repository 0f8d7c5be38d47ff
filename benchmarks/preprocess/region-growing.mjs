// Region growing with an automatic tolerance over the published schedules: ours, a call of growRegion
// for every tolerance, which prepares its block anew each time, and the same rule in plain Python, on the same lesions.
//
//   npm run build -w packages/core -w packages/preprocess
//   CMB_PYTHON=/path/to/python node benchmarks/preprocess/region-growing.mjs [LESIONS]
//
// Made lesions of 2 to 4 mm on voxels of 0.45 × 0.45 × 1 mm with noise. Milliseconds for one lesion, the median over the
// lesions. `equal` says whether the three found the same voxels for each lesion. Python needs fixtures/masks/requirements.txt
// and is left out without CMB_PYTHON.
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { affineFromSpacing, createRng } from "@cmb/core";
import { growRegion, growthLimits, growthSchedule, growWithAutomaticTolerance } from "@cmb/preprocess";

const SPACING_MM = [0.45, 0.45, 1];
const SHAPE = [50, 50, 50];
const WAYS = [6, 26].flatMap((connectivity) =>
  ["point", "runningAverage"].flatMap((reference) =>
    ["relative", "normal"].map((difference) => ({ connectivity, reference, difference })),
  ),
);

const lesions = Array.from({ length: Number(process.argv[2] ?? 3) }, (_, n) => makeLesion(n + 1));
const python = process.env.CMB_PYTHON === undefined ? undefined : growInPython(process.env.CMB_PYTHON);
const table = [];
for (const [w, way] of WAYS.entries()) {
  const rows = [];
  for (const [n, lesion] of lesions.entries()) rows.push({ ...(await timeWay(lesion, way)), python: python?.[w][n] });
  const median = (of) => rows.map(of).sort((a, b) => a - b)[rows.length >> 1];
  table.push({
    way: Object.values(way).join(" "),
    growths: median((row) => row.growths),
    ours: round(median((row) => row.ours)),
    anew: round(median((row) => row.anew)),
    ...(python === undefined ? {} : { python: round(median((row) => row.python.ms)) }),
    equal: rows.every((row) => row.same && (row.python === undefined || row.python.voxels === row.voxels.join())),
  });
}
console.log(`${lesions.length} lesions, ${cpus()[0]?.model}, Node ${process.version}, ms for one lesion`);
console.table(table);

function makeLesion(seed) {
  const rng = createRng(seed);
  const [ni, nj, nk] = SHAPE;
  const radiusMm = 1 + rng.uniform();
  const data = Float32Array.from({ length: ni * nj * nk }, (_, v) => {
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    const mm = Math.hypot((i - 25) * SPACING_MM[0], (j - 25) * SPACING_MM[1], (k - 25) * SPACING_MM[2]);
    return Math.round(10 * (120 - 90 / (1 + Math.exp(6 * (mm - radiusMm))) + 4 * rng.normal())) / 10;
  });
  return { data, shape: SHAPE, affine: affineFromSpacing(SPACING_MM) };
}

async function timeWay(volume, way) {
  const rule = { ...way, ...growthLimits(SPACING_MM) };
  const tolerances = growthSchedule(way.difference);
  const start = performance.now();
  const region = await growWithAutomaticTolerance(volume, [[25, 25, 25]], { ...rule, tolerances });
  const ours = performance.now() - start;
  const sizes = [];
  const startAnew = performance.now();
  for (const tolerance of tolerances) {
    const grown = growRegion(volume, [[25, 25, 25]], { ...rule, tolerance });
    sizes.push(grown.voxels.length);
    if (grown.exceeded) break;
  }
  const anew = performance.now() - startAnew;
  const same = sizes.join() === region.sizesVoxels.join();
  return { ours, anew, same, voxels: [...region.voxels], growths: sizes.length };
}

/** For each way and lesion the milliseconds and the voxels. */
function growInPython(command) {
  const script = fileURLToPath(new URL("region_growing.py", import.meta.url));
  const input = JSON.stringify({
    ways: WAYS.map((way) => ({ ...way, ...growthLimits(SPACING_MM) })),
    images: lesions.map(({ data }) => [...data]),
    shape: SHAPE,
  });
  return JSON.parse(execFileSync(command, [script], { input, maxBuffer: 2 ** 28 }));
}

function round(ms) {
  return Number(ms.toPrecision(3));
}
