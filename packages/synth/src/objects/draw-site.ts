import type { Rng, WorldPoint } from "@cmb/core";
import { TISSUES, type Tissue } from "../anatomy/tissue.js";
import type { TissueSampler, WorldBox } from "./tissue-sampler.js";

/** Where something may be put. @internal */
export interface SiteRules {
  readonly tissueAt: TissueSampler;
  readonly box: WorldBox;
  /** What the box holds, from `tissuesWithin`. */
  readonly present: ReadonlySet<number>;
  readonly tissues: readonly Tissue[];
  /** Centres of what is there already. */
  readonly taken: readonly WorldPoint[];
  /** Smallest distance to them in mm. */
  readonly clearanceMm: number;
  /** Where given, the site lies within `withinMm` of this point. */
  readonly near?: { readonly pointMm: WorldPoint; readonly withinMm: number } | undefined;
}

const MOST_TRIES = 30_000;
/** A ball of a few millimetres either holds some of a tissue or soon shows that it does not. */
const MOST_TRIES_NEAR = 1000;

/**
 * A random point of some tissues in a box, uniform over their volume.
 *
 * @returns the point in RAS+ mm, or `undefined` when none was found in many tries
 * @internal
 */
export function drawSite(rng: Rng, rules: SiteRules): WorldPoint | undefined {
  const { tissueAt, near } = rules;
  const allowed = new Set(
    rules.tissues.map((tissue) => TISSUES.indexOf(tissue)).filter((tissue) => rules.present.has(tissue)),
  );
  if (allowed.size === 0) return undefined;
  const { minimumMm, maximumMm } = near === undefined ? rules.box : meet(rules.box, near);
  if (minimumMm.some((low, axis) => !(low < (maximumMm[axis] as number)))) return undefined;
  const tries = near === undefined ? MOST_TRIES : MOST_TRIES_NEAR;
  for (let n = 0; n < tries; n++) {
    const x = rng.uniform(minimumMm[0], maximumMm[0]);
    const y = rng.uniform(minimumMm[1], maximumMm[1]);
    const z = rng.uniform(minimumMm[2], maximumMm[2]);
    if (!allowed.has(tissueAt(x, y, z))) continue;
    if (near !== undefined && distanceMm([x, y, z], near.pointMm) > near.withinMm) continue;
    if (rules.taken.every((other) => distanceMm([x, y, z], other) >= rules.clearanceMm)) return [x, y, z];
  }
  return undefined;
}

function meet(box: WorldBox, near: NonNullable<SiteRules["near"]>): WorldBox {
  const cut = (sign: number, limit: WorldPoint, pick: (a: number, b: number) => number): WorldPoint => [
    pick(limit[0], near.pointMm[0] + sign * near.withinMm),
    pick(limit[1], near.pointMm[1] + sign * near.withinMm),
    pick(limit[2], near.pointMm[2] + sign * near.withinMm),
  ];
  return { minimumMm: cut(-1, box.minimumMm, Math.max), maximumMm: cut(1, box.maximumMm, Math.min) };
}

/** Distance of two points in mm. @internal */
export function distanceMm(a: WorldPoint, b: WorldPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
