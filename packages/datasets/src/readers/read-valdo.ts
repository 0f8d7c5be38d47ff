import { spacing } from "@cmb/core";
import type { NiftiInfo } from "@cmb/io";
import type { DatasetFolder } from "../dataset-folder.js";
import type { Annotation, DatasetSubject, ReadDatasetOptions } from "../dataset-subject.js";
import { type Acquisition, type AnnotationContext, createSubject } from "./create-subject.js";
import { loadLabels } from "./load-labels.js";
import { groupMatches, pickOne, requireOne } from "./pick-one.js";

const IMAGE = /(?:^|\/)sub-([^/_]+)\/sub-\1_space-T2S_desc-masked_T2S\.nii(?:\.gz)?$/;

/**
 * VALDO 2021, task 2: `sub-<n>/sub-<n>_space-T2S_desc-masked_T2S.nii.gz` with the binary mask
 * `sub-<n>_space-T2S_CMB.nii.gz` beside it. T1 and T2 are not looked at. Holes in the mask are filled; its face-connected
 * parts are the lesions. Site, field strength and echo time follow from the voxel size where it tells the sites apart.
 *
 * @param folder - the unpacked training set, or a folder above it
 * @param options - `signal`
 * @returns subjects in the order of their numbers as text, one at a time
 * @throws CmbError `INVALID_DATASET` when the folder holds no such image; `FILE_NOT_READABLE`
 * @since 0.1.0
 */
export async function* readValdo(
  folder: DatasetFolder,
  options: ReadDatasetOptions = {},
): AsyncGenerator<DatasetSubject> {
  const paths = await folder.list();
  for (const [number, images] of groupMatches("valdo", paths, IMAGE)) {
    const plan = {
      dataset: "valdo",
      id: `sub-${number}`,
      stem: number,
      patientUid: `${number}val`,
      image: pickOne("valdo", `image of sub-${number}`, images),
      covariates: { sequence: "T2S" },
      acquisitionOf,
      annotate: (context: AnnotationContext) => annotate(context, paths, number),
    } as const;
    yield await createSubject(folder, plan, options);
  }
}

/** By the published acquisitions: Rotterdam has thin slices, London fine pixels; the others are of London or Barcelona. */
function acquisitionOf({ affine }: NiftiInfo): Acquisition {
  const [inPlaneMm, , sliceMm] = spacing(affine);
  if (sliceMm < 1) return { site: "Rotterdam", fieldStrengthT: 1.5, echoTimeMs: 31 };
  if (inPlaneMm < 0.5) return { site: "London", fieldStrengthT: 3, echoTimeMs: 21 };
  return { site: undefined, fieldStrengthT: 3, echoTimeMs: undefined };
}

async function annotate(context: AnnotationContext, paths: readonly string[], number: string): Promise<Annotation> {
  const own = context.imagePath.replace(/[^/]*$/, "");
  const masks = paths.filter((path) => /^sub-[^/]+_space-T2S_CMB\.nii(\.gz)?$/.test(path.slice(own.length)));
  const path = requireOne(
    "valdo",
    `mask of sub-${number}`,
    masks.filter((mask) => mask.startsWith(own)),
  );
  return loadLabels(context, { dataset: "valdo", path, lesions: "components" });
}
