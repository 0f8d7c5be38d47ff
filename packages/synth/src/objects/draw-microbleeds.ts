import type { Rng, WorldPoint } from "@cmb/core";
import type { Anatomy } from "../anatomy/anatomy.js";
import { TISSUES, type Tissue } from "../anatomy/tissue.js";
import { assertMicrobleedOptions } from "../options/assert-microbleed-options.js";
import { drawDeposit, MICROBLEED_RADIUS } from "./draw-deposit.js";
import { drawSite, type SiteRules } from "./draw-site.js";
import { headBox } from "./head-box.js";
import type { SceneObject } from "./scene-object.js";
import { createTissueSampler, type WorldBox } from "./tissue-sampler.js";
import { tissuesWithin } from "./tissues-within.js";

/** How many microbleeds, where, and of what size. @since 0.1.0 */
export interface MicrobleedOptions {
  /**
   * A number, or how to draw it: `"patch"` gives none in 35 % and else 1 to 5, `"head"` none in 35 % and else the counts
   * of 206 scans that have any, 1 to 40. `"patch"` unless given.
   */
  readonly count?: number | "patch" | "head" | undefined;
  /** Only inside of this box; the whole brain unless given. */
  readonly box?: WorldBox | undefined;
  /**
   * From 0, the sites of real microbleeds, to 1, every site alike; 0.5 unless given, so that a detector cannot learn
   * the place alone.
   */
  readonly flatness?: number | undefined;
  /** Median of the true radius in mm, within the limits of `MICROBLEED_RADIUS`; its median unless given. */
  readonly medianRadiusMm?: number | undefined;
  /** Limits of the susceptibility in ppm, 0.001 to 20; those of `MICROBLEED_SUSCEPTIBILITY_PPM` unless given. */
  readonly susceptibilityPpm?: readonly [minimum: number, maximum: number] | undefined;
  /** Centres of other objects, which microbleeds keep 2.5 mm from. */
  readonly taken?: readonly WorldPoint[] | undefined;
  /** The id of the first; 1 unless given. */
  readonly firstId?: number | undefined;
}

// Shares of 957 microbleeds in five public cohorts by the label at their centre, and the median apparent radius there
// over that of all (derived from the tables of MicrobleedNet); the remainder lay in fluid.
const SITES: readonly { readonly share: number; readonly size: number; readonly tissues: readonly Tissue[] }[] = [
  { share: 0.334, size: 0.97, tissues: ["cortex", "hippocampus", "amygdala"] },
  { share: 0.398, size: 1, tissues: ["whiteMatter", "whiteMatterHyperintensity"] },
  { share: 0.079, size: 1.12, tissues: ["caudate", "putamen", "pallidum", "accumbens"] },
  { share: 0.054, size: 1.16, tissues: ["thalamus"] },
  { share: 0.044, size: 1.02, tissues: ["brainstem", "ventralDiencephalon", "substantiaNigra", "redNucleus"] },
  { share: 0.082, size: 0.99, tissues: ["cerebellarWhiteMatter", "cerebellarCortex", "dentateNucleus"] },
];

// 206 scans with microbleeds: 100, 31, 33, 15, 19 and 8 of them have this many.
const HEAD_COUNTS: readonly { readonly scans: number; readonly from: number; readonly to: number }[] = [
  { scans: 100, from: 1, to: 1 },
  { scans: 31, from: 2, to: 2 },
  { scans: 33, from: 3, to: 5 },
  { scans: 15, from: 6, to: 10 },
  { scans: 19, from: 11, to: 20 },
  { scans: 8, from: 21, to: 40 },
];
const PATCH_COUNTS = [1, 1, 1, 2, 2, 3, 5] as const;
const WITHOUT_ANY = 0.35;
const CLEARANCE_MM = 2.5;
const CLUSTER_SHARE = 0.25;
const CLUSTER_MM = 8;

/**
 * Microbleeds at random sites of a head.
 *
 * Site, size and number follow 957 real ones in five cohorts; each is 1 to 5 balls along a random axis, because real
 * ones are not round. Of those after the first, a quarter lie within 8 mm of an earlier one; all keep 2.5 mm apart.
 * Microbleed number n depends on the stream and on n, and on earlier ones only by the places they take.
 *
 * @param anatomy - labels of a head
 * @param rng - its position does not matter: every draw has a stream of its own
 * @param options - see {@link MicrobleedOptions}
 * @returns as many as found room, which may be fewer than asked for
 * @throws CmbError `OUT_OF_RANGE` when the count is not a whole number from 0 to 1000, the flatness not from 0 to 1, the median
 * radius or a susceptibility outside of its limits; `INVALID_ARGUMENT` for unknown options and values of a wrong kind
 * @since 0.1.0
 */
export function drawMicrobleeds(anatomy: Anatomy, rng: Rng, options: MicrobleedOptions = {}): readonly SceneObject[] {
  assertMicrobleedOptions("drawMicrobleeds: ", options);
  const { flatness = 0.5, taken = [], firstId = 1 } = options;
  const count = drawCount(rng.at("count"), options.count ?? "patch");
  const tissueAt = createTissueSampler(anatomy);
  const box = options.box ?? headBox(anatomy, brainTissues());
  const present = tissuesWithin(anatomy, box);
  const placed: SceneObject[] = [];
  for (let n = 0; n < count; n++) {
    const own = rng.at("microbleed", n);
    const centres = placed.map(({ centreMm }) => centreMm);
    const rules = { tissueAt, box, present, taken: [...taken, ...centres], clearanceMm: CLEARANCE_MM };
    const site = drawPlace(own.at("site"), rules, { centres, flatness });
    if (site === undefined) continue;
    placed.push(drawOne(own, site, { options, id: firstId + placed.length }));
  }
  return placed;
}

function brainTissues(): readonly boolean[] {
  const names = new Set<string>(SITES.flatMap(({ tissues }) => tissues));
  return TISSUES.map((tissue) => names.has(tissue));
}

function drawCount(rng: Rng, count: number | "patch" | "head"): number {
  if (typeof count === "number") return count;
  if (rng.uniform() < WITHOUT_ANY) return 0;
  if (count === "patch") return PATCH_COUNTS[rng.integer(0, PATCH_COUNTS.length - 1)] as number;
  let rest = rng.uniform(0, 206);
  for (const { scans, from, to } of HEAD_COUNTS) {
    if (rest < scans) return rng.integer(from, to);
    rest -= scans;
  }
  return 1;
}

interface Site {
  readonly centreMm: WorldPoint;
  readonly tissue: Tissue;
  readonly size: number;
}

function drawPlace(
  rng: Rng,
  rules: Omit<SiteRules, "tissues">,
  { centres, flatness }: { readonly centres: readonly WorldPoint[]; readonly flatness: number },
): Site | undefined {
  const inCluster = centres.length > 0 && rng.uniform() < CLUSTER_SHARE;
  const beside = inCluster ? centres[rng.integer(0, centres.length - 1)] : undefined;
  const near = beside === undefined ? undefined : { pointMm: beside, withinMm: CLUSTER_MM };
  // Some boxes hold no thalamus: then the site is drawn again among the others.
  const open = SITES.map((site) => ({ ...site, weight: (1 - flatness) * site.share + flatness / SITES.length }));
  while (open.length > 0) {
    const chosen = pick(rng, open);
    const [site] = open.splice(chosen, 1);
    if (site === undefined) return undefined;
    const centreMm = drawSite(rng, { ...rules, tissues: site.tissues, near });
    if (centreMm === undefined) continue;
    const tissue = TISSUES[rules.tissueAt(...centreMm)] ?? "air";
    return { centreMm, tissue, size: site.size };
  }
  return near === undefined ? undefined : drawPlace(rng, rules, { centres: [], flatness });
}

function pick(rng: Rng, weighted: readonly { readonly weight: number }[]): number {
  let rest = rng.uniform(
    0,
    weighted.reduce((sum, { weight }) => sum + weight, 0),
  );
  for (const [n, { weight }] of weighted.entries()) {
    if (rest < weight) return n;
    rest -= weight;
  }
  return weighted.length - 1;
}

function drawOne(
  rng: Rng,
  site: Site,
  { options, id }: { readonly options: MicrobleedOptions; readonly id: number },
): SceneObject {
  const { centreMm, tissue, size } = site;
  const medianRadiusMm = (options.medianRadiusMm ?? MICROBLEED_RADIUS.medianMm) * size;
  const deposit = drawDeposit(rng, centreMm, { medianRadiusMm, susceptibilityPpm: options.susceptibilityPpm });
  return { id, class: "microbleed", centreMm, tissue, ...deposit };
}
