import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SplitRow, splitByPatient } from "./split-by-patient.js";

/** Series of patients, by how many series a patient has and which dataset the patient is of. */
function rowsOf(patients: readonly { readonly series: number; readonly dataset: string }[]): SplitRow[] {
  return patients.flatMap(({ series, dataset }, p) =>
    Array.from({ length: series }, (_, n) => ({
      seriesUid: `${p}_T${n}`,
      patientUid: `patient ${p}`,
      dataset,
      healthy: "yes" as const,
      sequence: "SWI",
      resolutionLevel: "low" as const,
      fieldStrength: "3",
      burdenLevel: undefined,
      echoTimeMs: 20,
    })),
  );
}

const twenty = rowsOf(Array.from({ length: 20 }, (_, n) => ({ series: (n % 3) + 1, dataset: n < 10 ? "A" : "B" })));

describe("splitByPatient", () => {
  it("takes 15 % of the patients by seed 42 unless told otherwise", () => {
    const split = splitByPatient(twenty);
    expect(split.patients.valid).toHaveLength(3);
    expect(split).toEqual(splitByPatient(twenty, { validFraction: 0.15, seed: 42 }));
    expect(split).not.toEqual(splitByPatient(twenty, { seed: 43 }));
  });

  it("takes the most frequent label of a patient, and of two equally frequent ones the first", () => {
    const mixed = rowsOf([
      { series: 3, dataset: "A" },
      { series: 1, dataset: "A" },
      { series: 2, dataset: "B" },
      { series: 1, dataset: "B" },
    ]).map((row) => (row.seriesUid === "0_T0" ? { ...row, dataset: "B" } : row));
    // Two patients of each dataset: with the last series of patient 0 as its label there would be one of A.
    expect(splitByPatient(mixed, { validFraction: 0.5 }).patients.valid).toHaveLength(2);
    const tie = mixed.map((row) => (row.seriesUid === "2_T1" ? { ...row, dataset: "A" } : row));
    expect(() => splitByPatient(tie, { validFraction: 0.5 })).toThrow(/B-yes.* has one item/);
  });

  it("refuses a stratum of one patient, or joins it with others when asked", () => {
    const rare = [...twenty, ...rowsOf([{ series: 1, dataset: "C" }]).map((row) => ({ ...row, patientUid: "rare" }))];
    let error: unknown;
    try {
      splitByPatient(rare);
    } catch (thrown) {
      error = thrown;
    }
    expect(isCmbError(error, "INVALID_ARGUMENT")).toBe(true);
    const { patients } = splitByPatient(rare, { smallStrata: "join" });
    expect([...patients.train, ...patients.valid]).toContain("rare");
  });
});

describe("properties", () => {
  const patient = fc.record({ series: fc.integer({ min: 1, max: 4 }), dataset: fc.constantFrom("A", "B") });
  const rows = fc.array(patient, { minLength: 8, maxLength: 40 }).map(rowsOf);
  const fraction = fc.constantFrom(0.25, 0.4, 0.6);

  it("has no patient on both sides and every series on one", () => {
    fc.assert(
      fc.property(rows, fraction, (all, validFraction) => {
        const { train, valid } = splitByPatient(all, { validFraction, smallStrata: "join" });
        expect([...train, ...valid].sort()).toEqual(all.map(({ seriesUid }) => seriesUid).sort());
        const patientOf = new Map(all.map(({ seriesUid, patientUid }) => [seriesUid, patientUid]));
        const shown = new Set(train.map((uid) => patientOf.get(uid)));
        expect(valid.some((uid) => shown.has(patientOf.get(uid)))).toBe(false);
      }),
    );
  });

  it("does not depend on the order of the rows", () => {
    fc.assert(
      fc.property(rows, fraction, (all, validFraction) => {
        const options = { validFraction, smallStrata: "join" } as const;
        expect(splitByPatient([...all].reverse(), options).patients).toEqual(splitByPatient(all, options).patients);
      }),
    );
  });
});
