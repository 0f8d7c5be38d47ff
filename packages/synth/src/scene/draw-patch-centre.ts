import type { Rng, WorldPoint } from "@cmb/core";
import type { Anatomy } from "../anatomy/anatomy.js";
import { TISSUES, type Tissue } from "../anatomy/tissue.js";
import { drawSite } from "../objects/draw-site.js";
import { headBox } from "../objects/head-box.js";
import { createTissueSampler } from "../objects/tissue-sampler.js";
import { tissuesWithin } from "../objects/tissues-within.js";

/** Each has the same chance: small nuclei as often as the large lobes, of which there are two kinds, twice each. */
const PARTS: readonly (readonly Tissue[])[] = [
  ["cortex"],
  ["cortex"],
  ["whiteMatter"],
  ["whiteMatter"],
  ["pallidum"],
  ["putamen"],
  ["thalamus"],
  ["brainstem"],
  ["cerebellarCortex", "cerebellarWhiteMatter"],
  ["hippocampus"],
  ["choroidPlexus"],
  ["sinus"],
];
const SCATTER_MM = 5;

/**
 * The middle of a patch, so that every part of the brain has its turn: a point of a tissue drawn at random, moved by 5 mm.
 *
 * @internal
 */
export function drawPatchCentre(anatomy: Anatomy, rng: Rng): WorldPoint {
  const tissueAt = createTissueSampler(anatomy);
  const start = rng.integer(0, PARTS.length - 1);
  for (let step = 0; step < PARTS.length; step++) {
    const tissues = PARTS[(start + step) % PARTS.length] as readonly Tissue[];
    const wanted = TISSUES.map((tissue) => tissues.includes(tissue));
    const box = headBox(anatomy, wanted);
    const present = tissuesWithin(anatomy, box);
    const site = drawSite(rng, { tissueAt, box, present, tissues, taken: [], clearanceMm: 0 });
    if (site === undefined) continue;
    const [x, y, z] = site;
    return [x + rng.normal(0, SCATTER_MM), y + rng.normal(0, SCATTER_MM), z + rng.normal(0, SCATTER_MM)];
  }
  return [0, 0, 0];
}
