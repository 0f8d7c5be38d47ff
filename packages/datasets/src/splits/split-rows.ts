import { CmbError } from "@cmb/core";
import { DATASET_FACTS } from "../dataset-facts.js";
import type { DatasetName, DatasetSubject } from "../dataset-subject.js";
import { seriesUid } from "../series-uid.js";
import { burdenLevels } from "../summary/burden-levels.js";
import { resolutionLevel } from "../summary/resolution-level.js";
import type { SplitRow } from "./split-by-patient.js";

/** A series and how many microbleeds it has. @since 0.1.0 */
export interface CountedSubject {
  readonly subject: Pick<DatasetSubject, "dataset" | "id" | "patientUid" | "series" | "covariates">;
  readonly microbleeds: number;
}

/**
 * What the published split needs of each series, from its subject and count. Field strength and echo time are those of the
 * study as published, not of the scan. A patient is healthy when none of the patient's scans in the dataset has a
 * microbleed, which is how the published name `healthy_all` is read here.
 *
 * @param series - of one or more datasets, all that there are: burden and health are of the patient
 * @returns a row for each, in their order, for `splitByPatient`
 * @throws CmbError `INVALID_ARGUMENT` when the spacing of a series is not known, since its header could not be read
 * @since 0.1.0
 */
export function splitRows(series: readonly CountedSubject[]): readonly SplitRow[] {
  const byDataset = new Map<DatasetName, ReturnType<typeof burdenLevels>>();
  for (const { subject } of series) {
    if (byDataset.has(subject.dataset)) continue;
    const own = series.filter((other) => other.subject.dataset === subject.dataset);
    const rows = own.map((one) => ({ patientUid: one.subject.patientUid, microbleeds: one.microbleeds }));
    byDataset.set(subject.dataset, burdenLevels(rows));
  }
  return series.map(({ subject, microbleeds }) => {
    const { publishedName, fieldStrength, echoTimeMs } = DATASET_FACTS[subject.dataset];
    const level = byDataset.get(subject.dataset)?.get(subject.patientUid);
    return {
      seriesUid: seriesUid(subject, microbleeds),
      patientUid: subject.patientUid,
      dataset: publishedName,
      healthy: level === undefined ? "yes" : "no",
      sequence: subject.covariates.sequence ?? "Unspecified",
      resolutionLevel: resolutionLevel(spacingOf(subject)),
      fieldStrength,
      burdenLevel: level,
      echoTimeMs,
    };
  });
}

function spacingOf({ id, covariates }: CountedSubject["subject"]): readonly [number, number, number] {
  if (covariates.spacingMm !== undefined) return covariates.spacingMm;
  const message = `The spacing of ${id} is not known, as its header could not be read; leave the series out`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "series", value: id });
}
