import { createVolume, nearestVoxel } from "@cmb/core";
import { brainMask, createSwi, minimumIntensityProjection, scaleByBrainMedian } from "@cmb/preprocess";
import { renderPhantom } from "@cmb/synth";

const spacingMm = /** @type {const} */ ([0.6, 0.6, 2]);
const phantom = await renderPhantom({ seed: 5, headScale: 0.5, spacingMm, microbleeds: 0, veins: 40 });
const { volume: magnitude, truth } = phantom;

// What a scanner stores: the phase of the head on a background that wraps, as whole numbers from −4096 to 4095.
const [ni, nj] = magnitude.shape;
const stored = Int16Array.from(phantom.phase.data, (phase, v) => {
  const background = 0.15 * (v % ni) + 0.001 * (Math.floor(v / ni) % nj) ** 2;
  const turns = (phase + background) / (2 * Math.PI);
  return Math.floor((turns - Math.floor(turns + 0.5)) * 8191);
});
const phase = createVolume(stored, magnitude.shape, magnitude.affine);

const mask = /** @type {const} */ ({ kind: "positive", exponent: 4 });
const swi = await createSwi(magnitude, phase, { mask });
for (const warning of swi.warnings) console.log(warning.message);
const projection = minimumIntensityProjection(swi.volume, { thicknessMm: 8 });

// How bright the veins' centre-lines are, where tissue is 1.
const { mask: brain } = await brainMask(magnitude);
const lines = truth.lesions.filter((lesion) => lesion.class === "vein").flatMap((vein) => vein.pathMm);
const onVeins = lines.map((point) => nearestVoxel(magnitude.affine, point));
/** @type {(image: import("@cmb/core").Volume) => string} */
function brightness(image) {
  const { data } = scaleByBrainMedian(image, brain);
  const values = onVeins.map(([i, j, k]) => data[i + ni * (j + nj * k)] ?? Number.NaN).filter(Number.isFinite);
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2);
}
console.log(`veins in the magnitude: ${brightness(magnitude)} of tissue`);
console.log(`veins in SWI: ${brightness(swi.volume)}`);
console.log(`veins in the projection over 8 mm: ${brightness(projection)}`);
