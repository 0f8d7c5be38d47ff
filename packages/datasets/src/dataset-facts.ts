import type { DatasetName } from "./dataset-subject.js";

/** What is known of a dataset as a whole. @since 0.1.0 */
export interface DatasetFacts {
  /** As the published tables call it. */
  readonly publishedName: string;
  /** In tesla, as published; "1.5/3" where both occur. */
  readonly fieldStrength: string | undefined;
  /** One echo time for the study as published, in ms. */
  readonly echoTimeMs: number | undefined;
  /** Whether others than its owners have it. */
  readonly availability: "public" | "private" | undefined;
  /** Its part in the published experiment. */
  readonly split: "train" | "train-valid" | "test" | undefined;
  /** What the dataset holds about lesions. */
  readonly reference: string;
}

/**
 * Facts of the published study about each dataset. Field strength and echo time are those by which its split is
 * stratified: one value for a study, whatever a single scan had.
 *
 * @since 0.1.0
 */
export const DATASET_FACTS: Readonly<Record<DatasetName, DatasetFacts>> = {
  valdo: {
    publishedName: "VALDO",
    fieldStrength: "1.5/3",
    echoTimeMs: 25,
    availability: "public",
    split: "train-valid",
    reference: "binary mask",
  },
  dou: {
    publishedName: "DOU",
    fieldStrength: "3",
    echoTimeMs: 24,
    availability: "public",
    split: "test",
    reference: "centres",
  },
  momeni: {
    publishedName: "MOMENI",
    fieldStrength: "3",
    echoTimeMs: 20,
    availability: "public",
    split: "train-valid",
    reference: "centres",
  },
  "momeni-synth": {
    publishedName: "sMOMENI",
    fieldStrength: "3",
    echoTimeMs: 20,
    availability: "public",
    split: "train",
    reference: "centres",
  },
  rodeja: {
    publishedName: "RODEJA",
    fieldStrength: "1.5/3",
    echoTimeMs: undefined,
    availability: "private",
    split: "train-valid",
    reference: "mask with a label for each microbleed",
  },
  cerebriu: {
    publishedName: "CRB",
    fieldStrength: "1.5/3",
    echoTimeMs: 32.5,
    availability: "private",
    split: "test",
    reference: "small marks with a label for each finding",
  },
  "cerebriu-neg": {
    publishedName: "CRBneg",
    fieldStrength: "1.5",
    echoTimeMs: 27.1,
    availability: "private",
    split: "train",
    reference: "none: chosen by a text search of the reports, never looked at for microbleeds",
  },
  bids: {
    publishedName: "BIDS",
    fieldStrength: undefined,
    echoTimeMs: undefined,
    availability: undefined,
    split: undefined,
    reference: "mask or label image, where there is one",
  },
};
