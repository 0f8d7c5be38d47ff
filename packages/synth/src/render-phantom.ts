import { createRng, createVolume, startLongTask } from "@cmb/core";
import { type Attenuation, attenuateVoxel } from "./acquisition/attenuate-voxel.js";
import { fillGaussian } from "./acquisition/gaussian-noise.js";
import { nearbyElements } from "./acquisition/nearby-elements.js";
import { renderBackgroundSlice } from "./acquisition/render-background.js";
import {
  createVisibleObjects,
  type Intensity,
  markVisible,
  type VisibleObjects,
} from "./acquisition/visible-objects.js";
import { describeLesions } from "./describe-lesions.js";
import type { Phantom, PhantomOptions } from "./phantom.js";
import { type PhantomPlan, planPhantom } from "./plan-phantom.js";

/**
 * A scan of a generated head with microbleeds, veins and a calcification, and the truth about them.
 *
 * Tissues follow the spoiled gradient echo and mix by partial volume. Sources are spheres and tilted cylinders with
 * analytic dipole fields; next to them the complex signal is averaged over samples of each voxel, so that blooming,
 * partial volume and thick slices come from the physics. Objects depend on the seed, the head and the field of view and
 * not on the voxel size: the same lesions can be scanned at any slice thickness. The background phase of a real head
 * (air, bone, coil) and k-space effects (ringing, motion, ghosts) are not simulated.
 *
 * @param options - see {@link PhantomOptions}; all have defaults
 * @returns image, phase and truth on one grid with RAS axes
 * @throws CmbError `OUT_OF_RANGE` when a number is outside of its range, `TOO_LARGE` above 2^28 voxels; the signal's
 * reason when cancelled
 * @example
 * ```ts
 * import { renderPhantom } from "@cmb/synth";
 * const phantom = await renderPhantom({ seed: 7, headScale: 0.3, spacingMm: [1, 1, 3], microbleeds: 2, veins: 4 });
 * phantom.volume.shape; // => [62, 62, 12]
 * phantom.truth.lesions.filter((lesion) => lesion.class === "microbleed").length; // => 2
 * ```
 * @since 0.1.0
 */
export async function renderPhantom(options: PhantomOptions = {}): Promise<Phantom> {
  const plan = planPhantom(options);
  const { shape, affine } = plan.grid;
  const [ni, nj, nk] = shape;
  const real = new Float32Array(ni * nj * nk);
  const imaginary = new Float32Array(real.length);
  const visible = createVisibleObjects(plan.grid, plan.sources.length);
  const near = bySlice(nearbyElements(plan.elements, plan.grid), ni * nj);
  const task = startLongTask(nk, options);
  for (let k = 0; k < nk; k++) {
    await task.advance("phantom", k);
    const range = [k * ni * nj, (k + 1) * ni * nj] as const;
    const slice = real.subarray(...range);
    renderBackgroundSlice(plan.head, plan.grid, plan, { k, slice });
    attenuateSlice(plan, near.get(k) ?? [], { real, imaginary, visible });
    addNoise(plan, k, [slice, imaginary.subarray(...range)]);
  }
  toIntensityAndPhase(real, imaginary, plan.intensity);
  await task.advance("phantom", nk);
  return {
    volume: createVolume(real, shape, affine),
    phase: createVolume(imaginary, shape, affine),
    truth: { lesions: describeLesions(plan.sources, visible), visibleMask: visible.labels },
    head: plan.head,
  };
}

type NearVoxel = readonly [voxel: number, elements: readonly number[]];

function bySlice(near: ReadonlyMap<number, readonly number[]>, sliceVoxels: number): Map<number, NearVoxel[]> {
  const slices = new Map<number, NearVoxel[]>();
  for (const entry of near) {
    const k = Math.floor(entry[0] / sliceVoxels);
    const slice = slices.get(k);
    if (slice === undefined) slices.set(k, [entry]);
    else slice.push(entry);
  }
  return slices;
}

interface Channels {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
  readonly visible: VisibleObjects;
}

/** Multiplies each voxel that a source reaches by its complex factor, and books what became visible. */
function attenuateSlice(plan: PhantomPlan, near: readonly NearVoxel[], { real, imaginary, visible }: Channels): void {
  const { grid, elements, intensity } = plan;
  const [ni, nj] = grid.shape;
  const left: Attenuation = { real: 1, imaginary: 0, veinReal: 1, veinImaginary: 0 };
  for (const [index, list] of near) {
    const signal = real[index] as number;
    if (signal === 0) continue;
    const i = index % ni;
    const j = ((index - i) / ni) % nj;
    const k = Math.floor(index / (ni * nj));
    const centreMm = [
      grid.originMm[0] + i * grid.spacingMm[0],
      grid.originMm[1] + j * grid.spacingMm[1],
      grid.originMm[2] + k * grid.spacingMm[2],
    ] as const;
    attenuateVoxel(elements, list, { centreMm, spacingMm: grid.spacingMm }, left);
    markVisible(visible, elements, { index, centreMm, near: list, left }, intensity);
    real[index] = signal * left.real;
    imaginary[index] = signal * left.imaginary;
  }
}

/** Complex Gaussian noise; the magnitude then has a Rician distribution. */
function addNoise({ seed, noise }: PhantomPlan, k: number, channels: readonly Float32Array[]): void {
  if (noise === 0) return;
  for (const [n, channel] of channels.entries()) {
    const draws = new Float32Array(channel.length);
    fillGaussian(createRng(seed, "noise", k, n), draws);
    for (let v = 0; v < draws.length; v++) channel[v] = (channel[v] as number) + noise * (draws[v] as number);
  }
}

/** In place: real becomes intensity, imaginary becomes phase. */
function toIntensityAndPhase(real: Float32Array, imaginary: Float32Array, intensity: Intensity): void {
  for (let v = 0; v < real.length; v++) {
    const re = real[v] as number;
    const im = imaginary[v] as number;
    real[v] = intensity(re, im);
    imaginary[v] = Math.atan2(im, re);
  }
}
