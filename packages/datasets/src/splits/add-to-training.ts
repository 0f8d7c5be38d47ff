import type { PatientSplit, SplitRow } from "./split-by-patient.js";

/**
 * Puts further series into the training set, but none of a patient who is in the validation set: how the published
 * pre-training set takes in synthetic and negative scans.
 *
 * @param split - from `splitByPatient`
 * @param rows - the further series
 * @returns the split with a longer `train`; `patients` names those of the new series too
 * @since 0.1.0
 */
export function addToTraining(
  split: PatientSplit,
  rows: readonly Pick<SplitRow, "seriesUid" | "patientUid">[],
): PatientSplit {
  const valid = new Set(split.patients.valid);
  const added = rows.filter(({ patientUid }) => !valid.has(patientUid));
  const train = [...new Set([...split.patients.train, ...added.map(({ patientUid }) => patientUid)])];
  return {
    train: [...split.train, ...added.map(({ seriesUid }) => seriesUid)],
    valid: split.valid,
    patients: { train, valid: split.patients.valid },
  };
}
