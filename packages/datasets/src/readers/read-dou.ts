import type { VoxelIndex } from "@cmb/core";
import { atPath } from "../at-path.js";
import type { DatasetFolder } from "../dataset-folder.js";
import type { Annotation, DatasetSubject, DatasetWarning, ReadDatasetOptions } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";
import { type MatMatrix, readMat } from "../tables/read-mat.js";
import { assertInside, fromOneBased } from "./centres.js";
import { type AnnotationContext, createSubject } from "./create-subject.js";
import { groupMatches, pickOne, requireOne } from "./pick-one.js";

const IMAGE = /(?:^|\/)nii\/([^/]+?)\.nii(?:\.gz)?$/;
const MAX_MAT_BYTES = 2 ** 26;

/**
 * The dataset of Dou et al. 2016: `nii/NN.nii` with the centres of microbleeds in `ground_truth/NN.mat`, variable `cen`,
 * one row of x, y, z for each, counted from 1; here they are counted from 0.
 *
 * @param folder - the unpacked dataset, or a folder above it
 * @param options - `signal`
 * @returns subjects in the order of their numbers as text, one at a time
 * @throws CmbError `INVALID_DATASET` when the folder holds no such image; `FILE_NOT_READABLE`
 * @see Dou et al. 2016, doi:10.1109/TMI.2016.2528129
 * @since 0.1.0
 */
export async function* readDou(
  folder: DatasetFolder,
  options: ReadDatasetOptions = {},
): AsyncGenerator<DatasetSubject> {
  const paths = await folder.list();
  for (const [id, images] of groupMatches("dou", paths, IMAGE)) {
    const plan = {
      dataset: "dou",
      id,
      patientUid: id,
      image: pickOne("dou", `image ${id}`, images),
      covariates: { sequence: "SWI", fieldStrengthT: 3, echoTimeMs: 24, site: "Hong Kong" },
      annotate: (context: AnnotationContext) => annotate(context, paths, id),
    } as const;
    yield await createSubject(folder, plan, options);
  }
}

async function annotate(
  { folder, info }: AnnotationContext,
  paths: readonly string[],
  id: string,
): Promise<Annotation> {
  const candidates = paths.filter((path) => `/${path}`.endsWith(`/ground_truth/${id}.mat`));
  const path = requireOne("dou", `table of centres of ${id}`, candidates);
  const matrices = await atPath(path, folder.read(path, { maxBytes: MAX_MAT_BYTES }).then(readMat));
  const matrix = matrices.find(({ name }) => name === "cen");
  if (matrix === undefined) {
    const names = matrices.map(({ name }) => name).join(", ") || "none";
    throw invalidDataset("dou", path, `${path} has no matrix "cen"; its matrices are: ${names}`);
  }
  const { centres, warnings } = toCentres(matrix, path);
  assertInside("dou", path, { centres, shape: info.shape });
  return { kind: "centres", centres, files: [path], notes: [], warnings };
}

function toCentres(
  { shape, data }: MatMatrix,
  path: string,
): { readonly centres: readonly VoxelIndex[]; readonly warnings: readonly DatasetWarning[] } {
  const [rows = 0, columns = 0] = shape;
  // MATLAB saves an empty matrix as 0 × 0.
  if (data.length > 0 && (shape.length !== 2 || columns !== 3)) {
    throw invalidDataset("dou", path, `"cen" in ${path} is of shape ${shape.join(" × ")}; it has to be N × 3`);
  }
  const count = data.length === 0 ? 0 : rows;
  const raw = Array.from({ length: count }, (_, row) => [0, 1, 2].map((axis) => data[row + axis * rows] ?? Number.NaN));
  const broken = raw.flat().filter((value) => !Number.isInteger(value)).length;
  const centres = raw.map((one) => fromOneBased(one.map(Math.round) as unknown as VoxelIndex));
  const message = `${path}: ${broken} coordinates are not whole; they were rounded`;
  return { centres, warnings: broken === 0 ? [] : [{ code: "CENTRES_ROUNDED", message }] };
}
