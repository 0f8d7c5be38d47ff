// What acquiring a simulated signal costs, in processor time: a patch of 128³ voxels by four protocols, and a head plane by plane.
//
//   npm run build
//   node benchmarks/synth/acquisition.mjs [RUNS]
//
// The patch has 64 mm, of which the image shows 48; the head has 448 × 448 × 360 voxels of 0.5 mm, of which 12 planes are
// made at a time, and becomes slices of 2 mm.
import { affineFromSpacing, createRng } from "@cmb/core";
import {
  acquireNoiseFree,
  addNoise,
  complexSignal,
  imageGridWithin,
  namedProtocol,
  startAcquisition,
  toImages,
} from "@cmb/synth";

const runs = Number(process.argv[2] ?? 5);
const rng = createRng(1);
const affine = affineFromSpacing([0.5, 0.5, 0.5]);

function grid(shape) {
  return { shape, affine };
}

function tissue({ shape }) {
  const voxels = shape[0] * shape[1] * shape[2];
  const amplitude = Float32Array.from({ length: voxels }, (_, v) => 0.1 + ((v * 7919) % 101) / 1000);
  const field = Float32Array.from({ length: voxels }, (_, v) => ((v * 104_729) % 97) / 1000 - 0.05);
  const maps = { shape, affine, amplitude, r2StarPerS: new Float32Array(voxels).fill(20) };
  return { maps, field: { data: field, shape, affine } };
}

async function msOf(work) {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1e3, result];
}

function median(values) {
  return Math.round(values.toSorted((a, b) => a - b)[values.length >> 1]);
}

async function patch(name) {
  const simulated = grid([128, 128, 128]);
  const { maps, field } = tissue(simulated);
  const protocol = namedProtocol(name);
  const imageGrid = imageGridWithin(simulated, protocol, { marginMm: 8 });
  const times = { signal: [], image: [], noise: [], pictures: [] };
  for (let run = 0; run <= runs; run++) {
    const [signalMs, signal] = await msOf(() => complexSignal(maps, field, protocol));
    const [imageMs, image] = await msOf(() => acquireNoiseFree(signal, { protocol, imageGrid, rng }));
    const [noiseMs, noisy] = await msOf(() => addNoise(image, { protocol, rng }));
    const [picturesMs] = await msOf(() => toImages(noisy, { protocol }));
    if (run === 0) continue;
    times.signal.push(signalMs);
    times.image.push(imageMs);
    times.noise.push(noiseMs);
    times.pictures.push(picturesMs);
  }
  const [signal, image, noise, pictures] = [times.signal, times.image, times.noise, times.pictures].map(median);
  return { protocol: name, voxels: imageGrid.shape.join(" × "), signal, image, noise, pictures };
}

async function head() {
  const simulated = grid([448, 448, 360]);
  const atATime = 12;
  const protocol = { ...namedProtocol("aibl"), acquiredSpacingMm: [0.5, 0.5, 2], spacingMm: [0.5, 0.5, 2] };
  const imageGrid = imageGridWithin(simulated, protocol);
  const { maps, field } = tissue(grid([448, 448, atATime]));
  const signal = complexSignal(maps, field, protocol);
  const [ms, image] = await msOf(async () => {
    const acquisition = startAcquisition(simulated, { protocol, imageGrid, rng });
    for (let plane = 0; plane < simulated.shape[2]; plane += atATime) acquisition.addPlanes(signal, plane);
    return acquisition.finish();
  });
  const [noise, noisy] = await msOf(() => addNoise(image, { protocol, rng }));
  const [pictures] = await msOf(() => toImages(noisy, { protocol }));
  const rounded = { image: Math.round(ms), noise: Math.round(noise), pictures: Math.round(pictures) };
  const memoryMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  return { protocol: "head, SWI", voxels: imageGrid.shape.join(" × "), ...rounded, memoryMiB };
}

console.log(`ms of processor time, Node ${process.version}, median of ${runs} runs; the head once`);
const rows = [];
for (const name of ["aibl", "valdo-rss", "clinical-gre-2d", "rodeja"]) rows.push(await patch(name));
rows.push(await head());
console.table(rows);
