import {
  type Components,
  connectedComponents,
  type LabelMap,
  type LongTaskOptions,
  type Mask,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
  voxelToWorld,
} from "@cmb/core";
import type { NiftiImage } from "@cmb/io";
import {
  type CorrectedRadius,
  type LesionRow,
  lesionTable,
  type Recipe,
  type RecipeProvenance,
  runRecipe,
} from "@cmb/preprocess";
import type { Annotation, DatasetSubject } from "../dataset-subject.js";
import { annotationLabels } from "./annotation-labels.js";
import { brainModel, type GivenBrainMask } from "./brain-mask.js";
import type { SubjectRadiusFixes } from "./radius-fixes-of.js";

/** The code of the warning about a corrected radius that changed nothing. */
export const RADIUS_FIX_UNUSED = "RADIUS_FIX_UNUSED";

/** A series in standard form. @since 0.1.0 */
export interface StandardizedSubject {
  /** As it was read. */
  readonly image: NiftiImage;
  readonly annotation: Annotation;
  /** What the annotation says, as labels on the grid of `image`; `undefined` where it says nothing. */
  readonly reference: { readonly labels: LabelMap; readonly count: number } | undefined;
  /** By the recipe. */
  readonly standard: Volume<VoxelArray>;
  /** 1…count lesions by face neighbours, on the grid of `standard`; `undefined` where nothing is said about lesions. */
  readonly labels: LabelMap | undefined;
  /** The lesions of `labels`; a recipe can leave some out of the table, as the published one does with single voxels. */
  readonly lesions: readonly LesionRow[];
  readonly brain: Mask | undefined;
  readonly provenance: RecipeProvenance;
  /** Of the files, of the reader, and about lesions that were lost or joined on the way. */
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** What {@link standardizeSubject} can be given besides. @since 0.1.0 */
export interface StandardizeSubjectOptions extends LongTaskOptions {
  /** Where it was loaded already. */
  readonly annotation?: Annotation | undefined;
  /**
   * Radii that were corrected by hand, by a voxel of the image as it was read: they take the place of those that the
   * recipe's `drawSpheres` steps measure.
   */
  readonly correctedRadii?: SubjectRadiusFixes["correctedRadii"] | undefined;
  /** For the `brainMask` step of the recipe, in place of the classical mask. */
  readonly brainMask?: GivenBrainMask | undefined;
}

/**
 * One series by a recipe: image and lesions go through the same steps.
 *
 * @param subject - from a reader
 * @param recipe - from {@link standardRecipe}, or another
 * @param options - see {@link StandardizeSubjectOptions}
 * @returns the image, its lesions and how they came about
 * @throws CmbError all that loading the image, its annotation and `runRecipe` throw, `VOLUME_INDEX_REQUIRED` for a 4-D image
 * among it; `SHAPE_MISMATCH`, `EMPTY_VOLUME` and `INVALID_DATASET` for a brain mask that is empty or lies elsewhere than the
 * image; the signal's reason when it was stopped
 * @since 0.1.0
 */
export async function standardizeSubject(
  subject: DatasetSubject,
  recipe: Recipe,
  options: StandardizeSubjectOptions = {},
): Promise<StandardizedSubject> {
  const { signal, onProgress, brainMask, correctedRadii = [] } = options;
  const image = await subject.loadImage({ signal });
  const annotation = options.annotation ?? (await subject.loadAnnotation({ signal }));
  const reference = annotationLabels(annotation, image.volume);
  const input = { image: image.volume, ...(reference === undefined ? {} : { labels: reference.labels }) };
  const regionModel = brainMask && brainModel(brainMask, image.volume, subject.dataset);
  const corrected = withRadii(recipe, correctedRadii, image.volume);
  const result = await runRecipe(input, corrected, { signal, onProgress, regionModel });
  const found = result.labels && connectedComponents(result.labels, { connectivity: 6 });
  const lesions = found === undefined ? [] : lesionsOf(found, recipe, result.lesions);
  const before = reference?.count ?? 0;
  const unused = correctedRadii.filter((_, n) => isUnused(result.provenance, n));
  const message = `${before} lesions went in and ${lesions.length} came out`;
  return {
    image,
    annotation,
    reference,
    standard: result.image,
    labels: found?.labels,
    lesions,
    brain: result.brain,
    provenance: result.provenance,
    warnings: [
      ...subject.warnings,
      ...annotation.warnings,
      ...image.warnings,
      ...unused.map(({ voxel }) => ({ code: RADIUS_FIX_UNUSED, message: unusedMessage(voxel) })),
      ...(found !== undefined && before !== lesions.length ? [{ code: "LESION_COUNT_CHANGED", message }] : []),
    ],
  };
}

/** The recipe for one series; places in the world, since a recipe may turn the image before it draws. */
function withRadii(
  recipe: Recipe,
  corrected: SubjectRadiusFixes["correctedRadii"],
  { affine }: Volume<VoxelArray>,
): Recipe {
  if (corrected.length === 0) return recipe;
  const correctedRadii = corrected.map(
    ({ voxel, radiusMm }) => [...voxelToWorld(affine, voxel), radiusMm] as CorrectedRadius,
  );
  const steps = recipe.steps.map((step) => (step.step === "drawSpheres" ? { ...step, correctedRadii } : step));
  return { ...recipe, steps };
}

/** Whether no step drew a ball of the `n`-th corrected radius. */
function isUnused({ steps }: RecipeProvenance, n: number): boolean {
  return steps.every(({ step, ...facts }) => {
    const unused = facts["unusedRadii"];
    return step !== "drawSpheres" || !Array.isArray(unused) || unused.includes(n);
  });
}

function unusedMessage(voxel: VoxelIndex): string {
  return `No ball was drawn by the radius fix at voxel ${voxel.join(", ")}: no lesion is there, it has one already, or the recipe draws none`;
}

/** A `clean` step has measured the lesions as the recipe wants it; else they are measured here. */
function lesionsOf(
  found: Components,
  { steps }: Recipe,
  listed: readonly LesionRow[] | undefined,
): readonly LesionRow[] {
  return listed !== undefined && steps.some(({ step }) => step === "clean") ? listed : lesionTable(found);
}
