import {
  assertSamePlace,
  CmbError,
  type LongTaskOptions,
  startLongTask,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import { assertOneOf } from "../assert-one-of.js";
import { mapVoxels } from "../map-voxels.js";
import { combineEchoPhases } from "./combine-echo-phases.js";
import { assertEchoes, type CombineEchoesOptions, combineEchoes } from "./combine-echoes.js";
import { type GaussianHighPassOptions, gaussianHighPass } from "./gaussian-high-pass.js";
import { type HomodyneOptions, homodynePhase } from "./homodyne-phase.js";
import { type PhaseMaskOptions, phaseMask } from "./phase-mask.js";
import { type PhaseScale, radiansOf, recognisePhaseScale } from "./phase-scale.js";
import { type UnwrapPhaseOptions, unwrapPhase } from "./unwrap-phase.js";

/** How background phase goes. @since 0.1.0 */
export type PhaseFilter =
  | ({ readonly method: "homodyne" } & Omit<HomodyneOptions, "signal" | "onProgress">)
  | ({ readonly method: "unwrap-gaussian" } & GaussianHighPassOptions &
      Pick<UnwrapPhaseOptions, "dimensions" | "gradient">);

/** How {@link createSwi} makes SWI. @since 0.1.0 */
export interface CreateSwiOptions extends LongTaskOptions {
  /** What the stored phase means. Unless given it is recognised, with a warning in the result. */
  readonly phaseScale?: PhaseScale | undefined;
  /** `{ method: "homodyne" }` unless given. */
  readonly filter?: PhaseFilter | undefined;
  /** `{ kind: "positive", exponent: 4 }` unless given, with a warning in the result: the sign depends on the scanner. */
  readonly mask?: PhaseMaskOptions | undefined;
  /** One for each echo; needed for more than one. */
  readonly echoTimesMs?: readonly number[] | undefined;
  /** How magnitudes of several echoes are combined; `"snr"` unless given. */
  readonly combine?: "snr" | "echo-time" | "t2star" | undefined;
}

/** Something about the result that its reader should know. @since 0.1.0 */
export interface SwiWarning {
  readonly code: "PHASE_SCALE_RECOGNISED" | "MASK_SIGN_ASSUMED" | "PHASE_MISSING";
  readonly message: string;
}

/** A susceptibility-weighted image and what it was made of. @since 0.1.0 */
export interface Swi {
  /** Magnitude times mask, in the unit of the magnitude. */
  readonly volume: Volume;
  /** High-passed phase in radians; of several echoes, as at the longest echo time. NaN where phase was missing. */
  readonly phase: Volume;
  /** Of several echoes the combined one. */
  readonly magnitude: Volume<VoxelArray>;
  /** Voxels without phase: their mask is 1. */
  readonly missing: number;
  readonly warnings: readonly SwiWarning[];
}

/**
 * Susceptibility-weighted image from magnitude and phase: scale the phase, take its background out, make a mask of it
 * and multiply the magnitude.
 *
 * SWI is never brighter than the magnitude. Where the phase is NaN or infinite it is the magnitude.
 *
 * @param magnitude - one volume, or one for each echo
 * @param phase - as many, on the same grid, as the scanner stored them
 * @param options - see {@link CreateSwiOptions}
 * @returns the image, the phase that it was made of, and warnings
 * @throws CmbError `EMPTY_VOLUME` when there is no echo or a soft mask finds no phase, `SHAPE_MISMATCH` when grids or
 * numbers differ, `INVALID_ARGUMENT` when the phase scale is not recognised, echo times are missing or a name is unknown,
 * `OUT_OF_RANGE` as its parts; the signal's reason when aborted
 * @see Haacke et al. 2004, Susceptibility weighted imaging, doi:10.1002/mrm.20198
 * @since 0.1.0
 */
export async function createSwi(
  magnitude: Volume<VoxelArray> | readonly Volume<VoxelArray>[],
  phase: Volume<VoxelArray> | readonly Volume<VoxelArray>[],
  options: CreateSwiOptions = {},
): Promise<Swi> {
  const echoes = pairEchoes("data" in magnitude ? [magnitude] : magnitude, "data" in phase ? [phase] : phase);
  const { filter = { method: "homodyne" }, mask = { kind: "positive" }, echoTimesMs, signal, onProgress } = options;
  assertOneOf("createSwi", { name: "combine", value: options.combine ?? "snr" }, ["snr", "echo-time", "t2star"]);
  const warnings: SwiWarning[] = [];
  const scale = options.phaseScale ?? recognised(echoes, warnings);
  if (options.mask === undefined) warnings.push(SIGN_ASSUMED);
  const times = echoes.length === 1 ? [1] : assertGiven(echoTimesMs, echoes.length);
  const combined = combineMagnitudes(echoes, times, options.combine);
  const task = startLongTask(echoes.length + 2, { signal, onProgress });
  const filtered: Volume[] = [];
  for (const [echo, pair] of echoes.entries()) {
    filtered.push(await highPass(pair, { filter, scale, signal }));
    await task.advance("phase filter", echo + 1);
  }
  const magnitudes = echoes.map((pair) => pair.magnitude);
  const [only] = filtered;
  const highPassed =
    filtered.length === 1 && only !== undefined
      ? only
      : combineEchoPhases(filtered, magnitudes, { echoTimesMs: times });
  await task.advance("phase mask", echoes.length + 1);
  const factor = phaseMask(highPassed, mask);
  const data = factor.data;
  for (let v = 0; v < data.length; v++) data[v] = (data[v] as number) * (combined.data[v] as number);
  const missing = countMissing(highPassed.data);
  if (missing > 0) warnings.push(missingPhase(missing));
  await task.advance("phase mask", echoes.length + 2);
  return { volume: { ...factor, data }, phase: highPassed, magnitude: combined, missing, warnings };
}

interface Echo {
  readonly magnitude: Volume<VoxelArray>;
  readonly phase: Volume<VoxelArray>;
}

function pairEchoes(magnitudes: readonly Volume<VoxelArray>[], phases: readonly Volume<VoxelArray>[]): readonly Echo[] {
  assertSamePlace("createSwi", assertEchoes("createSwi", magnitudes), assertEchoes("createSwi", phases));
  if (magnitudes.length !== phases.length) {
    const message = `createSwi: there are ${magnitudes.length} magnitudes and ${phases.length} phases; give one of each for every echo`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [magnitudes.length], actual: [phases.length] });
  }
  return magnitudes.map((magnitude, echo) => ({ magnitude, phase: phases[echo] as Volume<VoxelArray> }));
}

const SIGN_ASSUMED: SwiWarning = {
  code: "MASK_SIGN_ASSUMED",
  message:
    'createSwi: no mask was given, so that a positive phase darkens; where veins are not dark, take { kind: "negative" }',
};

function recognised(echoes: readonly Echo[], warnings: SwiWarning[]): PhaseScale {
  const phases = echoes.map((echo) => echo.phase);
  const scale = recognisePhaseScale("createSwi", phases);
  const message = `createSwi: the values of the phase look like ${scale}; state phaseScale to be sure`;
  warnings.push({ code: "PHASE_SCALE_RECOGNISED", message });
  return scale;
}

function assertGiven(echoTimesMs: readonly number[] | undefined, echoes: number): readonly number[] {
  if (echoTimesMs !== undefined) return echoTimesMs;
  const message = `createSwi: there are ${echoes} echoes and no echoTimesMs; give one for each`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "echoTimesMs", value: undefined });
}

function combineMagnitudes(
  echoes: readonly Echo[],
  echoTimesMs: readonly number[],
  weighting: CombineEchoesOptions["weighting"] = "snr",
): Volume<VoxelArray> {
  const [first] = echoes;
  if (echoes.length === 1 && first !== undefined) return first.magnitude;
  const magnitudes = echoes.map((echo) => echo.magnitude);
  return combineEchoes(magnitudes, weighting === "snr" ? { weighting } : { weighting, echoTimesMs });
}

interface HighPassOptions {
  readonly filter: PhaseFilter;
  readonly scale: PhaseScale;
  readonly signal: AbortSignal | undefined;
}

async function highPass({ magnitude, phase }: Echo, { filter, scale, signal }: HighPassOptions): Promise<Volume> {
  const { factor, offset } = radiansOf("createSwi", scale);
  const radians = mapVoxels(phase, (value) => value * factor + offset);
  if (filter.method === "homodyne") return homodynePhase(magnitude, radians, { ...filter, signal });
  if (filter.method !== "unwrap-gaussian") {
    const { method } = filter as { readonly method: unknown };
    const message = `createSwi: there is no filter ${JSON.stringify(method)}; give "homodyne" or "unwrap-gaussian"`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "filter.method", value: method });
  }
  const unwrapped = await unwrapPhase(radians, { dimensions: filter.dimensions, gradient: filter.gradient, signal });
  // Where there was no phase the solution is a guess, which must not darken.
  const known = mapVoxels(unwrapped, (value, v) => (Number.isFinite(radians.data[v]) ? value : Number.NaN));
  return gaussianHighPass(known, filter);
}

function countMissing(phase: Float32Array): number {
  let missing = 0;
  for (const value of phase) if (Number.isNaN(value)) missing++;
  return missing;
}

function missingPhase(missing: number): SwiWarning {
  const message = `createSwi: ${missing} voxels have no phase and are as bright as in the magnitude`;
  return { code: "PHASE_MISSING", message };
}
