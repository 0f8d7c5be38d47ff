import type { DatasetFolder } from "../dataset-folder.js";
import type { Annotation, DatasetSubject, ReadDatasetOptions } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";
import { contrastOf, isSusceptibilityWeighted } from "./bids-images.js";
import { type BidsName, isWithin, parseBidsName } from "./bids-name.js";
import { readSidecar } from "./bids-sidecar.js";
import { type AnnotationContext, createSubject } from "./create-subject.js";
import { loadLabels } from "./load-labels.js";
import { requireOne } from "./pick-one.js";

/**
 * A BIDS dataset: every magnitude image with the suffix `_T2starw`, `_MEGRE`, `_swi` or `_SWI`, or with `swi` in `acq` and a suffix such as
 * `_GRE`, of
 * any session, run and echo. Phase (`part-phase`), real and imaginary parts, and minimum-intensity projections (`_minIP`,
 * `_mIP`) are passed over: lesions are not marked on them.
 *
 * The lesions of an image are in the one `_mask` or `_dseg` image whose `desc` or `label` contains "cmb" and whose other
 * entities the image has too, beside it or under `derivatives/`; `_mask` counts by face-connected parts, `_dseg` by value.
 * Echo time, field strength and institution come from the JSON files, inherited as BIDS has it.
 *
 * @param folder - the folder with `dataset_description.json`
 * @param options - `signal`
 * @returns a subject for each image, in the order of their paths, one at a time
 * @throws CmbError `INVALID_DATASET` when the folder holds no such image; `FILE_NOT_READABLE`
 * @see https://bids-specification.readthedocs.io
 * @since 0.1.0
 */
export async function* readBids(
  folder: DatasetFolder,
  options: ReadDatasetOptions = {},
): AsyncGenerator<DatasetSubject> {
  const names = (await folder.list()).flatMap((path) => parseBidsName(path) ?? []);
  const images = names.filter((name) => contrastOf(name) === "magnitude" && name.entities.has("sub"));
  if (images.length === 0) {
    const message = `${folder.name} holds no T2*-weighted or susceptibility-weighted image with a BIDS name`;
    throw invalidDataset("bids", folder.name, message);
  }
  for (const image of images) {
    const { covariates, warnings } = await readSidecar(folder, image, names);
    const id = image.path.slice(image.path.lastIndexOf("/") + 1).replace(/\.nii(\.gz)?$/, "");
    const plan = {
      dataset: "bids",
      id,
      patientUid: `sub-${image.entities.get("sub")}`,
      variant: variantOf(image),
      image: image.path,
      covariates: {
        ...covariates,
        sequence: isSusceptibilityWeighted(image) ? "SWI" : "T2S",
        visit: image.entities.get("ses"),
      },
      warnings,
      annotate: (context: AnnotationContext) => annotate(context, { image, images, names }),
    } as const;
    yield await createSubject(folder, plan, options);
  }
}

/** The entities but subject and session, as one word. */
function variantOf({ entities }: BidsName): string | undefined {
  const own = [...entities].filter(([key]) => key !== "sub" && key !== "ses");
  return own.length === 0 ? undefined : own.map(([key, value]) => `${key}${value}`).join("");
}

interface Neighbours {
  readonly image: BidsName;
  readonly images: readonly BidsName[];
  readonly names: readonly BidsName[];
}

const OWN_ENTITIES = ["desc", "label", "part", "echo"];

async function annotate(context: AnnotationContext, { image, images, names }: Neighbours): Promise<Annotation> {
  const labels = names.filter((name) => isLesionImage(name) && isWithin(name, image, OWN_ENTITIES));
  // A mask of `acq-a` must not pass for one of `acq-b`, nor one that names neither for both.
  const own = labels.filter((name) => {
    const fitting = images.filter((other) => isWithin(name, other, OWN_ENTITIES));
    return fitting.every((other) => isWithin(image, other, ["part", "echo"]));
  });
  if (labels.length === 0) return { kind: "unknown", files: [], notes: [], warnings: [] };
  const path = requireOne(
    "bids",
    `lesion mask of ${image.path}`,
    own.map((name) => name.path),
  );
  const lesions = names.find((name) => name.path === path)?.suffix === "dseg" ? "values" : "components";
  return loadLabels(context, { dataset: "bids", path, lesions });
}

function isLesionImage({ suffix, entities, extension }: BidsName): boolean {
  const isNamed = [entities.get("desc"), entities.get("label")].some((value) => /cmb|microbleed/i.test(value ?? ""));
  return isNamed && extension.startsWith("nii") && (suffix === "mask" || suffix === "dseg");
}
