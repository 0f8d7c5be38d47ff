import {
  type Components,
  type Connectivity,
  composeAffines,
  connectedComponents,
  invertAffine,
  spacing,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
  voxelToWorld,
} from "@cmb/core";
import { type CleanLesionsOptions, cleanLesionsSteps } from "../../masks/clean-lesions.js";
import { growLesion } from "../../masks/grow-lesion.js";
import { growWithAutomaticTolerance } from "../../masks/grow-with-automatic-tolerance.js";
import { growthLimits } from "../../masks/growth-limits.js";
import { growthSchedule } from "../../masks/growth-schedule.js";
import { type LesionTableOptions, lesionTable } from "../../masks/lesion-table.js";
import { type PruneOptions, pruneLesionsSteps } from "../../masks/prune-lesions.js";
import { sphereVoxels } from "../../masks/sphere-voxels.js";
import { type SplitOptions, splitByDistance } from "../../masks/split-by-distance.js";
import { voxelAt } from "../../masks/voxel-box.js";
import { runInTurns } from "../../work-steps.js";
import { zeroOrOne } from "../../zero-or-one.js";
import { listOf, number, oneOf, optional, type Parameter, wholeNumber } from "../parameter.js";
import {
  asLabelMap,
  type RecipeState,
  type RecipeTools,
  type StepDefinition,
  type StepOutcome,
  skipped,
} from "../recipe-state.js";
import { applyRadii, type CorrectedRadius, seedPoints } from "./corrected-radii.js";

/** What one lesion is. @since 0.1.0 */
export interface LesionRule {
  /** `"components"`: connected voxels that are not 0; `"values"`: all voxels of one number. */
  readonly by: "components" | "values";
  /** Of `"components"`; 6 unless given. */
  readonly connectivity?: Connectivity | undefined;
}

/** Turns the labels into one number for each lesion. @since 0.1.0 */
export interface LabelLesionsStep extends LesionRule {
  readonly step: "labelLesions";
}

/** Turns one number for each lesion back into 0 and 1. @since 0.1.0 */
export interface MergeLabelsStep {
  readonly step: "mergeLabels";
}

/** Splits labels into lesions by distance; see {@link splitByDistance}. @since 0.1.0 */
export interface SplitLabelsStep extends SplitOptions {
  readonly step: "splitLabels";
}

/** Grows each lesion from its voxels on the image; see {@link growLesion}. Where two meet, the first keeps its voxels. @since 0.1.0 */
export interface GrowLabelsStep {
  readonly step: "growLabels";
  /** `"point"`: the best of eight ways; `"weakLabels"`: one way and coarser tolerances, for drawn clusters. */
  readonly rule: "point" | "weakLabels";
  /** Of `"point"`: the neighbourhood that wins a tie; 6 unless given. */
  readonly firstConnectivity?: 6 | 26 | undefined;
}

/** Puts a ball in the place of each lesion; see {@link sphereVoxels}. @since 0.1.0 */
export interface DrawSpheresStep {
  readonly step: "drawSpheres";
  /** `"mm"`: of a ball of the lesion's volume; `"voxelsAsMm"`: of as many voxels, in voxels, read as mm, as published. */
  readonly radius: "mm" | "voxelsAsMm";
  /** The radius is multiplied by this; 1 unless given; 0.5 as published for DOU, 0.3 for five scans of RODEJA. */
  readonly radiusFactor?: number | undefined;
  /** Radii above the first number become the second, after the factor; `[3, 1]` as published for sMOMENI. */
  readonly oversized?: readonly [aboveMm: number, becomesMm: number] | undefined;
  /**
   * Radii that take the place of measured ones, neither multiplied nor limited: of the lesion that a `growLabels` step grew
   * from the voxel at a place, or else of the one that holds it.
   */
  readonly correctedRadii?: readonly CorrectedRadius[] | undefined;
  /** See `SphereOptions`. */
  readonly dilateUpToVoxels?: number | undefined;
  /** See {@link LesionTableOptions}. */
  readonly centres?: LesionTableOptions["centres"];
}

/** Notes where the lesions are, for a later `prune` and for the report; the labels stay as they are. @since 0.1.0 */
export interface ListLesionsStep extends LesionRule, Pick<LesionTableOptions, "centres"> {
  readonly step: "listLesions";
}

/** Keeps the lesions at the noted places; see {@link pruneLesions}. @since 0.1.0 */
export interface PruneStep extends PruneOptions {
  readonly step: "prune";
}

/** Cleans the labels; see {@link cleanLesions}. @since 0.1.0 */
export interface CleanStep extends CleanLesionsOptions {
  readonly step: "clean";
}

const NO_LABELS = "no labels were given";
const BY = oneOf("components", "values");
const CENTRES: Parameter = optional(oneOf("exact", "truncated"));
const CORRECTED_RADII: Parameter = {
  wants: "a list of lists of four numbers: x, y, z and a radius above 0",
  accepts: (value) =>
    Array.isArray(value) && value.every((item) => listOf(number(), 4).accepts(item) && Number(item[3]) > 0),
  optional: true,
};
const CONNECTIVITY: Parameter = {
  wants: "6, 18 or 26",
  accepts: (value) => value === 6 || value === 18 || value === 26,
  optional: true,
};

export const labelLesionsStep: StepDefinition<LabelLesionsStep> = {
  parameters: { by: BY, connectivity: CONNECTIVITY },
  run: (state, step) => {
    if (state.labels === undefined) return skipped(state, NO_LABELS);
    return withLesions(state, lesionsOf(state.labels, step));
  },
};

export const mergeLabelsStep: StepDefinition<MergeLabelsStep> = {
  parameters: {},
  run: (state) => {
    if (state.labels === undefined) return skipped(state, NO_LABELS);
    return { state: relabelled(state, { ...state.labels, data: zeroOrOne(state.labels.data) }), facts: {} };
  },
};

export const splitLabelsStep: StepDefinition<SplitLabelsStep> = {
  parameters: { cutMm: number({ above: 0 }), unit: optional(oneOf("mm", "published")) },
  run: (state, step) => {
    if (state.labels === undefined) return skipped(state, NO_LABELS);
    return withLesions(state, splitByDistance(state.labels, step));
  },
};

export const growLabelsStep: StepDefinition<GrowLabelsStep> = {
  parameters: {
    rule: oneOf("point", "weakLabels"),
    firstConnectivity: { wants: "6 or 26", accepts: (value) => value === 6 || value === 26, optional: true },
  },
  run: async (state, step, tools) => {
    if (state.labels === undefined) return skipped(state, NO_LABELS);
    const before = asLabelMap(state.labels);
    const data = new Uint32Array(before.labels.data.length);
    const seedsOfAll = seedsOf(before);
    for (const [n, seeds] of seedsOfAll.entries()) {
      if (seeds.length === 0) continue;
      const { voxels } = await grownLesion(state, seeds, { step, tools });
      for (const v of voxels) if (data[v] === 0) data[v] = n + 1;
    }
    const grown = withLesions(state, { labels: { ...before.labels, data }, count: before.count });
    return { ...grown, state: { ...grown.state, seeds: seedPoints(state.labels, seedsOfAll) } };
  },
};

/** The voxels of each label, in the order of a scan. */
function seedsOf({ labels, count }: Components): readonly (readonly VoxelIndex[])[] {
  const seeds = Array.from({ length: count }, (): VoxelIndex[] => []);
  for (let v = 0; v < labels.data.length; v++) {
    const label = labels.data[v] as number;
    if (label !== 0) seeds[label - 1]?.push(voxelAt(v, labels.shape));
  }
  return seeds;
}

async function grownLesion(
  { image }: RecipeState,
  seeds: readonly VoxelIndex[],
  { step, tools }: { readonly step: GrowLabelsStep; readonly tools: RecipeTools },
): Promise<{ readonly voxels: Uint32Array }> {
  const limits = growthLimits(spacing(image.affine));
  const { signal } = tools;
  if (step.rule === "point") {
    return growLesion(image, seeds, { ...limits, firstConnectivity: step.firstConnectivity, signal });
  }
  return growWithAutomaticTolerance(image, seeds, {
    ...limits,
    connectivity: 6,
    reference: "point",
    difference: "normal",
    tolerances: growthSchedule("weakLabels"),
    signal,
  });
}

export const drawSpheresStep: StepDefinition<DrawSpheresStep> = {
  parameters: {
    radius: oneOf("mm", "voxelsAsMm"),
    radiusFactor: optional(number({ above: 0 })),
    oversized: optional(listOf(number({ above: 0 }), 2)),
    correctedRadii: CORRECTED_RADII,
    dilateUpToVoxels: optional(wholeNumber(0)),
    centres: CENTRES,
  },
  run: (state, { radius, radiusFactor = 1, oversized, correctedRadii, dilateUpToVoxels, centres }) => {
    if (state.labels === undefined) return skipped(state, NO_LABELS);
    const before = asLabelMap(state.labels);
    const data = new Uint32Array(before.labels.data.length);
    const rows = lesionTable(before, { centres });
    const corrected = applyRadii(before.labels, correctedRadii ?? [], { rows, seeds: state.seeds ?? [] });
    for (const row of rows) {
      const measuredMm = radiusFactor * (radius === "mm" ? row.radiusMm : row.radiusVoxels);
      const limitedMm = oversized !== undefined && measuredMm > oversized[0] ? oversized[1] : measuredMm;
      const radiusMm = corrected.radiiMm.get(row.label) ?? limitedMm;
      const { voxels } = sphereVoxels(state.labels, row.centreVoxel, { radiusMm, dilateUpToVoxels });
      for (const v of voxels) if (data[v] === 0) data[v] = row.label;
    }
    const drawn = withLesions(state, { labels: { ...before.labels, data }, count: before.count });
    const facts = { correctedRadii: corrected.radiiMm.size, unusedRadii: corrected.unused };
    return correctedRadii === undefined ? drawn : { ...drawn, facts: { ...drawn.facts, ...facts } };
  },
};

export const listLesionsStep: StepDefinition<ListLesionsStep> = {
  parameters: { by: BY, connectivity: CONNECTIVITY, centres: CENTRES },
  run: (state, step) => {
    if (state.labels === undefined) return skipped(state, NO_LABELS);
    const rows = lesionTable(lesionsOf(state.labels, step), step);
    const listed = { centres: rows, affine: state.labels.affine };
    return { state: { ...state, listed, lesions: rows }, facts: { lesions: rows.length } };
  },
};

export const pruneStep: StepDefinition<PruneStep> = {
  parameters: {
    radiusVoxels: optional(number({ minimum: 0 })),
    connectivity: CONNECTIVITY,
    centres: optional(oneOf("nearest", "truncated")),
    atEdge: optional(oneOf("cut", "displaced")),
  },
  needs: () => ["listLesions"],
  run: async (state, step, tools) => {
    const { labels, listed } = state;
    if (labels === undefined || listed === undefined) return skipped(state, NO_LABELS);
    const toHere = composeAffines(invertAffine(labels.affine), listed.affine);
    const centres = listed.centres.map(({ centreVoxel }) => voxelToWorld(toHere, centreVoxel));
    const { mask, ...facts } = await runInTurns(pruneLesionsSteps(labels, centres, step), "prune", tools);
    return { state: relabelled(state, mask), facts };
  },
};

export const cleanStep: StepDefinition<CleanStep> = {
  parameters: {
    background: optional(oneOf("zero", "majority")),
    closingSteps: optional(wholeNumber(0)),
    minimumVoxels: optional(wholeNumber(0)),
    maximumVoxels: optional(wholeNumber(1)),
    tableMinimumVoxels: optional(wholeNumber(0)),
    overlap: optional(oneOf("union", "sum")),
    beyondGrid: optional(oneOf("unknown", "background")),
    centres: CENTRES,
  },
  run: async (state, step, tools) => {
    if (state.labels === undefined) return skipped(state, NO_LABELS);
    const cleaned = await runInTurns(cleanLesionsSteps(state.labels, step), "clean", tools);
    const { mask, labels: _, lesions, ...facts } = cleaned;
    return { state: { ...relabelled(state, mask), lesions }, facts: { ...facts, lesions: lesions.length } };
  },
};

function lesionsOf(labels: Volume<VoxelArray>, { by, connectivity = 6 }: LesionRule): Components {
  return by === "values" ? asLabelMap(labels) : connectedComponents(labels, { connectivity });
}

function withLesions(state: RecipeState, { labels, count }: Components): StepOutcome {
  return { state: relabelled(state, labels), facts: { lesions: count } };
}

/** With other labels, whose numbers are not those of the seeds. */
function relabelled(state: RecipeState, labels: Volume<VoxelArray>): RecipeState {
  return { ...state, labels, seeds: undefined };
}
