import type { Rng, WorldPoint } from "@cmb/core";
import { logUniform } from "../log-uniform.js";
import { drawCluster } from "./draw-cluster.js";
import type { SceneObject } from "./scene-object.js";

/**
 * Log-normal true radius of the deposit, mm: median, standard deviation of the logarithm, and limits, beyond which it is
 * drawn again.
 *
 * Together with {@link MICROBLEED_SUSCEPTIBILITY_PPM} chosen so that apparent radius and depth at slices of 1, 3 and 4 mm
 * are those of real microbleeds; nobody has measured true radii in numbers.
 *
 * @since 0.1.0
 */
export const MICROBLEED_RADIUS = { medianMm: 0.82, spread: 0.8, minimumMm: 0.22, maximumMm: 3.5 } as const;

/**
 * Log-normal susceptibility of the deposit over its surroundings, ppm: median at the median radius, standard deviation of the
 * logarithm, the power of the radius with which the median falls (large deposits are less dense), and limits.
 *
 * @since 0.1.0
 */
export const MICROBLEED_SUSCEPTIBILITY_PPM = {
  median: 0.73,
  spread: 0.3,
  radiusPower: -0.85,
  minimum: 0.12,
  maximum: 2.5,
} as const;

/** What of a microbleed does not depend on where it lies. @internal */
export type Deposit = Pick<SceneObject, "radiusMm" | "susceptibilityPpm" | "spheres">;

/** @internal */
export interface DepositOptions {
  readonly medianRadiusMm?: number | undefined;
  /** Limits in ppm. */
  readonly susceptibilityPpm?: readonly [minimum: number, maximum: number] | undefined;
}

const LARGEST_ASPECT = 3;
/** Shorter than this it is one ball. */
const ROUND_ASPECT = 1.3;
/** Neighbours in a chain lie at most so many radii apart: their blooming is one lump, not beads. */
const RADII_APART = 1.15;

/**
 * Size, susceptibility and shape of a microbleed.
 *
 * @param rng - its position does not matter: every draw has a stream of its own
 * @internal
 */
export function drawDeposit(rng: Rng, centreMm: WorldPoint, options: DepositOptions = {}): Deposit {
  const { minimumMm, maximumMm, medianMm } = MICROBLEED_RADIUS;
  const radiusMm = drawLogNormal(rng.at("radius"), {
    median: options.medianRadiusMm ?? medianMm,
    spread: MICROBLEED_RADIUS.spread,
    limits: [minimumMm, maximumMm],
  });
  const { median, spread, radiusPower, minimum, maximum } = MICROBLEED_SUSCEPTIBILITY_PPM;
  const susceptibilityPpm = drawLogNormal(rng.at("susceptibility"), {
    median: median * (radiusMm / medianMm) ** radiusPower,
    spread,
    limits: options.susceptibilityPpm ?? [minimum, maximum],
  });
  const shape = rng.at("shape");
  const aspect = shape.uniform(1, LARGEST_ASPECT);
  const balls = aspect < ROUND_ASPECT ? 1 : 1 + Math.ceil((2 * (aspect - 1)) / RADII_APART);
  const spheres = drawCluster(shape, { centreMm, radiusMm, susceptibilityPpm, protonDensity: 1, aspect, balls });
  return { radiusMm, susceptibilityPpm, spheres };
}

interface LogNormal {
  readonly median: number;
  /** Standard deviation of the logarithm. */
  readonly spread: number;
  readonly limits: readonly [minimum: number, maximum: number];
}

const MOST_DRAWS = 30;

/** Within the limits; uniform in the logarithm between them where the distribution has next to nothing there. */
function drawLogNormal(rng: Rng, { median, spread, limits: [low, high] }: LogNormal): number {
  for (let n = 0; n < MOST_DRAWS; n++) {
    const value = median * Math.exp(spread * rng.normal());
    if (value >= low && value <= high) return value;
  }
  return logUniform(rng, low, high);
}
