import type { DatasetSubject } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";
import { type BidsName, parseBidsName } from "../readers/bids-name.js";

/** Where the files of a series go, relative to the output folder. */
export interface StandardNames {
  /** The image as it was read, and what is known about it. */
  readonly raw: string;
  readonly rawJson: string;
  /** What the dataset says about lesions, on the grid of the raw image. */
  readonly reference: string;
  readonly referenceJson: string;
  readonly standard: string;
  readonly labels: string;
  readonly labelsJson: string;
  readonly brain: string;
  readonly brainJson: string;
  readonly centres: string;
  readonly pictures: string;
  /** Written last: where it is, all the others are. */
  readonly metadata: string;
}

/** The folder of what was derived. */
export const DERIVATIVES = "derivatives/cmb";

/**
 * BIDS names of the files of a series.
 *
 * @throws CmbError `INVALID_DATASET` when the patient has no letter or digit in its name
 */
export function standardNames(subject: DatasetSubject): StandardNames {
  const patient = alphanumeric(subject.patientUid.replace(/^sub-/, ""));
  if (patient === "") {
    const message = `The patient "${subject.patientUid}" has no letter and no digit to name files by`;
    throw invalidDataset(subject.dataset, subject.imagePath ?? subject.id, message);
  }
  const session = alphanumeric(subject.covariates.visit ?? "");
  const folder = `sub-${patient}${session === "" ? "" : `/ses-${session}`}/anat`;
  const entities = [`sub-${patient}`, ...(session === "" ? [] : [`ses-${session}`]), ...ownEntities(subject)];
  const suffix = suffixOf(subject);
  const stem = `${folder}/${entities.join("_")}`;
  const derived = `${DERIVATIVES}/${stem}`;
  return {
    raw: `${stem}_${suffix}.nii.gz`,
    rawJson: `${stem}_${suffix}.json`,
    reference: `${derived}_desc-cmbreference_dseg.nii.gz`,
    referenceJson: `${derived}_desc-cmbreference_dseg.json`,
    standard: `${derived}_space-standard_${suffix}.nii.gz`,
    labels: `${derived}_space-standard_desc-cmb_dseg.nii.gz`,
    labelsJson: `${derived}_space-standard_desc-cmb_dseg.json`,
    brain: `${derived}_space-standard_desc-brain_mask.nii.gz`,
    brainJson: `${derived}_space-standard_desc-brain_mask.json`,
    centres: `${derived}_space-standard_desc-cmb_centres.tsv`,
    pictures: `${derived}_desc-cmb_pictures.html`,
    metadata: `${derived}_space-standard_${suffix}.json`,
  };
}

/** Entities of BIDS that a raw image can have besides subject and session. */
const RAW_ENTITIES = new Set(["task", "acq", "ce", "trc", "rec", "dir", "run", "echo", "flip", "inv", "mt", "part"]);

/** Those of a BIDS image as they are; what else tells a series from another as `acq`. */
function ownEntities(subject: DatasetSubject): readonly string[] {
  const name = bidsName(subject);
  if (name === undefined) {
    const variant = alphanumeric(subject.variant ?? "");
    return variant === "" ? [] : [`acq-${variant}`];
  }
  const pairs = [...name.entities].filter(([key]) => key !== "sub" && key !== "ses");
  const foreign = pairs.filter(([key]) => !RAW_ENTITIES.has(key)).map(([key, value]) => key + alphanumeric(value));
  const own = new Map(pairs.filter(([key]) => RAW_ENTITIES.has(key)).map(([key, value]) => [key, alphanumeric(value)]));
  if (foreign.length > 0) own.set("acq", `${own.get("acq") ?? ""}${foreign.join("")}`);
  return [...RAW_ENTITIES].flatMap((key) => (own.has(key) ? [`${key}-${own.get(key)}`] : []));
}

function suffixOf(subject: DatasetSubject): "swi" | "MEGRE" | "T2starw" {
  if (subject.covariates.sequence === "SWI") return "swi";
  return bidsName(subject)?.suffix === "MEGRE" ? "MEGRE" : "T2starw";
}

function bidsName({ dataset, imagePath }: DatasetSubject): BidsName | undefined {
  return dataset === "bids" && imagePath !== undefined ? parseBidsName(imagePath) : undefined;
}

function alphanumeric(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, "");
}
