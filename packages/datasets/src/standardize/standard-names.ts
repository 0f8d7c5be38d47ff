import type { DatasetSubject } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";

/** Where the files of a series go, relative to the output folder. */
export interface StandardNames {
  /** The image as it was read, and what is known about it. */
  readonly raw: string;
  readonly rawJson: string;
  /** What the dataset says about lesions, on the grid of the raw image. */
  readonly reference: string;
  readonly standard: string;
  readonly labels: string;
  readonly brain: string;
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
  const variant = alphanumeric(subject.variant ?? "");
  const folder = `sub-${patient}${session === "" ? "" : `/ses-${session}`}/anat`;
  const entities = [
    `sub-${patient}`,
    ...(session === "" ? [] : [`ses-${session}`]),
    ...(variant === "" ? [] : [`acq-${variant}`]),
  ];
  const suffix = subject.covariates.sequence === "SWI" ? "swi" : "T2starw";
  const stem = `${folder}/${entities.join("_")}`;
  const derived = `${DERIVATIVES}/${stem}`;
  return {
    raw: `${stem}_${suffix}.nii.gz`,
    rawJson: `${stem}_${suffix}.json`,
    reference: `${derived}_desc-cmbreference_dseg.nii.gz`,
    standard: `${derived}_space-standard_${suffix}.nii.gz`,
    labels: `${derived}_space-standard_desc-cmb_dseg.nii.gz`,
    brain: `${derived}_space-standard_desc-brain_mask.nii.gz`,
    centres: `${derived}_space-standard_desc-cmb_centres.tsv`,
    pictures: `${derived}_desc-cmb_pictures.html`,
    metadata: `${derived}_space-standard_${suffix}.json`,
  };
}

function alphanumeric(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, "");
}
