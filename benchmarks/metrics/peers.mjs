// The numbers of @cmb/metrics beside panoptica, MONAI, scikit-learn, SciPy, statsmodels, pingouin, irrCAC, picai_eval and MetricsReloaded, on made inputs.
//
//   npm run build -w packages/core -w packages/metrics
//   CMB_PYTHON=/path/to/python node benchmarks/metrics/peers.mjs [seed]
//
// Prints the largest difference of each quantity with its tolerance, and fails where one is exceeded or where a number
// is defined on one side alone. A library that is not installed is left out and named. docs/concepts/metrics-beside-peers.md
// says why some quantities are formed in two ways.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeInputs } from "./peer-inputs.mjs";
import { bootstrapDrawsOf, CALIBRATION_BINS, ourQuantities, SURFACE_TOLERANCE_MM } from "./peer-quantities.mjs";

const PYTHON = process.env.CMB_PYTHON ?? "python3";

/** Both sides are float64 unless a reason is given. */
const TOLERANCE = 1e-10;
const TOLERANCES = {
  "MONAI: Dice": [1e-6, "float32"],
  "MONAI: IoU": [1e-6, "float32"],
  "MONAI: HD": [1e-5, "float32"],
  "MONAI: HD95": [1e-3, "float32, and so is the place between two ranks"],
  "MONAI: ASSD": [1e-5, "float32"],
  "MONAI: surface Dice": [1e-6, "float32"],
  "MONAI: directed 90th percentiles": [1e-3, "float32, and so is the place between two ranks"],
  "MONAI: PQ, RQ, SQ above IoU 0.5": [1e-6, "float32"],
  "picai_eval: PI-CAI sensitivity at 0.125 to 8": [1e-7, "float32"],
  "pingouin: ends of both ICC": [0.00501, "rounded to two decimals"],
  "irrCAC: Fleiss' κ": [1e-9, "rounded to twelve decimals"],
};

/** One row for each quantity and library. */
export function compareQuantities(ours, theirs) {
  return Object.entries(theirs).flatMap(([quantity, libraries]) =>
    Object.entries(libraries).map(([library, values]) => {
      const [tolerance, reason = ""] = TOLERANCES[`${library}: ${quantity}`] ?? [TOLERANCE];
      const own = ours[quantity];
      const pairs = own.map((value, n) => [value, values[n]]);
      const isDefined = (value) => value !== null && value !== undefined && Number.isFinite(value);
      const oneSided = pairs.filter(([a, b]) => isDefined(a) !== isDefined(b)).length;
      const gaps = pairs.filter(([a, b]) => isDefined(a) && isDefined(b)).map(([a, b]) => Math.abs(a - b));
      const largest = gaps.reduce((most, gap) => Math.max(most, gap), 0);
      const agrees = own.length === values.length && oneSided === 0 && gaps.length > 0 && largest <= tolerance;
      return { quantity, library, numbers: values.length, oneSided, largest, tolerance, reason, agrees };
    }),
  );
}

/** A mask as lengths of runs, zeros first. */
export function packMask(mask) {
  const lengths = [];
  let [value, start] = [0, 0];
  for (let v = 0; v <= mask.length; v++) {
    if (v < mask.length && mask[v] === value) continue;
    lengths.push(v - start);
    [value, start] = [1 - value, v];
  }
  return lengths;
}

function main(seed) {
  const inputs = makeInputs(seed);
  const packed = {
    ...inputs,
    masks: inputs.masks.map((one) => ({
      ...one,
      reference: packMask(one.reference),
      prediction: packMask(one.prediction),
    })),
    bootstrapDraws: bootstrapDrawsOf(inputs.samples),
    calibrationBins: CALIBRATION_BINS,
    surfaceToleranceMm: SURFACE_TOLERANCE_MM,
  };
  const theirs = askPython(packed);
  if (theirs === undefined) return 69;
  const rows = compareQuantities(ourQuantities(inputs), theirs);
  console.log(`seed ${seed}, Node ${process.version}`);
  console.table(
    rows.map(({ largest, tolerance, oneSided, agrees, ...row }) => ({
      ...row,
      "on one side alone": oneSided,
      "largest difference": largest.toExponential(1),
      tolerance: tolerance.toExponential(0),
      agrees: agrees ? "" : "NO",
    })),
  );
  const apart = rows.filter(({ agrees }) => !agrees).length;
  console.log(`${rows.length - apart} of ${rows.length} agree`);
  return apart === 0 ? 0 : 1;
}

function askPython(inputs) {
  const folder = mkdtempSync(join(tmpdir(), "cmb-peers-"));
  const path = join(folder, "inputs.json");
  const script = fileURLToPath(new URL("./peers.py", import.meta.url));
  try {
    writeFileSync(path, JSON.stringify(inputs));
    return JSON.parse(execFileSync(PYTHON, [script, path], { encoding: "utf8", maxBuffer: 2 ** 28 }));
  } catch (error) {
    console.error(error.message);
    console.error(
      `${PYTHON}: python3 -m venv venv && venv/bin/pip install --no-deps -r benchmarks/metrics/requirements.txt,`,
    );
    console.error("then set CMB_PYTHON=venv/bin/python");
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(Number(process.argv[2] ?? 1));
