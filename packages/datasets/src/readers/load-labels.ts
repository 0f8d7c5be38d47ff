import { assertSamePlace, connectedComponents, isCmbError, type LabelMap, type Mask, type VoxelArray } from "@cmb/core";
import type { NiftiImage } from "@cmb/io";
import { fillHoles } from "@cmb/preprocess";
import type { Annotation, DatasetName, DatasetWarning } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";
import type { AnnotationContext } from "./create-subject.js";

/** Where lesions are marked and how they are told apart. */
export interface LabelSource {
  readonly dataset: DatasetName;
  readonly path: string;
  /** `"components"`: face-connected parts of a binary mask, holes filled; `"values"`: each value is a lesion. */
  readonly lesions: "components" | "values";
}

/**
 * The lesions that an image of labels marks.
 *
 * @throws CmbError `SHAPE_MISMATCH` when it has another grid than the scan, or lies more than half a voxel from it; `INVALID_DATASET` for values that are no
 * labels; all that `loadNifti` throws
 */
export async function loadLabels(context: AnnotationContext, source: LabelSource): Promise<Annotation> {
  const { path, lesions } = source;
  const { image, warnings: apart } = await loadLabelImage(context, source);
  const values = labelValues(image, source);
  const found = lesions === "components" ? components(image, values) : byValue(image, values);
  const several = lesions === "components" ? [...values.keys()] : [];
  const message = `${path} holds the values ${several.join(", ")} where 0 and one other are expected; all count as lesion`;
  const warnings: DatasetWarning[] = several.length > 1 ? [{ code: "MASK_NOT_BINARY", message }] : [];
  return { kind: "mask", ...found, files: [path], notes: [], warnings: [...apart, ...warnings] };
}

/** What writers round away of an affine; a corner that is farther off is worth a warning. */
const ROUNDING_MM = 0.01;

/** An image of labels with the affine of the scan, and a warning where its own was another within half a voxel. */
export async function loadLabelImage(
  context: AnnotationContext,
  { path }: LabelSource,
): Promise<{ readonly image: NiftiImage; readonly warnings: readonly DatasetWarning[] }> {
  const { folder, imagePath, info, signal } = context;
  const image = await folder.loadImage(path, { signal });
  const operation = `the labels ${path} of ${imagePath}`;
  assertSamePlace(operation, info, image.volume);
  const volume = { ...image.volume, affine: info.affine };
  return { image: { ...image, affine: info.affine, volume }, warnings: apartWarnings(operation, info, image.volume) };
}

type Grid = Parameters<typeof assertSamePlace>[1];

function apartWarnings(operation: string, scan: Grid, labels: Grid): readonly DatasetWarning[] {
  try {
    assertSamePlace(operation, scan, labels, { toleranceMm: ROUNDING_MM });
    return [];
  } catch (error) {
    if (!isCmbError(error, "SHAPE_MISMATCH")) throw error;
    return [{ code: "AFFINE_DIFFERS", message: `${error.message}; the labels were taken to lie where the scan does` }];
  }
}

/** The values other than 0 in ascending order, each with the label that it gets, from 1; NaN counts as 0. */
export function labelValues(image: NiftiImage, { dataset, path }: LabelSource): ReadonlyMap<number, number> {
  const values = new Set<number>(image.volume.data as Iterable<number>);
  const labels = [...values].filter((value) => value !== 0 && !Number.isNaN(value)).sort((a, b) => a - b);
  const broken = labels.find((value) => !(value > 0 && Number.isFinite(value)));
  if (broken !== undefined) {
    throw invalidDataset(dataset, path, `${path} holds the value ${broken}; labels are 0 or more`);
  }
  return new Map(labels.map((value, n) => [value, n + 1]));
}

interface Found {
  readonly labels: LabelMap;
  readonly count: number;
}

function components(image: NiftiImage, values: ReadonlyMap<number, number>): Found {
  const { shape, affine } = image.volume;
  const data = Uint8Array.from(image.volume.data as ArrayLike<number>, (value) => (values.has(value) ? 1 : 0));
  const mask: Mask = fillHoles({ data, shape, affine }, { within: "volume" });
  return connectedComponents(mask, { connectivity: 6 });
}

function byValue(image: NiftiImage, values: ReadonlyMap<number, number>): Found {
  const whole = [...values.keys()].every(Number.isInteger);
  // Labels that were resampled by interpolation tell nothing apart any more.
  if (!whole) return components(image, values);
  const { shape, affine } = image.volume;
  const voxels: VoxelArray = image.volume.data;
  const data = Uint32Array.from(voxels as ArrayLike<number>, (value) => values.get(value) ?? 0);
  return { labels: { data, shape, affine }, count: values.size };
}
