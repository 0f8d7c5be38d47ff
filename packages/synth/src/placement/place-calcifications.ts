import { createRng, type WorldPoint } from "@cmb/core";
import type { FocalSource } from "../acquisition/sources.js";
import type { Head } from "../anatomy/head.js";
import type { PlacementSettings } from "./place-microbleeds.js";
import { clearOf } from "./region.js";

/** Where calcium is common in a healthy brain: choroid plexus, pineal gland, pallidum, falx; mm of an adult head. */
const SITES: readonly WorldPoint[] = [
  [20, -28, 10],
  [-20, -28, 10],
  [0, -27, 2],
  [18.5, 2, 1],
  [-18.5, 2, 1],
  [0, 48, 30],
  [0, -40, 38],
];
const RADIUS_RANGE_MM = [0.8, 2.2] as const;
const SUSCEPTIBILITY_RANGE_PPM = [-3, -0.4] as const;
const PROTON_DENSITY_RANGE = [0.3, 0.8] as const;
const SITE_SPREAD_MM = 1.2;

/**
 * Calcifications at their usual sites, at most one for each site.
 *
 * @param taken - centres that they must keep the clearance from
 * @returns as many as found room
 * @internal
 */
export function placeCalcifications(
  head: Head,
  { seed, count, region, clearanceMm }: PlacementSettings,
  taken: readonly WorldPoint[],
): readonly FocalSource[] {
  const order = shuffled(seed, SITES);
  const placed: FocalSource[] = [];
  for (const [n, site] of order.entries()) {
    if (placed.length === count) break;
    const rng = createRng(seed, "calcification", n);
    const shifted = (axis: 0 | 1 | 2): number => (site[axis] + rng.normal(0, SITE_SPREAD_MM)) * head.scale;
    const centreMm: WorldPoint = [shifted(0), shifted(1), shifted(2)];
    if (!region.contains(centreMm) || !clearOf(centreMm, taken, clearanceMm)) continue;
    placed.push({
      class: "calcification",
      centreMm,
      radiusMm: rng.uniform(...RADIUS_RANGE_MM),
      susceptibilityPpm: rng.uniform(...SUSCEPTIBILITY_RANGE_PPM),
      protonDensity: rng.uniform(...PROTON_DENSITY_RANGE),
    });
  }
  return placed;
}

/** Fisher–Yates. */
function shuffled(seed: number, sites: readonly WorldPoint[]): readonly WorldPoint[] {
  const rng = createRng(seed, "calcification sites");
  const order = [...sites];
  for (let n = order.length - 1; n > 0; n--) {
    const other = rng.integer(0, n);
    [order[n], order[other]] = [order[other] as WorldPoint, order[n] as WorldPoint];
  }
  return order;
}
