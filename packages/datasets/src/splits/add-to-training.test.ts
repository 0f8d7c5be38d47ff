import { describe, expect, it } from "vitest";
import { addToTraining } from "./add-to-training.js";

describe("addToTraining", () => {
  it("adds series of training patients and of new ones, and leaves out those of validation patients", () => {
    const patients = { train: ["a", "b"], valid: ["c"] };
    const split = { train: ["a_T0", "b_T0"], valid: ["c_T0"], patients };
    const more = addToTraining(split, [
      { seriesUid: "a_T0_V1", patientUid: "a" },
      { seriesUid: "c_T0_V1", patientUid: "c" },
      { seriesUid: "n_T0", patientUid: "new" },
    ]);
    expect(more).toEqual({
      train: ["a_T0", "b_T0", "a_T0_V1", "n_T0"],
      valid: ["c_T0"],
      patients: { train: ["a", "b", "new"], valid: ["c"] },
    });
  });
});
