// Kernels of 256 × 256 × 176 voxels, ours beside those of SciPy, scikit-image, NumPy and SimpleITK on the same cores and bytes.
//
//   npm run build -w packages/core -w packages/preprocess
//   CMB_PYTHON=/path/to/python node benchmarks/preprocess/kernels.mjs [ROUNDS [ROW…]]
//
// Every round times each program once, in turn, so that whatever else the machine does meets all alike; the median of
// the rounds is shown, and of the ratios of single rounds the median with the least and the greatest. Wall time: we and
// SciPy use one thread, SimpleITK as many as there are cores, two at most. `difference` is the largest one between our
// result and SciPy's, in the unit of the values; for masks and labels the number of voxels that differ.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeCores, pinToCores } from "../pin-to-cores.mjs";
import { startPeers } from "./peers.mjs";
import { AFFINE, createRows, makeInputs, SHAPE } from "./rows.mjs";

const [rounds = "7", ...chosen] = process.argv.slice(2);
if (pinToCores(import.meta.url)) process.exit();
await compare(Number(rounds));

async function compare(rounds) {
  const folder = mkdtempSync(join(tmpdir(), "cmb-kernels-"));
  const inputs = makeInputs();
  for (const [name, { data }] of Object.entries(inputs)) writeFileSync(join(folder, `${name}.raw`), data);
  const peers = startPeers({ folder, shape: SHAPE, affine: AFFINE });
  try {
    const libraries = await peers.ready;
    const rows = Object.entries(createRows(inputs)).filter(([name]) => chosen.length === 0 || chosen.includes(name));
    const table = [];
    for (const [name, work] of rows) {
      console.error(name);
      table.push(await compareRow({ name, work, peers, rounds, folder }));
    }
    console.log(`${SHAPE.join(" × ")} voxels, ${describeCores()}, ${rounds} rounds, wall time in ms`);
    console.log(`Node ${process.version}; ${libraries}`);
    console.table(table);
  } finally {
    peers.stop();
    rmSync(folder, { recursive: true });
  }
}

async function compareRow({ name, work, peers, rounds, folder }) {
  const result = await work();
  await work();
  writeFileSync(join(folder, "ours.raw"), result);
  const difference = await peers.prepare(name);
  const times = { ours: [], scipy: [], sitk: [] };
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.ours.push(performance.now() - start);
    for (const library of ["scipy", "sitk"]) {
      const ms = await peers.time(library, name);
      if (ms !== undefined) times[library].push(ms);
    }
  }
  const ms = (list) => (list.length === 0 ? "" : Math.round(median(list)));
  return {
    kernel: name,
    ours: ms(times.ours),
    SciPy: ms(times.scipy),
    SimpleITK: ms(times.sitk),
    "× SciPy": ratios(times.ours, times.scipy),
    "× SimpleITK": ratios(times.ours, times.sitk),
    difference: difference ?? "",
  };
}

/** How many times faster we are: the median of the rounds, the least and the greatest. */
function ratios(ours, theirs) {
  if (theirs.length === 0) return "";
  const each = theirs.map((ms, round) => ms / ours[round]).toSorted((a, b) => a - b);
  return `${median(each).toFixed(1)} (${each[0].toFixed(1)}–${each.at(-1).toFixed(1)})`;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
