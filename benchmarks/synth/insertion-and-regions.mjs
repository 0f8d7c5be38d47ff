// What domain randomisation and insertion cost, in processor time.
//
//   npm run build
//   node benchmarks/synth/insertion-and-regions.mjs [RUNS]
//
// Labels are 256³ voxels of 1 mm with nested balls of FreeSurfer's numbers, 190 mm across; the scan that is inserted into
// has 400 × 400 × 60 voxels of 0.5 × 0.5 × 2 mm.
import { affineFromSpacing } from "@cmb/core";
import { insertMicrobleeds, insertPublishedMicrobleeds, synthesizeRegions } from "@cmb/synth";

const runs = Number(process.argv[2] ?? 7);

function nestedBalls() {
  const side = 256;
  const data = new Uint16Array(side ** 3);
  for (let k = 0, v = 0; k < side; k++) {
    for (let j = 0; j < side; j++) {
      for (let i = 0; i < side; i++, v++) {
        const radius = Math.hypot(i - 127.5, j - 127.5, k - 127.5);
        if (radius < 60) data[v] = i < 128 ? 2 : 41;
        else if (radius < 70) data[v] = i < 128 ? 3 : 42;
        else if (radius < 75) data[v] = 24;
        else if (radius < 82) data[v] = 515;
        else if (radius < 95) data[v] = 511;
      }
    }
  }
  return { data, shape: [side, side, side], affine: affineFromSpacing([1, 1, 1]) };
}

async function time(name, work) {
  const seconds = [];
  for (let run = 0; run <= runs; run++) {
    const start = process.cpuUsage();
    await work(run);
    const { user, system } = process.cpuUsage(start);
    // The first run compiles.
    if (run > 0) seconds.push((user + system) / 1e6);
  }
  seconds.sort((a, b) => a - b);
  const [least, median, most] = [seconds[0], seconds[runs >> 1], seconds[runs - 1]].map((value) => value.toFixed(2));
  console.log(`${name}: ${median} s (${least} to ${most})`);
}

const labels = nestedBalls();
for (const [shape, spacingMm] of [
  [[96, 112, 96], 2],
  [[160, 160, 160], 2],
  [[160, 160, 160], 1],
]) {
  const name = `a sample of ${shape.join(" × ")} voxels of ${spacingMm} mm`;
  await time(name, (index) => synthesizeRegions(labels, { seed: 1, index, shape, spacingMm }));
}

const shape = [400, 400, 60];
const data = Float32Array.from({ length: 400 * 400 * 60 }, (_, v) => 550 + ((v * 7919) % 97));
const scan = { data, shape, affine: affineFromSpacing([0.5, 0.5, 2]) };
const tissue = { ...scan, data: new Uint8Array(data.length).fill(2) };
const echo = { fieldStrengthT: 3, echoTimeMs: 20 };
await time("ten microbleeds by physics", (index) =>
  insertMicrobleeds({ magnitude: scan }, { seed: 1, index, labels: tissue, microbleeds: 10, ...echo }),
);
await time("ten published microbleeds", (index) =>
  insertPublishedMicrobleeds(scan, { seed: 1, index, labels: tissue }),
);
