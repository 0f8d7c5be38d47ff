import { CmbError, type Rng, type WorldPoint } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { drawCluster } from "../objects/draw-cluster.js";
import { type Deposit, drawDeposit } from "../objects/draw-deposit.js";
import type { SceneObject } from "../objects/scene-object.js";
import type { CandidateSite } from "./candidate-sites.js";
import { drawPlace } from "./draw-place.js";
import type { InsertedBall } from "./insertion-scan.js";

/** What {@link drawObjects} needs. @internal */
export interface DrawObjectsOptions {
  readonly class: "microbleed" | "calcification";
  readonly count: number;
  readonly grid: Grid;
  readonly sites: readonly CandidateSite[];
  /** Objects that are there already. */
  readonly taken: readonly SceneObject[];
}

const CLEARANCE_MM = 2.5;
const CALCIFICATION_RADIUS_MM = [0.4, 2.2] as const;
const CALCIFICATION_PPM = [0.4, 3] as const;

/**
 * Objects at random places of a scan, 2.5 mm or more from each other. Number n depends on the stream and on n, and on
 * earlier ones only by the places they take.
 *
 * @returns as many as found room; ids follow on those of `taken`
 * @internal
 */
export function drawObjects(rng: Rng, options: DrawObjectsOptions): readonly SceneObject[] {
  const { count, grid, sites, taken } = options;
  const placed: SceneObject[] = [];
  for (let n = 0; n < count; n++) {
    const own = rng.at(options.class, n);
    const others = [...taken, ...placed].map(({ centreMm }) => centreMm);
    const place = drawPlace(own.at("site"), sites, { grid, others, clearanceMm: CLEARANCE_MM });
    if (place === undefined) continue;
    const id = taken.length + placed.length + 1;
    const draw = options.class === "microbleed" ? drawDeposit : drawCalcification;
    placed.push({ id, class: options.class, ...place, ...draw(own, place.centreMm) });
  }
  return placed;
}

/**
 * A ball that the user gave, as an object.
 *
 * @throws CmbError `OUT_OF_RANGE` when its radius is not above 0 and at most 10 mm, or a number is not finite
 * @internal
 */
export function givenObject(ball: InsertedBall, kind: "microbleed" | "calcification", id: number): SceneObject {
  const { centreMm, radiusMm, susceptibilityPpm } = ball;
  assertNumber("radiusMm", radiusMm, [1e-6, 10]);
  assertNumber("susceptibilityPpm", susceptibilityPpm, [-20, 20]);
  for (const coordinate of centreMm) assertNumber("centreMm", coordinate, [-1e5, 1e5]);
  const protonDensity = kind === "microbleed" ? 1 : CALCIFIED_WATER;
  const spheres = [{ centreMm, radiusMm, susceptibilityPpm, protonDensity }];
  return { id, class: kind, centreMm, radiusMm, susceptibilityPpm, tissue: "given", spheres };
}

/** Water that a given calcification leaves; drawn ones leave 0.3 to 1 of it. */
const CALCIFIED_WATER = 0.6;

function assertNumber(name: string, value: number, [minimum, maximum]: readonly [number, number]): void {
  if (value >= minimum && value <= maximum) return;
  const message = `insertMicrobleeds: ${name} is ${value}; give a number from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}

/** Size, density and shape as in simulated scans. */
function drawCalcification(rng: Rng, centreMm: WorldPoint): Deposit {
  const radiusMm = logUniform(rng.at("radius"), CALCIFICATION_RADIUS_MM);
  const susceptibilityPpm = -logUniform(rng.at("susceptibility"), CALCIFICATION_PPM);
  const shape = rng.at("shape");
  const protonDensity = shape.uniform(0.3, 1);
  const balls = shape.integer(1, 4);
  const spheres = drawCluster(shape, {
    centreMm,
    radiusMm,
    susceptibilityPpm,
    protonDensity,
    aspect: shape.uniform(1, 1.8),
    balls,
  });
  return { radiusMm, susceptibilityPpm, spheres };
}

function logUniform(rng: Rng, [low, high]: readonly [number, number]): number {
  return low * (high / low) ** rng.uniform();
}
