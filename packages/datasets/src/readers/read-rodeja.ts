import type { DatasetFolder } from "../dataset-folder.js";
import type { DatasetSubject, ReadDatasetOptions } from "../dataset-subject.js";
import { type AnnotationContext, createSubject } from "./create-subject.js";
import { loadLabels } from "./load-labels.js";
import { groupMatches, pickOne, requireOne } from "./pick-one.js";

const IMAGE = /(?:^|\/)cmb_annotations\/(?:cph_annotated|cph_annotated_mip)\/images\/([^/]+?)\.nii(?:\.gz)?$/;

/**
 * RODEJA: `cmb_annotations/{cph_annotated,cph_annotated_mip}/images/<id>.nii.gz` with a mask
 * `cmb_annotations/Annotations/<folder>/<id>mask.nii` in which each microbleed has a label of its own. Exactly one image and
 * one mask have to match an id.
 *
 * @param folder - the dataset, or a folder above it
 * @param options - `signal`
 * @returns subjects in the order of their ids, one at a time
 * @throws CmbError `INVALID_DATASET` when the folder holds no such image; `FILE_NOT_READABLE`
 * @since 0.1.0
 */
export async function* readRodeja(
  folder: DatasetFolder,
  options: ReadDatasetOptions = {},
): AsyncGenerator<DatasetSubject> {
  const paths = await folder.list();
  for (const [id, images] of groupMatches("rodeja", paths, IMAGE)) {
    const plan = {
      dataset: "rodeja",
      id,
      patientUid: id,
      image: pickOne("rodeja", `image ${id}`, images),
      covariates: { sequence: "SWI", site: "Copenhagen" },
      annotate: (context: AnnotationContext) => {
        const path = requireOne("rodeja", `mask of ${id}`, paths.filter(isMaskOf(id)));
        return loadLabels(context, { dataset: "rodeja", path, lesions: "values" });
      },
    } as const;
    yield await createSubject(folder, plan, options);
  }
}

function isMaskOf(id: string): (path: string) => boolean {
  return (path) => {
    const [, name] = /(?:^|\/)cmb_annotations\/Annotations\/[^/]+\/([^/]+)mask\.nii(?:\.gz)?$/.exec(path) ?? [];
    return name === id;
  };
}
