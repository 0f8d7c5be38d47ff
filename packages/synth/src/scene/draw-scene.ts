import { createRng, type Rng, type Volume, type WorldPoint } from "@cmb/core";
import type { Protocol } from "../acquisition/protocol.js";
import type { Anatomy } from "../anatomy/anatomy.js";
import { MICROBLEED_SUSCEPTIBILITY_PPM } from "../objects/draw-deposit.js";
import { drawMicrobleeds, type MicrobleedOptions } from "../objects/draw-microbleeds.js";
import { drawPoisson } from "../objects/draw-poisson.js";
import type { Layer } from "../objects/layers/layer.js";
import { drawAirBoneEdges } from "../objects/mimics/draw-air-bone-edges.js";
import { drawCalcifications } from "../objects/mimics/draw-calcifications.js";
import { drawCavernomas } from "../objects/mimics/draw-cavernomas.js";
import { drawFlowVoids } from "../objects/mimics/draw-flow-voids.js";
import { drawFluidSpaces } from "../objects/mimics/draw-fluid-spaces.js";
import { drawIronDeposits } from "../objects/mimics/draw-iron-deposits.js";
import { drawSiderosis } from "../objects/mimics/draw-siderosis.js";
import { drawVeinMimics } from "../objects/mimics/draw-vein-mimics.js";
import type { MimicRules, Mimics } from "../objects/mimics/mimic.js";
import { OBJECT_CLASSES, type ObjectClass, type SceneObject } from "../objects/scene-object.js";
import { createTissueSampler, type WorldBox } from "../objects/tissue-sampler.js";
import { tissuesWithin } from "../objects/tissues-within.js";
import type { VesselPieces } from "../vessels/vessel-pieces.js";
import type { Scene } from "./scene.js";

/** A class of what looks like a microbleed. @since 0.1.0 */
export type MimicClass = Exclude<ObjectClass, "microbleed">;

/** How many of each class to expect in a scan; classes that are not named have their default. @since 0.1.0 */
export type MimicCounts = Readonly<Partial<Record<MimicClass, number>>>;

/**
 * Mimics to expect in a patch of 48 mm, more than in a real one of this size, for training. Chosen, not measured.
 *
 * @since 0.1.0
 */
export const PATCH_MIMICS: Readonly<Record<MimicClass, number>> = {
  "vein-cross-section": 1.5,
  "vein-bend": 0.7,
  "vein-bifurcation": 0.7,
  "flow-void": 0.6,
  calcification: 0.35,
  "iron-deposit": 0.25,
  "air-bone-edge": 0.3,
  cavernoma: 0.04,
  "superficial-siderosis": 0.12,
  "perivascular-space": 0.4,
  lacune: 0.08,
};

/** Mimics to expect in a head. Chosen, not measured. @since 0.1.0 */
export const HEAD_MIMICS: Readonly<Record<MimicClass, number>> = {
  "vein-cross-section": 20,
  "vein-bend": 8,
  "vein-bifurcation": 8,
  "flow-void": 8,
  calcification: 3,
  "iron-deposit": 1,
  "air-bone-edge": 3,
  cavernoma: 0.02,
  "superficial-siderosis": 0.06,
  "perivascular-space": 8,
  lacune: 0.6,
};

/** What a scene is drawn from. @internal */
export interface SceneRules {
  readonly anatomy: Anatomy;
  readonly headFieldPpm: Volume;
  readonly veins: VesselPieces;
  readonly protocol: Protocol;
  readonly stream: Scene["stream"];
  /** Objects lie inside. */
  readonly box: WorldBox;
  readonly microbleeds: MicrobleedOptions;
  readonly mimics: Readonly<Record<MimicClass, number>>;
}

const SWI_LARGEST_PPM = 1.8;

/**
 * Draws the objects of a scan: microbleeds first, then each class of mimics in the order of `OBJECT_CLASSES`.
 *
 * Each class has a stream of its own: more of one class changes none of another but by the places that it takes.
 *
 * @throws CmbError as `drawMicrobleeds`
 * @internal
 */
export function drawScene(rules: SceneRules): Scene {
  const { anatomy, headFieldPpm, veins, protocol, stream, box } = rules;
  const rng = createRng(stream.seed, "sample", stream.index, "objects");
  const { minimum, maximum } = MICROBLEED_SUSCEPTIBILITY_PPM;
  const largest = protocol.contrast === "SWI" ? SWI_LARGEST_PPM : maximum;
  const susceptibilityPpm = rules.microbleeds.susceptibilityPpm ?? ([minimum, largest] as const);
  const options = { box, ...rules.microbleeds, susceptibilityPpm, firstId: 1 };
  const objects: SceneObject[] = [...drawMicrobleeds(anatomy, rng.at("microbleed"), options)];
  const layers: Layer[] = [];
  const veinObjects: Scene["veinObjects"][number][] = [];
  const tissueAt = createTissueSampler(anatomy);
  const present = tissuesWithin(anatomy, box);
  for (const mimic of OBJECT_CLASSES) {
    if (mimic === "microbleed") continue;
    const own = rng.at(mimic);
    const count = drawPoisson(own.at("count"), rules.mimics[mimic]);
    const taken = objects.map(({ centreMm }): WorldPoint => centreMm);
    const placing = { tissueAt, box, present, count, taken, firstId: objects.length + 1 };
    const drawn = drawMimics(mimic, own, { ...placing, headFieldPpm, veins });
    objects.push(...drawn.objects);
    layers.push(...drawn.layers);
    veinObjects.push(...drawn.veinObjects);
  }
  return { anatomy, headFieldPpm, veins, objects, layers, veinObjects, protocol, stream };
}

type AnyMimics = Mimics & Pick<Scene, "veinObjects">;
type AnyRules = MimicRules & { readonly headFieldPpm: Volume; readonly veins: VesselPieces };

function drawMimics(mimic: MimicClass, rng: Rng, rules: AnyRules): AnyMimics {
  const nothing = { layers: [], veinObjects: [] };
  switch (mimic) {
    case "vein-cross-section":
    case "vein-bend":
    case "vein-bifurcation":
      return { ...nothing, ...drawVeinMimics(rng, mimic, rules) };
    case "flow-void":
      return { ...nothing, ...drawFlowVoids(rng, rules) };
    case "calcification":
      return { ...nothing, ...drawCalcifications(rng, rules) };
    case "iron-deposit":
      return { ...nothing, ...drawIronDeposits(rng, rules) };
    case "air-bone-edge":
      return { ...nothing, ...drawAirBoneEdges(rng, rules) };
    case "cavernoma":
      return { ...nothing, ...drawCavernomas(rng, rules) };
    case "superficial-siderosis":
      return { ...nothing, ...drawSiderosis(rng, rules) };
    case "perivascular-space":
    case "lacune":
      return { ...nothing, ...drawFluidSpaces(rng, mimic, rules) };
  }
}
