// Transforms of a volume of 256 × 256 × 128 voxels, ours beside those of TorchIO and MONAI on the same two cores.
//
//   npm run build
//   CMB_PYTHON=/path/to/python node benchmarks/augment/transforms.mjs [ROUNDS [ROW…]]
//
// Every round times each program once, in turn, so that whatever else the machine does meets all alike. Shown are the
// medians of the rounds in ms of wall time with the least and the greatest, and the median of the ratios of single rounds:
// above 1 we are faster. We use one thread, the others as many as there are cores, two at most. Parameters are fixed and
// the same where the transforms are; `rows` says where they are not. One run of each row warms up and is not counted.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askPython } from "../ask-python.mjs";
import { describeCores, pinToCores } from "../pin-to-cores.mjs";
import { AFFINE, makeImage, SHAPE } from "./made-image.mjs";
import { createSpatialRows } from "./spatial-rows.mjs";
import { createValueRows } from "./value-rows.mjs";

const LIBRARIES = ["torchio", "monai"];

const [rounds = "5", ...chosen] = process.argv.slice(2);
if (pinToCores(import.meta.url)) process.exit();
await compare(Number(rounds));

async function compare(rounds) {
  const folder = mkdtempSync(join(tmpdir(), "cmb-transforms-"));
  const image = makeImage();
  writeFileSync(join(folder, "image.raw"), image.data);
  const all = { ...(await createSpatialRows(image)), ...(await createValueRows(image)) };
  const rows = Object.entries(all).filter(([name]) => chosen.length === 0 || chosen.includes(name));
  const given = Object.fromEntries(rows.map(([name, { give }]) => [name, give ?? {}]));
  writeFileSync(join(folder, "given.json"), JSON.stringify(given));
  const peers = startPeers(folder);
  try {
    const versions = await peers.ready;
    const table = [];
    for (const [name, { work, note = "" }] of rows) {
      console.error(name);
      table.push({ ...(await compareRow({ name, work, peers, rounds })), note });
    }
    console.log(`${SHAPE.join(" × ")} voxels, ${describeCores()}, ${rounds} rounds, ms of wall time`);
    console.log(`Node ${process.version}; ${versions}`);
    console.table(table);
  } finally {
    peers.stop();
    rmSync(folder, { recursive: true });
  }
}

async function compareRow({ name, work, peers, rounds }) {
  const times = { cmb: [], torchio: [], monai: [] };
  await work();
  for (const library of LIBRARIES) await peers.time(library, name);
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.cmb.push(performance.now() - start);
    for (const library of LIBRARIES) {
      const ms = await peers.time(library, name);
      if (ms !== null) times[library].push(ms);
    }
  }
  const ratio = (library) => {
    const ratios = times[library].map((ms, n) => ms / times.cmb[n]);
    return ratios.length === 0 ? "" : Number(median(ratios).toFixed(2));
  };
  return {
    transform: name,
    cmb: spread(times.cmb),
    torchio: spread(times.torchio),
    "× torchio": ratio("torchio"),
    monai: spread(times.monai),
    "× monai": ratio("monai"),
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle] + sorted[middle - 1]) / 2;
}

function spread(values) {
  if (values.length === 0) return "";
  return `${Math.round(median(values))} (${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))})`;
}

/** TorchIO and MONAI; `time` gives milliseconds, or null where the library has no such transform. */
function startPeers(folder) {
  const { ready, ask, stop } = askPython({
    script: new URL("./transforms.py", import.meta.url),
    args: [folder, JSON.stringify({ shape: SHAPE, affine: AFFINE })],
    requirements: "benchmarks/augment/requirements.txt",
  });
  return { ready, time: (library, row) => ask({ library, row }), stop };
}
