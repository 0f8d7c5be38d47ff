import { assertKnown, CmbError, type KnownKeys, type Rng } from "@cmb/core";
import { assertNumber, assertPair } from "../options/assert-number.js";
import type { RegionParameters, SynthesizeRegionsOptions } from "./region-options.js";

const RANGES = {
  physicsShare: 1,
  flipShare: 1,
  scaling: 0.9,
  rotationDegrees: 180,
  shearing: 1,
  translationMm: 200,
  elasticMm: 30,
  bias: 3,
  gamma: 2,
  isotropicMm: 50,
  thickMm: 50,
  noise: 1,
  strippedShare: 1,
  croppedShare: 1,
} as const;

const KNOWN: KnownKeys<SynthesizeRegionsOptions> = {
  ...{ seed: true, index: true, spacingMm: true, shape: true, classes: true, tissues: true, physicsShare: true },
  ...{ leftRight: true, flipShare: true, scaling: true, rotationDegrees: true, shearing: true, translationMm: true },
  ...{ elasticMm: true, means: true, deviations: true, bias: true, gamma: true, isotropicMm: true, thickMm: true },
  ...{ noise: true, strippedShare: true, croppedShare: true, signal: true, onProgress: true },
};

/** Of means and deviations; the image is scaled to 0 to 1 in the end. */
const MOST_INTENSITY = 1e6;

const MOST_CUT = 0.25;

/** What drawing must know of the labels. @internal */
export interface RegionFacts {
  readonly spacingMm: number;
  /** Whether every label has a tissue. */
  readonly hasTissues: boolean;
  readonly canFlip: boolean;
}

/**
 * Draws what happens to one sample. Every parameter has a stream of its own, so that an option changes no other.
 *
 * @throws CmbError `OUT_OF_RANGE` for an option beyond its limits
 * @internal
 */
export function drawRegionParameters(
  rng: Rng,
  options: SynthesizeRegionsOptions,
  { spacingMm, hasTissues, canFlip }: RegionFacts,
): RegionParameters {
  assertOptions(options, spacingMm);
  const { scaling = 0.2, rotationDegrees = 15, shearing = 0.012, translationMm = 0 } = options;
  const chance = (name: string, share: number): boolean => rng.at(name).uniform() < share;
  const physics = chance("contrast", options.physicsShare ?? (hasTissues ? 0.5 : 0));
  return {
    flipped: canFlip && chance("flip", options.flipShare ?? 0.5),
    scaling: three(rng.at("scaling"), scaling).map((part) => 1 + part) as [number, number, number],
    rotationDegrees: three(rng.at("rotation"), rotationDegrees),
    shearing: three(rng.at("shearing"), shearing),
    translationMm: three(rng.at("translation"), translationMm),
    elasticMm: rng.at("elastic").uniform(0, options.elasticMm ?? 4),
    contrast: physics ? "physics" : "random",
    echo: physics ? drawEcho(rng.at("echo")) : null,
    bias: rng.at("bias").uniform(0, options.bias ?? 0.7),
    gamma: Math.exp((options.gamma ?? 0.4) * rng.at("gamma").normal()),
    resolutionMm: drawResolution(rng.at("resolution"), spacingMm, options),
    noise: chance("noisy", 0.5) ? rng.at("noise").uniform(0, options.noise ?? 0.05) : 0,
    stripped: chance("stripped", options.strippedShare ?? 0.2),
    cropped: chance("cropped", options.croppedShare ?? 0.1) ? drawCut(rng.at("cut")) : [0, 0],
  };
}

function assertOptions(options: SynthesizeRegionsOptions, spacingMm: number): void {
  assertKnown<SynthesizeRegionsOptions>("synthesizeRegions", options, KNOWN);
  for (const [name, maximum] of Object.entries(RANGES)) {
    const value = options[name as keyof typeof RANGES];
    if (value !== undefined) assertNumber(`synthesizeRegions: ${name}`, value, [0, maximum]);
  }
  for (const name of ["means", "deviations"] as const) {
    if (options[name] !== undefined) assertPair(`synthesizeRegions: ${name}`, options[name], [0, MOST_INTENSITY]);
  }
  for (const name of ["isotropicMm", "thickMm"] as const) {
    const value = options[name];
    if (value === undefined || value === 0 || value >= spacingMm) continue;
    const message = `synthesizeRegions: ${name} is ${value}, less than the voxels of ${spacingMm} mm; give as much or more, or 0 for full resolution`;
    throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: spacingMm, maximum: RANGES[name] });
  }
}

function three(rng: Rng, limit: number): [number, number, number] {
  return [rng.uniform(-limit, limit), rng.uniform(-limit, limit), rng.uniform(-limit, limit)];
}

/** T2*-weighted gradient echoes as they are in use: short TR in three dimensions, long TR slice by slice. */
function drawEcho(rng: Rng): NonNullable<RegionParameters["echo"]> {
  const fieldStrengthT = rng.uniform() < 0.55 ? 3 : 1.5;
  const isSlab = rng.uniform() < 0.55;
  const echoTimeMs = rng.uniform(12, fieldStrengthT === 3 ? 35 : 50);
  return {
    fieldStrengthT,
    echoTimeMs,
    // The echo is over before the next pulse.
    repetitionTimeMs: isSlab ? rng.uniform(Math.max(24, echoTimeMs + 4), 60) : rng.uniform(300, 1300),
    flipAngleDegrees: rng.uniform(10, 30),
  };
}

/** As SynthSeg: full resolution in 5 %, the same along all axes in another 10 %, else thick along one axis. */
function drawResolution(
  rng: Rng,
  spacingMm: number,
  { isotropicMm = 4, thickMm = 8 }: SynthesizeRegionsOptions,
): readonly [number, number, number] {
  const kind = rng.uniform();
  const side = (largest: number): number => rng.uniform(spacingMm, Math.max(spacingMm, largest));
  const axis = rng.integer(0, 2);
  if (kind < 0.05) return [spacingMm, spacingMm, spacingMm];
  if (kind < 0.15) {
    const all = side(isotropicMm);
    return [all, all, all];
  }
  return [0, 1, 2].map((n) => (n === axis ? side(thickMm) : spacingMm)) as [number, number, number];
}

function drawCut(rng: Rng): readonly [number, number] {
  const share = rng.uniform(0, MOST_CUT);
  return rng.uniform() < 0.7 ? [share, 0] : [0, share];
}
