import { createRng, createVolume, startLongTask } from "@cmb/core";
import { attenuateSlice, centreOf, type NearVoxel } from "./acquisition/attenuate-slice.js";
import { type ComplexSlice, intensityAt } from "./acquisition/complex-slice.js";
import { fillGaussian } from "./acquisition/gaussian-noise.js";
import { lowPassSlice } from "./acquisition/low-pass-slice.js";
import { nearbyElements } from "./acquisition/nearby-elements.js";
import { renderBackgroundSlice } from "./acquisition/render-background.js";
import { createVisibleObjects, markVisible, type VisibleObjects } from "./acquisition/visible-objects.js";
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
    const slice = { real: real.subarray(...range), imaginary: imaginary.subarray(...range) };
    renderSlice(plan, slice, { k, near: near.get(k) ?? [], visible });
  }
  await task.advance("phantom", nk);
  return {
    volume: createVolume(real, shape, affine),
    phase: createVolume(imaginary, shape, affine),
    truth: { lesions: describeLesions(plan.sources, visible), visibleMask: visible.labels },
    head: plan.head,
  };
}

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

interface SliceTask {
  readonly k: number;
  readonly near: readonly NearVoxel[];
  readonly visible: VisibleObjects;
}

/** Writes intensity into the real part of a slice and phase into its imaginary part. */
function renderSlice(plan: PhantomPlan, all: ComplexSlice, { k, near, visible }: SliceTask): void {
  const { head, grid, elements } = plan;
  renderBackgroundSlice(head, grid, plan, { k, slice: all.real });
  const background = all.real.slice();
  const veins = { real: all.real.slice(), imaginary: new Float32Array(background.length) };
  attenuateSlice(elements, grid, near, { all, veins });
  const isSwi = plan.contrast === "SWI";
  const lowPass = isSwi ? lowPassSlice(all, grid) : undefined;
  const veinsLowPass = isSwi ? lowPassSlice(veins, grid) : undefined;
  for (const [index, list] of near) {
    const v = index % background.length;
    const intensities = {
      background: background[v] as number,
      veins: intensityAt(veins, v, veinsLowPass),
      all: intensityAt(all, v, lowPass),
    };
    markVisible(visible, elements, { index, centreMm: centreOf(grid, index), near: list, intensities });
  }
  addNoise(plan, k, [all.real, all.imaginary]);
  toIntensityAndPhase(all, lowPass);
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

/** In place. The phase keeps its slow part. */
function toIntensityAndPhase(slice: ComplexSlice, lowPass: ComplexSlice | undefined): void {
  const { real, imaginary } = slice;
  for (let v = 0; v < real.length; v++) {
    const phase = Math.atan2(imaginary[v] as number, real[v] as number);
    real[v] = intensityAt(slice, v, lowPass);
    imaginary[v] = phase;
  }
}
