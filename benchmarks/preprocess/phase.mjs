// Fourier transforms, phase filters and shading: @cmb/preprocess beside SciPy, in processor time.
//
//   npm run build -w packages/core -w packages/preprocess
//   CMB_PYTHON=/path/to/python node benchmarks/preprocess/phase.mjs [RUNS [ROW…]]
//
// One made image of 256 × 256 × 176 voxels for both, or the part of it that the row names; SciPy runs on one thread, as we
// do. A ROW chooses those that begin with it.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  correctHomogeneity,
  createSwi,
  fft3Into,
  homodynePhase,
  inverseRealFft3,
  percentiles,
  realFft3,
  trainLandmarks,
  unwrapPhase,
  wrapPhase,
  zScore,
} from "@cmb/preprocess";

const SHAPE = [256, 256, 176];
const AFFINE = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const PYTHON = process.env.CMB_PYTHON ?? "python3";
const [runs, ...chosen] = [Number(process.argv[2] ?? 3), ...process.argv.slice(3)];
const voxels = SHAPE[0] * SHAPE[1] * SHAPE[2];

/** Tissue of two kinds under a slope in an ellipsoid, with air around it; the Python file makes the same one. */
function magnitude() {
  const data = new Float32Array(voxels);
  for (let v = 0; v < voxels; v++) {
    const [i, j, k] = [v % 256, Math.floor(v / 256) % 256, Math.floor(v / 65536)];
    const inside = Math.hypot((i - 128) / 90, (j - 128) / 110, (k - 88) / 75) < 1;
    const tissue = Math.sin(i / 9) * Math.sin(j / 8) * Math.sin(k / 7) > 0.3 ? 85 : 100;
    data[v] = (inside ? tissue * (1 + 0.004 * (i - 128)) : 2) + ((v * 7919) % 13) / 2;
  }
  return { data, shape: SHAPE, affine: AFFINE };
}

function phase() {
  const data = new Float32Array(voxels);
  for (let v = 0; v < voxels; v++) {
    const [i, j, k] = [v % 256, Math.floor(v / 256) % 256, Math.floor(v / 65536)];
    data[v] = wrapPhase(0.002 * (i - 100) ** 2 + 0.05 * j + 0.003 * k * k);
  }
  return { data, shape: SHAPE, affine: AFFINE };
}

async function medianMs(work) {
  await work();
  const times = [];
  for (let run = 0; run < runs; run++) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1e3);
  }
  return times.toSorted((a, b) => a - b)[runs >> 1];
}

function pythonTimes() {
  const script = fileURLToPath(new URL("./phase.py", import.meta.url));
  try {
    return JSON.parse(execFileSync(PYTHON, [script, String(runs), ...chosen], { encoding: "utf8" }));
  } catch {
    console.error(
      `${PYTHON} has no SciPy: pip install -r fixtures/requirements.txt, or set CMB_PYTHON; it is left out`,
    );
    return {};
  }
}

const image = magnitude();
const angles = phase();
const complex = (make) => ({ real: make(image.data), imaginary: make(angles.data), shape: SHAPE });
const single = complex((data) => Float32Array.from(data));
const double = complex((data) => Float64Array.from(data));
const swi = { phaseScale: "radians", mask: { kind: "positive" } };
const gaussian = { ...swi, filter: { method: "unwrap-gaussian" } };
const cube = [128, 128, 128];
const cut = (data, shape) => data.slice(0, shape[0] * shape[1] * shape[2]);
const partOf = (shape) => ({ real: cut(image.data, shape), imaginary: cut(angles.data, shape), shape });
const [cubeParts, planes] = [partOf(cube), partOf([256, 256, 64])];
const realCube = { data: cut(image.data, cube), shape: cube };
const half = await realFft3(realCube);
const rows = {
  "fft3, float32": () => fft3Into(single, {}, single),
  "fft3, float64": () => fft3Into(double, {}, double),
  "realFft3, float32": () => realFft3(image),
  "fft3, float32, 128 cubed": () => fft3Into(cubeParts, {}, cubeParts),
  "fft3, float32, 256 × 256 × 64 in the plane": () => fft3Into(planes, { axes: [0, 1] }, planes),
  "realFft3, float32, 128 cubed": () => realFft3(realCube),
  "inverseRealFft3, float32, 128 cubed": () => inverseRealFft3(half),
  homodynePhase: () => homodynePhase(image, angles),
  unwrapPhase: () => unwrapPhase(angles),
  "createSwi, homodyne": () => createSwi(image, angles, swi),
  "createSwi, unwrap-gaussian": () => createSwi(image, angles, gaussian),
  correctHomogeneity: () => correctHomogeneity(image),
  zScore: () => zScore(image),
  "percentiles 1, 50, 99": () => percentiles(image.data, [1, 50, 99]),
  "trainLandmarks, one scan": () => trainLandmarks([{ volume: image }]),
};
const ours = {};
for (const [what, work] of Object.entries(rows)) {
  if (chosen.length === 0 || chosen.some((start) => what.startsWith(start))) ours[what] = await medianMs(work);
}
const theirs = pythonTimes();
console.log(`ms of processor time, Node ${process.version}, ${SHAPE.join(" × ")} voxels, median of ${runs} runs`);
console.table(
  Object.entries(ours).map(([what, ms]) => ({
    "": what,
    "@cmb/preprocess": Math.round(ms),
    "SciPy, NumPy": theirs[what] === undefined ? "" : Math.round(theirs[what]),
    ratio: theirs[what] === undefined ? "" : (ms / theirs[what]).toFixed(2),
  })),
);
