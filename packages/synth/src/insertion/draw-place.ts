import { type Rng, voxelToWorld, type WorldPoint } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { distanceMm } from "../objects/draw-site.js";
import type { CandidateSite } from "./candidate-sites.js";

/** Where an object may lie. @internal */
export interface Place {
  readonly tissue: string;
  readonly centreMm: WorldPoint;
}

/** What {@link drawPlace} needs. @internal */
export interface DrawPlaceOptions {
  readonly grid: Grid;
  /** Centres of what is there already, RAS+ mm. */
  readonly others: readonly WorldPoint[];
  /** Smallest distance to them. */
  readonly clearanceMm: number;
}

const MOST_TRIES = 2000;

/**
 * A point uniform over the volume of a site that was drawn by its share; of another site when the first is full.
 *
 * @returns `undefined` when 2000 tries in each site found nothing
 * @internal
 */
export function drawPlace(
  rng: Rng,
  sites: readonly CandidateSite[],
  { grid, others, clearanceMm }: DrawPlaceOptions,
): Place | undefined {
  const open = [...sites];
  while (open.length > 0) {
    const [site] = open.splice(pick(rng, open), 1);
    if (site === undefined) return undefined;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const v = site.voxels[rng.integer(0, site.voxels.length - 1)] as number;
      const centreMm = within(v, grid, rng);
      if (others.every((other) => distanceMm(centreMm, other) >= clearanceMm)) return { tissue: site.tissue, centreMm };
    }
  }
  return undefined;
}

function pick(rng: Rng, sites: readonly CandidateSite[]): number {
  let rest = rng.uniform(
    0,
    sites.reduce((sum, { share }) => sum + share, 0),
  );
  for (const [n, { share }] of sites.entries()) {
    if (rest < share) return n;
    rest -= share;
  }
  return sites.length - 1;
}

/** A point anywhere within a voxel. */
function within(v: number, { shape, affine }: Grid, rng: Rng): WorldPoint {
  const i = v % shape[0];
  const rest = (v - i) / shape[0];
  const j = rest % shape[1];
  const k = (rest - j) / shape[1];
  return voxelToWorld(affine, [i + rng.uniform(-0.5, 0.5), j + rng.uniform(-0.5, 0.5), k + rng.uniform(-0.5, 0.5)]);
}
