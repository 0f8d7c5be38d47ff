// Random numbers a second: @cmb/core (Philox4x32-10) beside numpy (Philox4x64-10), in processor time.
//
//   npm run build -w packages/core
//   CMB_PYTHON=/path/to/python node benchmarks/core/random-numbers.mjs [runs]
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createRng } from "@cmb/core";

const N = 10_000_000;
const PYTHON = process.env.CMB_PYTHON ?? "python3";
const runs = Number(process.argv[2] ?? 7);
const rng = createRng(1);
const out = new Float32Array(N);
let sink = 0;

function medianRate(work, n = N) {
  work();
  const seconds = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  return n / seconds.toSorted((a, b) => a - b)[runs >> 1] / 1e6;
}

/** Draws N numbers one by one; the sum keeps the engine from leaving the work out. */
const each = (draw) => () => {
  for (let n = 0; n < N; n++) sink += draw();
};

const ours = {
  uint32: medianRate(each(() => rng.uint32())),
  uniform: medianRate(each(() => rng.uniform())),
  normal: medianRate(each(() => rng.normal())),
  normalsInto: medianRate(() => rng.normalsInto(out)),
  at: medianRate(() => {
    for (let n = 0; n < N / 10; n++) sink += rng.at(n).uint32();
  }, N / 10),
};
const numpy = numpyRates();
const rows = Object.entries(ours).map(([what, rate]) => ({
  "": what,
  "@cmb/core M/s": rate.toFixed(1),
  "numpy M/s": numpy[what]?.toFixed(1) ?? "",
}));
console.log(
  `millions a second, Node ${process.version}, median of ${runs} runs of ${N} numbers (sum ${sink.toExponential(1)})`,
);
console.table(rows);

function numpyRates() {
  const script = fileURLToPath(new URL("./random_numbers.py", import.meta.url));
  try {
    return JSON.parse(execFileSync(PYTHON, [script, String(N), String(runs)], { encoding: "utf8" }));
  } catch {
    console.error(
      `${PYTHON} has no numpy: pip install -r fixtures/requirements.txt, or set CMB_PYTHON; numpy is left out`,
    );
    return {};
  }
}
