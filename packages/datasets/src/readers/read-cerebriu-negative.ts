import type { DatasetFolder } from "../dataset-folder.js";
import type { DatasetSubject, DatasetWarning, ReadDatasetOptions } from "../dataset-subject.js";
import { createSubject } from "./create-subject.js";
import { groupMatches, pickOne } from "./pick-one.js";

const IMAGE = /(?:^|\/)Data\/([^/]+)\/[^/]*_(?:SWI|T2S)_[^/]*\.nii(?:\.gz)?$/;

/**
 * CEREBRIU negatives: `Data/<uid>/*_<SEQ>_*.nii.gz`, where SEQ is SWI or T2S. Of several images of a study those whose name
 * contains "SWI" count, and then there has to be one; the others are not read, with a warning. Their reports do not mention microbleeds; nobody looked for them.
 *
 * @param folder - the dataset, or a folder above it
 * @param options - `signal`
 * @returns subjects in the order of their ids, one at a time
 * @throws CmbError `INVALID_DATASET` when the folder holds no such image; `FILE_NOT_READABLE`
 * @since 0.1.0
 */
export async function* readCerebriuNegative(
  folder: DatasetFolder,
  options: ReadDatasetOptions = {},
): AsyncGenerator<DatasetSubject> {
  for (const [id, images] of groupMatches("cerebriu-neg", await folder.list(), IMAGE)) {
    const names = images.map((path) => path.slice(path.lastIndexOf("/") + 1));
    const swi = images.filter((_, n) => names[n]?.includes("SWI"));
    const image = pickOne("cerebriu-neg", `image of ${id}`, images.length > 1 ? swi : images);
    const plan = {
      dataset: "cerebriu-neg",
      id,
      patientUid: id,
      image,
      warnings: typeof image === "string" ? unread(images, image) : [],
      covariates: { sequence: names.some((name) => name.includes("SWI")) ? "SWI" : "T2S" },
      annotate: async () => ({ kind: "none", files: [], notes: [], warnings: [] }) as const,
    } as const;
    yield await createSubject(folder, plan, options);
  }
}

function unread(images: readonly string[], image: string): readonly DatasetWarning[] {
  const others = images.filter((path) => path !== image);
  const message = `Of the ${images.length} images of the study ${image} counts, and ${others.join(", ")} is not read`;
  return others.length === 0 ? [] : [{ code: "OTHER_IMAGES_UNREAD", message }];
}
