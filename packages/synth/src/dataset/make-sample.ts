import { createRng, type LabelMap, type LongTaskOptions, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { generateAnatomy } from "../anatomy/generate-anatomy.js";
import { anatomyFromLabels } from "../anatomy/labels/anatomy-from-labels.js";
import { drawAnatomyJitter } from "../anatomy/labels/anatomy-jitter.js";
import { insertMicrobleeds } from "../insertion/insert-microbleeds.js";
import type { InsertionProtocol } from "../insertion/insertion-scan.js";
import { insertPublishedMicrobleeds, type PublishedScan } from "../published/insert-published-microbleeds.js";
import { type PreparedHead, prepareHead, veinsFor } from "../scene/prepare-head.js";
import { synthesizeHead } from "../synthesize-head.js";
import { synthesizePatch } from "../synthesize-patch.js";

import type { ObjectTruth, SyntheticScan } from "../synthetic-scan.js";
import type { SampleProtocol } from "./bids-sidecar.js";
import type { DatasetSettings, SampleKind } from "./dataset-settings.js";
import type { KnownAcquisition } from "./known-acquisition.js";

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
  /** What was used, with what was drawn; none for the published microbleeds, which have no physics. */
  readonly protocol?: SampleProtocol | undefined;
  /** What is known of a real scan, from its sidecar or the settings. */
  readonly known?: KnownAcquisition | undefined;
  /** Samples with the same number share their anatomy: a generated head, a label map or a scan. From 1. */
  readonly head: number;
  /** Which of the inputs it was made of. */
  readonly source?: string | undefined;
}

/** A file that samples are made of. @internal */
export interface SampleInput {
  /** Its name, without its folder. */
  readonly name: string;
  readonly load: (options: LongTaskOptions) => Promise<Volume<VoxelArray>>;
  readonly acquisition?: KnownAcquisition | undefined;
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
    const place = (number - 1) % Math.max(1, recipe.labels.length);
    return sampleOf(scan, {
      source: recipe.labels[place]?.name,
      head: recipe.labels.length === 0 ? number : place + 1,
    });
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

function sampleOf(
  { image, magnitude, phase, truth, protocol }: SyntheticScan,
  origin: { readonly source: string | undefined; readonly head: number },
): Sample {
  return { contrast: protocol.contrast, image, magnitude, phase, ...truth, protocol, ...origin };
}

async function insertedSample(recipe: SampleRecipe, sample: number, { signal }: LongTaskOptions): Promise<Sample> {
  const { backgrounds, labels, seed, settings, published } = recipe;
  const place = (sample - 1) % backgrounds.length;
  const { name, load, acquisition } = backgrounds[place] as SampleInput;
  const { contrast = contrastOf(name), microbleeds, ...insertion } = settings.insertion ?? {};
  const volume = await load({ signal });
  const common = { seed, index: sample, labels: await labels[place]?.load({ signal }), signal };
  const origin = { source: name, head: place + 1 };
  if (published) {
    const made = publishedSample(await insertPublishedMicrobleeds(volume, { ...common, count: microbleeds }));
    return { ...made, ...origin, contrast, known: acquisition };
  }
  const scan = contrast === "SWI" ? { swi: volume } : { magnitude: volume };
  const wanted = microbleeds ?? INSERTED_MICROBLEEDS;
  const known = knownOf(acquisition, insertion);
  const inserted = await insertMicrobleeds(scan, { ...insertion, ...known, ...common, microbleeds: wanted });
  const image = inserted.swi ?? inserted.magnitude ?? volume;
  return { contrast, image, ...inserted.truth, protocol: inserted.protocol, known, ...origin };
}

/** What somebody has set goes before what a sidecar says. */
function knownOf(acquisition: KnownAcquisition | undefined, settings: InsertionProtocol): KnownAcquisition {
  return {
    echoTimeMs: settings.echoTimeMs ?? acquisition?.echoTimeMs,
    fieldStrengthT: settings.fieldStrengthT ?? acquisition?.fieldStrengthT,
    encoding: settings.encoding ?? acquisition?.encoding,
  };
}

function publishedSample({ volume, truth }: PublishedScan): Pick<Sample, "image" | "objects" | "visibleMask"> {
  const voxelMm3 = spacing(volume.affine).reduce((product, mm) => product * mm, 1);
  const objects = truth.microbleeds.map(({ id, centreMm, tissue, darkest, visibleVoxels }): ObjectTruth => {
    const apparentRadiusMm = Math.cbrt((3 * visibleVoxels * voxelMm3) / (4 * Math.PI));
    return {
      ...{ id, class: "microbleed", centreMm, tissue, visibleVoxels, apparentRadiusMm },
      // They are darkened voxels: what would make them so was never given.
      ...{ radiusMm: Number.NaN, susceptibilityPpm: Number.NaN, peakDepth: 1 - darkest, visible: visibleVoxels > 0 },
    };
  });
  return { image: volume, objects, visibleMask: truth.labels };
}

/** BIDS calls the image of an SWI `swi`. */
function contrastOf(name: string): "GRE" | "SWI" {
  return /(^|[_-])swi\.nii(\.gz)?$/i.test(name) ? "SWI" : "GRE";
}
