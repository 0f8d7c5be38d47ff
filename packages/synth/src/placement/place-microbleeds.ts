import { createRng, type Rng, type WorldPoint } from "@cmb/core";
import type { FocalSource } from "../acquisition/sources.js";
import type { Head } from "../anatomy/head.js";
import { PIAL_RADII_MM } from "../anatomy/pial-surface.js";
import type { Tissue } from "../anatomy/tissue.js";
import { tissueAt } from "../anatomy/tissue-at.js";
import { logUniform } from "../log-uniform.js";
import { clearOf, type Region } from "./region.js";

// Shares of 957 microbleeds in five public cohorts, those below the tentorium left out.
const SITES: readonly { readonly share: number; readonly tissues: readonly Tissue[] }[] = [
  { share: 0.46, tissues: ["whiteMatter"] },
  { share: 0.39, tissues: ["cortex"] },
  { share: 0.09, tissues: ["caudate", "putamen", "pallidum"] },
  { share: 0.06, tissues: ["thalamus"] },
];
const MEDIAN_RADIUS_MM = 0.72;
const RADIUS_SPREAD = 0.5;
const RADIUS_RANGE_MM = [0.22, 3.5] as const;
const SUSCEPTIBILITY_RANGE_PPM = [0.35, 1.8] as const;
const MOST_TRIES = 20_000;

/** What placing needs to know. @internal */
export interface PlacementSettings {
  readonly seed: number;
  readonly count: number;
  readonly region: Region;
  /** Smallest distance in mm between the centres of two objects. */
  readonly clearanceMm: number;
}

/**
 * Microbleeds at random sites of the brain, each at least the clearance from every other object.
 *
 * Site, radius and susceptibility of number n depend on the seed and on n, and on the earlier ones only where a site is
 * taken. The radius is log-normal with median 0.72 mm, the susceptibility log-uniform from 0.35 to 1.8 ppm.
 *
 * @returns as many as found room, which may be fewer than asked for
 * @internal
 */
export function placeMicrobleeds(head: Head, settings: PlacementSettings): readonly FocalSource[] {
  const placed: FocalSource[] = [];
  for (let n = 0; n < settings.count; n++) {
    const rng = createRng(settings.seed, "microbleed", n);
    const radiusMm = drawRadius(rng.at("radius"));
    const susceptibilityPpm = logUniform(rng.at("susceptibility"), ...SUSCEPTIBILITY_RANGE_PPM);
    const taken = placed.map((source) => source.centreMm);
    const centreMm = drawSite(head, rng.at("site"), settings, taken);
    if (centreMm === undefined) continue;
    placed.push({ class: "microbleed", centreMm, radiusMm, susceptibilityPpm, protonDensity: 1 });
  }
  return placed;
}

function drawRadius(rng: Rng): number {
  const radius = MEDIAN_RADIUS_MM * Math.exp(RADIUS_SPREAD * rng.normal());
  return Math.min(RADIUS_RANGE_MM[1], Math.max(RADIUS_RANGE_MM[0], radius));
}

function drawSite(
  head: Head,
  rng: Rng,
  { region, clearanceMm }: PlacementSettings,
  taken: readonly WorldPoint[],
): WorldPoint | undefined {
  const wanted = drawTissues(rng);
  for (let n = 0; n < MOST_TRIES; n++) {
    const point = drawPoint(rng, head.scale);
    if (!region.contains(point) || !clearOf(point, taken, clearanceMm)) continue;
    if (wanted.includes(tissueAt(head, point))) return point;
  }
  return undefined;
}

function drawTissues(rng: Rng): readonly Tissue[] {
  let rest = rng.uniform();
  for (const { share, tissues } of SITES) {
    if (rest < share) return tissues;
    rest -= share;
  }
  return ["whiteMatter"];
}

function drawPoint(rng: Rng, scale: number): WorldPoint {
  const [rx, ry, rz] = PIAL_RADII_MM;
  return [rng.uniform(-rx, rx) * scale, rng.uniform(-ry, ry) * scale, rng.uniform(-rz, rz) * scale];
}
