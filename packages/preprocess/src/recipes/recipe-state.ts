import {
  CmbError,
  type LabelMap,
  type LongTaskOptions,
  type Mask,
  type Volume,
  type VoxelArray,
  type WorldPoint,
} from "@cmb/core";
import type { LesionRow } from "../masks/lesion-table.js";
import type { ParameterTable } from "./parameter.js";
import type { RegionModel } from "./region-model.js";

/** Everything that goes through a recipe together; all on one grid. */
export interface RecipeState {
  readonly image: Volume<VoxelArray>;
  /** Whether nobody but the recipe has the image's memory, so that a step may write into it. */
  readonly ownsImage?: boolean | undefined;
  readonly labels: Volume<VoxelArray> | undefined;
  readonly brain: Mask | undefined;
  readonly regions: Volume<VoxelArray> | undefined;
  /** The lesions as a `listLesions` or a `clean` step last found them. */
  readonly lesions: readonly LesionRow[] | undefined;
  /** Where a `listLesions` step found lesions. */
  readonly listed: ListedLesions | undefined;
  /** What the lesions of `labels` were grown from; `undefined` where `labels` are no longer those. */
  readonly seeds?: readonly LesionSeed[] | undefined;
}

/** A voxel that a lesion was grown from. */
export interface LesionSeed {
  readonly label: number;
  readonly world: WorldPoint;
}

/** Centres on the grid that they were found on: later steps map them from there. */
export interface ListedLesions {
  readonly centres: readonly LesionRow[];
  readonly affine: Volume["affine"];
}

/** What a step may use besides the state. */
export interface RecipeTools extends LongTaskOptions {
  readonly regionModel: RegionModel | undefined;
  readonly correctBias: BiasCorrection | undefined;
}

/**
 * A correction of the bias field that this package does not have, such as N4. It gets the brain mask where a step has
 * made one, and returns the corrected image on the same grid.
 *
 * @since 0.1.0
 */
export interface BiasCorrection {
  /** What provenance calls it, with its version. */
  readonly id: string;
  /** Gives the corrected image on the grid of the one it gets. */
  readonly correct: (
    volume: Volume<VoxelArray>,
    mask: Mask | undefined,
    options: LongTaskOptions,
  ) => Promise<Volume<VoxelArray>>;
}

/** What a step found out, as JSON. @since 0.1.0 */
export type StepFacts = Readonly<Record<string, unknown>>;

/** The state after a step, and what it found out. */
export interface StepOutcome {
  readonly state: RecipeState;
  readonly facts: StepFacts;
}

/** What must have happened before a step: a `brainMask`, or a `listLesions`. */
export type Precondition = "brainMask" | "listLesions";

/** One kind of step. */
export interface StepDefinition<S extends { readonly step: string }> {
  readonly parameters: ParameterTable<S>;
  /** What parameters that are right by themselves must be together; `undefined` where they are. */
  readonly check?: ((step: S) => { readonly parameter: string; readonly wants: string } | undefined) | undefined;
  /** The steps that this one needs before it; none unless given. */
  readonly needs?: ((step: S) => readonly Precondition[]) | undefined;
  readonly run: (state: RecipeState, step: S, tools: RecipeTools) => StepOutcome | Promise<StepOutcome>;
}

/** Applies one function to every volume of a state, and another to the image where one is given. */
export function mapVolumes(
  state: RecipeState,
  map: <D extends VoxelArray>(volume: Volume<D>) => Volume<D>,
  mapImage: (image: Volume<VoxelArray>) => Volume<VoxelArray> = map,
): RecipeState {
  const mapped = <D extends VoxelArray>(volume: Volume<D> | undefined): Volume<D> | undefined =>
    volume === undefined ? undefined : map(volume);
  const brain = mapped(state.brain);
  return {
    ...state,
    image: mapImage(state.image),
    labels: mapped(state.labels),
    brain,
    regions: regionsAreBrain(state) ? brain : mapped(state.regions),
  };
}

/** A region model that knows the brain alone gives it as its labels too: what is made of it is made once. */
export function regionsAreBrain({ brain, regions }: RecipeState): boolean {
  return brain !== undefined && brain.data === regions?.data;
}

/** More lesions than any scan has; labels beyond are something else, such as intensities. */
const MOST_LABELS = 100_000;

/**
 * The lesions of an instance image and how many there are.
 *
 * @throws CmbError `OUT_OF_RANGE` when a label is no whole number from 0 to 100 000
 */
export function asLabelMap(labels: Volume<VoxelArray>): { readonly labels: LabelMap; readonly count: number } {
  const data = new Uint32Array(labels.data.length);
  let count = 0;
  for (let v = 0; v < data.length; v++) {
    const label = labels.data[v] as number;
    if (!(label >= 0 && label <= MOST_LABELS && Number.isInteger(label))) throw noLabel(label);
    data[v] = label;
    if (label > count) count = label;
  }
  return { labels: { data, shape: labels.shape, affine: labels.affine }, count };
}

function noLabel(label: number): CmbError<"OUT_OF_RANGE"> {
  const message = `the labels hold ${label}; give whole numbers from 0 to ${MOST_LABELS}, one for each lesion`;
  return new CmbError("OUT_OF_RANGE", message, { name: "labels", value: label, minimum: 0, maximum: MOST_LABELS });
}

/** The facts of a step that had nothing to do. */
export function skipped(state: RecipeState, why: string): StepOutcome {
  return { state, facts: { skipped: why } };
}
