// Smoothing, distances, holes and the brain mask: @cmb/preprocess beside SciPy and scikit-image, in processor time.
//
//   npm run build -w packages/core -w packages/preprocess
//   CMB_PYTHON=/path/to/python node benchmarks/preprocess/kernels.mjs [runs]
//
// One made head of 256 × 256 × 176 voxels of 1 mm for both.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  brainMask,
  close,
  distanceTransform,
  fillHoles,
  gaussianSmooth,
  localBackground,
  otsuThreshold,
} from "@cmb/preprocess";

const SHAPE = [256, 256, 176];
const AFFINE = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const PYTHON = process.env.CMB_PYTHON ?? "python3";
const runs = Number(process.argv[2] ?? 5);

/** Tissue with texture in dark bone in a scalp; the Python file makes the same one. */
function head() {
  const [ni, nj, nk] = SHAPE;
  const data = new Float32Array(ni * nj * nk);
  for (let v = 0; v < data.length; v++) {
    const [x, y, z] = [(v % ni) - 128, (Math.floor(v / ni) % nj) - 128, Math.floor(v / (ni * nj)) - 88];
    const beyond = (Math.hypot(x / 70, y / 85, z / 65) - 1) * 70;
    const tissue = 100 + 10 * Math.sin(x / 5 + y / 7) * Math.sin(z / 6);
    data[v] = beyond < 0 ? tissue : beyond < 7 ? 8 : beyond < 13 ? 70 : 4;
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
  const script = fileURLToPath(new URL("./kernels.py", import.meta.url));
  try {
    return JSON.parse(execFileSync(PYTHON, [script, String(runs)], { encoding: "utf8" }));
  } catch {
    console.error(
      `${PYTHON} has no SciPy: pip install -r fixtures/requirements.txt, or set CMB_PYTHON; it is left out`,
    );
    return {};
  }
}

const image = head();
const mask = { ...image, data: Uint8Array.from(image.data.map((value) => (value > 50 ? 1 : 0))) };
const ours = {
  "gaussianSmooth, 2 mm": await medianMs(() => gaussianSmooth(image, { sigmaMm: 2 })),
  otsuThreshold: await medianMs(() => otsuThreshold(image.data)),
  distanceTransform: await medianMs(() => distanceTransform(mask)),
  "fillHoles, volume": await medianMs(() => fillHoles(mask, { within: "volume" })),
  "close, 3 mm": await medianMs(() => close(mask, { radiusMm: 3 })),
  "localBackground, 6 mm": await medianMs(() => localBackground(image, mask, { sigmaMm: 6 })),
  brainMask: await medianMs(() => brainMask(image)),
};
const theirs = pythonTimes();
console.log(`ms of processor time, Node ${process.version}, ${SHAPE.join(" × ")} voxels, median of ${runs} runs`);
console.table(
  Object.entries(ours).map(([what, ms]) => ({
    "": what,
    "@cmb/preprocess": Math.round(ms),
    "SciPy, scikit-image": theirs[what] === undefined ? "" : Math.round(theirs[what]),
    ratio: theirs[what] === undefined ? "" : (ms / theirs[what]).toFixed(2),
  })),
);
