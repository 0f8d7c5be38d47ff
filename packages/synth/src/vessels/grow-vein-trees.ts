import { CmbError, type Rng } from "@cmb/core";
import type { Anatomy } from "../anatomy/anatomy.js";
import { coloniseVeins } from "./colonise-veins.js";
import { growCorticalTree } from "./cortical-veins.js";
import { growDeepTree } from "./deep-veins.js";
import { growBrainstemTree, growCerebellarTree } from "./hindbrain-veins.js";
import { growMedullaryTree } from "./medullary-veins.js";
import { planTrees } from "./plan-trees.js";
import { packTrees, type TreeSketch } from "./tree-sketch.js";
import { createVeinDomain, type VeinDomain } from "./vein-domain.js";
import type { TreePlan, VeinStyle } from "./vein-style.js";
import type { VeinFamily, VesselPieces } from "./vessel-pieces.js";

/** How {@link growVeinTrees} grows veins. @since 0.1.0 */
export interface GrowVeinTreesOptions {
  /** Number of trees over that of an ordinary head, 0 to 4; 1 unless given. Training draws it log-uniformly from 0.3 to 2. */
  readonly density?: number;
  /** Multiplies how much veins wind; 1 unless given. */
  readonly wiggle?: number;
  /** Multiplies every radius; 1 unless given. */
  readonly radiusScale?: number;
  /** Venous blood against tissue, drawn log-uniformly for each tree; 0.22 to 0.62 ppm unless given. */
  readonly susceptibilityPpm?: readonly [minimum: number, maximum: number];
  /**
   * How trees branch: by persistent random walks, or by space colonisation, another algorithm for tests with other veins
   * than those of training; `"walk"` unless given. The deep veins, whose courses are known, are the same with both.
   */
  readonly algorithm?: "walk" | "colonisation";
  /** The domain of the same anatomy, where more than one set of veins is grown in it. */
  readonly domain?: VeinDomain;
}

/**
 * The veins of a whole head, each tree from the sinus or ventricle that it drains to outwards to its tips.
 *
 * Cortical veins run from the sagittal, transverse and sphenoparietal sinus over gyri and into sulci; medullary ones
 * stand in a fan on the edge of the lateral ventricle, or below the cortex; the deep ones join in the great vein and
 * the straight sinus; those of the cerebellum come from the tentorium. Radii fall by Murray's law where veins divide.
 * Numbers and courses are chosen to look like SWI venograms, not measured.
 *
 * @param anatomy - from a label map or generated
 * @param rng - tree t draws from `rng.at("vein", t)` and from nothing else, so a lower density has some of the same trees
 * @param options - see {@link GrowVeinTreesOptions}
 * @returns straight pieces of about 0.75 mm, some 70,000 at density 1
 * @throws CmbError `OUT_OF_RANGE` for a density, wiggle, scale or susceptibility out of range, `INVALID_ARGUMENT` for an
 * anatomy without brain, thalami, putamina or ventricles
 * @example
 * ```ts
 * import { createRng } from "@cmb/core";
 * import { generateAnatomy, growVeinTrees, VEIN_FAMILIES } from "@cmb/synth";
 * const anatomy = await generateAnatomy(1, { spacingMm: 3 });
 * const veins = growVeinTrees(anatomy, createRng(1, "veins"), { density: 0.3 });
 * VEIN_FAMILIES[veins.families[0] ?? 0]; // => "deep"
 * ```
 * @see Murray 1926, doi:10.1073/pnas.12.3.207
 * @since 0.1.0
 */
export function growVeinTrees(anatomy: Anatomy, rng: Rng, options: GrowVeinTreesOptions = {}): VesselPieces {
  const { density = 1, wiggle = 1, radiusScale = 1, susceptibilityPpm = [0.22, 0.62], algorithm = "walk" } = options;
  assertWithin("density", density, [0, 4]);
  assertWithin("wiggle", wiggle, [0, 5]);
  assertWithin("radiusScale", radiusScale, [0.1, 5]);
  const [lowPpm, highPpm] = susceptibilityPpm;
  assertWithin("susceptibilityPpm", lowPpm, [1e-3, highPpm]);
  const domain = options.domain ?? createVeinDomain(anatomy);
  const style = { wiggle, radiusScale };
  const trees = planTrees(density).map(({ number, plan }) => {
    const own = rng.at("vein", number);
    const ppm = Math.exp(own.at("susceptibility").uniform(Math.log(lowPpm), Math.log(highPpm)));
    const sketch = growTree({ domain, plan, style, rng: own }, algorithm);
    return { number, sketch, susceptibilityPpm: ppm };
  });
  return packTrees(trees, domain);
}

interface Seedling {
  readonly domain: VeinDomain;
  readonly plan: TreePlan;
  readonly style: VeinStyle;
  readonly rng: Rng;
}

function growTree({ domain, plan, style, rng }: Seedling, algorithm: "walk" | "colonisation"): TreeSketch {
  const { family } = plan;
  if (family === "deep") return growDeepTree(domain, plan, style, rng);
  if (algorithm === "colonisation") return coloniseVeins(domain, { ...plan, family }, style, rng);
  return WALKS[family](domain, plan, style, rng);
}

const WALKS: Readonly<
  Record<Exclude<VeinFamily, "deep">, (domain: VeinDomain, plan: TreePlan, style: VeinStyle, rng: Rng) => TreeSketch>
> = {
  medullary: growMedullaryTree,
  cortical: growCorticalTree,
  cerebellar: growCerebellarTree,
  brainstem: growBrainstemTree,
};

function assertWithin(name: string, value: number, [minimum, maximum]: readonly [number, number]): void {
  if (value >= minimum && value <= maximum) return;
  const message = `growVeinTrees: ${name} is ${value}; give a number from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}
