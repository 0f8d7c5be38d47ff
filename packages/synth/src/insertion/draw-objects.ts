import { assertKnown, CmbError, type KnownKeys, type Rng, type WorldPoint, worldToVoxel } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { logUniform } from "../log-uniform.js";
import { drawCluster } from "../objects/draw-cluster.js";
import { type Deposit, drawDeposit } from "../objects/draw-deposit.js";
import type { SceneObject } from "../objects/scene-object.js";
import { assertNumber } from "../options/assert-number.js";
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
 * @throws CmbError `OUT_OF_RANGE` when its radius is not above 0 and at most 10 mm, a number is not finite, or its centre lies
 * outside of the scan; `INVALID_ARGUMENT` when its susceptibility has the sign of the other class
 * @internal
 */
export function givenObject(
  ball: InsertedBall,
  grid: Grid,
  { kind, id }: { readonly kind: "microbleed" | "calcification"; readonly id: number },
): SceneObject {
  assertKnown<InsertedBall>(`insertMicrobleeds: ${kind}s`, ball, KNOWN_BALL);
  const { centreMm, radiusMm, susceptibilityPpm } = ball;
  assertNumber("insertMicrobleeds: radiusMm", radiusMm, [1e-6, 10]);
  assertNumber("insertMicrobleeds: susceptibilityPpm", susceptibilityPpm, [-20, 20]);
  for (const coordinate of centreMm) assertNumber("insertMicrobleeds: centreMm", coordinate, [-1e5, 1e5]);
  assertSign(kind, susceptibilityPpm);
  assertWithin(centreMm, grid);
  const protonDensity = kind === "microbleed" ? 1 : CALCIFIED_WATER;
  const spheres = [{ centreMm, radiusMm, susceptibilityPpm, protonDensity }];
  return { id, class: kind, centreMm, radiusMm, susceptibilityPpm, tissue: "given", spheres };
}

const KNOWN_BALL: KnownKeys<InsertedBall> = { centreMm: true, radiusMm: true, susceptibilityPpm: true };

/** The truth says what an object is: calcium must not be counted as blood. */
function assertSign(kind: "microbleed" | "calcification", susceptibilityPpm: number): void {
  if (kind === "microbleed" ? susceptibilityPpm >= 0 : susceptibilityPpm <= 0) return;
  const [wanted, other] = kind === "microbleed" ? ["0 or more", "calcifications"] : ["0 or less", "microbleeds"];
  const message = `insertMicrobleeds: a ${kind} has ${susceptibilityPpm} ppm; give ${wanted}, or list it under ${other}`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "susceptibilityPpm", value: susceptibilityPpm });
}

function assertWithin(centreMm: WorldPoint, { shape, affine }: Grid): void {
  const voxel = worldToVoxel(affine, centreMm);
  const outside = voxel.findIndex((at, axis) => !(at >= -0.5 && at <= (shape[axis] as number) - 0.5));
  if (outside < 0) return;
  const [name, value, maximum] = ["centreMm", voxel[outside] as number, (shape[outside] as number) - 0.5];
  const message = `insertMicrobleeds: the centre [${centreMm}] mm lies outside of the scan, at voxel [${voxel.map((at) => at.toFixed(1))}] of [${shape}]; give places within`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: -0.5, maximum });
}

/** Water that a given calcification leaves; drawn ones leave 0.3 to 1 of it. */
const CALCIFIED_WATER = 0.6;

/** Size, density and shape as in simulated scans. */
function drawCalcification(rng: Rng, centreMm: WorldPoint): Deposit {
  const radiusMm = logUniform(rng.at("radius"), ...CALCIFICATION_RADIUS_MM);
  const susceptibilityPpm = -logUniform(rng.at("susceptibility"), ...CALCIFICATION_PPM);
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
