import { createRng, type LabelMap, type LongTaskOptions, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { generateAnatomy } from "../anatomy/generate-anatomy.js";
import { anatomyFromLabels } from "../anatomy/labels/anatomy-from-labels.js";
import { drawAnatomyJitter } from "../anatomy/labels/anatomy-jitter.js";
import { insertMicrobleeds } from "../insertion/insert-microbleeds.js";
import { insertPublishedMicrobleeds, type PublishedScan } from "../published/insert-published-microbleeds.js";
import { type PreparedHead, prepareHead, veinsFor } from "../scene/prepare-head.js";
import { synthesizeHead } from "../synthesize-head.js";
import { synthesizePatch } from "../synthesize-patch.js";

import type { ObjectTruth, SyntheticScan } from "../synthetic-scan.js";
import type { SampleProtocol } from "./bids-sidecar.js";
import type { DatasetSettings, SampleKind } from "./dataset-settings.js";

/** One sample of a dataset. @internal */
export interface Sample {
  readonly contrast: "GRE" | "SWI";
  readonly image: Volume<VoxelArray>;
  readonly magnitude?: Volume<VoxelArray> | undefined;
  readonly phase?: Volume<VoxelArray> | undefined;
  readonly objects: readonly ObjectTruth[];
  readonly visibleMask: LabelMap;
  readonly tissues?: Volume<Uint8Array> | undefined;
  readonly veins?: Volume | undefined;
  /** Unknown for the published microbleeds, which have no physics. */
  readonly protocol?: SampleProtocol | undefined;
  /** Which of the inputs it was made of. */
  readonly source?: string | undefined;
}

/** A file that samples are made of. @internal */
export interface SampleInput {
  /** Its name, without its folder. */
  readonly name: string;
  readonly load: (options: LongTaskOptions) => Promise<Volume<VoxelArray>>;
}

/** What samples are made from. @internal */
export interface SampleRecipe {
  readonly kind: SampleKind;
  readonly seed: number;
  readonly published: boolean;
  readonly settings: DatasetSettings;
  /** Label maps of heads; with backgrounds, the segmentation of each. */
  readonly labels: readonly SampleInput[];
  readonly backgrounds: readonly SampleInput[];
}

/** Makes the samples of a recipe by their numbers, from 1, in any order. @internal */
export type SampleMaker = (sample: number, options: LongTaskOptions) => Promise<Sample>;

const PATCHES_PER_HEAD = 16;
const INSERTED_MICROBLEEDS = 5;

/**
 * A maker that keeps the head that it made last, so that the patches of one head take less. What a sample is depends on
 * the recipe and its number alone. @internal
 */
export function createSampleMaker(recipe: SampleRecipe): SampleMaker {
  if (recipe.kind === "insertion") return (sample, options) => insertedSample(recipe, sample, options);
  const isPatch = recipe.kind === "patch";
  const perHead = isPatch ? Math.max(1, Math.round(recipe.settings.patchesPerHead ?? PATCHES_PER_HEAD)) : 1;
  let last: { readonly number: number; readonly head: PreparedHead } | undefined;
  return async (sample, { signal }) => {
    const number = Math.floor((sample - 1) / perHead) + 1;
    if (last?.number !== number) last = { number, head: await headOf(recipe, number, { signal }) };
    const { seed, settings } = recipe;
    const { preset, protocol, microbleeds, mimics } = settings;
    const options = { seed, index: sample, head: last.head, preset, protocol, microbleeds, mimics, signal };
    const scan = isPatch
      ? await synthesizePatch({ ...options, sizeMm: settings.sizeMm })
      : await synthesizeHead(options);
    return sampleOf(scan, labelsOf(recipe, number)?.name);
  };
}

function labelsOf({ labels }: SampleRecipe, head: number): SampleInput | undefined {
  return labels[(head - 1) % Math.max(1, labels.length)];
}

/** Head 1, 2, … of a recipe: of the label maps in turn, each time turned and bent otherwise. */
async function headOf(recipe: SampleRecipe, number: number, options: LongTaskOptions): Promise<PreparedHead> {
  const rng = createRng(recipe.seed, "dataset head", number);
  const input = labelsOf(recipe, number);
  const seed = rng.at("head").uint32();
  const jitter = drawAnatomyJitter(rng.at("jitter"));
  const anatomy =
    input === undefined
      ? await generateAnatomy(seed, { headScale: recipe.settings.headScale, ...options })
      : await anatomyFromLabels(await input.load(options), { jitter, ...options });
  return prepareHead({ seed, anatomy, veins: veinsFor(recipe.settings), ...options });
}

function sampleOf({ image, magnitude, phase, truth, protocol }: SyntheticScan, source: string | undefined): Sample {
  return { contrast: protocol.contrast, image, magnitude, phase, ...truth, protocol, source };
}

async function insertedSample(recipe: SampleRecipe, sample: number, { signal }: LongTaskOptions): Promise<Sample> {
  const { backgrounds, labels, seed, settings, published } = recipe;
  const place = (sample - 1) % backgrounds.length;
  const { name, load } = backgrounds[place] as SampleInput;
  const { contrast = contrastOf(name), microbleeds, ...insertion } = settings.insertion ?? {};
  const volume = await load({ signal });
  const common = { seed, index: sample, labels: await labels[place]?.load({ signal }), signal };
  if (published) {
    return publishedSample(await insertPublishedMicrobleeds(volume, { ...common, count: microbleeds }), contrast, name);
  }
  const scan = contrast === "SWI" ? { swi: volume } : { magnitude: volume };
  const wanted = microbleeds ?? INSERTED_MICROBLEEDS;
  const inserted = await insertMicrobleeds(scan, { ...insertion, ...common, microbleeds: wanted });
  const image = inserted.swi ?? inserted.magnitude ?? volume;
  return { contrast, image, ...inserted.truth, protocol: inserted.protocol, source: name };
}

function publishedSample({ volume, truth }: PublishedScan, contrast: "GRE" | "SWI", source: string): Sample {
  const voxelMm3 = spacing(volume.affine).reduce((product, mm) => product * mm, 1);
  const objects = truth.microbleeds.map(({ id, centreMm, tissue, darkest, visibleVoxels }): ObjectTruth => {
    const apparentRadiusMm = Math.cbrt((3 * visibleVoxels * voxelMm3) / (4 * Math.PI));
    return {
      ...{ id, class: "microbleed", centreMm, tissue, visibleVoxels, apparentRadiusMm },
      // They are darkened voxels: what would make them so was never given.
      ...{ radiusMm: Number.NaN, susceptibilityPpm: Number.NaN, peakDepth: 1 - darkest, visible: visibleVoxels > 0 },
    };
  });
  return { contrast, image: volume, objects, visibleMask: truth.labels, source };
}

/** BIDS calls the image of an SWI `swi`. */
function contrastOf(name: string): "GRE" | "SWI" {
  return /(^|[_-])swi\.nii(\.gz)?$/i.test(name) ? "SWI" : "GRE";
}
