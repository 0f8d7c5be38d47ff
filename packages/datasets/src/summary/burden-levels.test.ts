import { describe, expect, it } from "vitest";
import { burdenLevels } from "./burden-levels.js";

describe("burdenLevels", () => {
  it("takes the mean of all scans of a patient: 3 is low, more is high, none has no level", () => {
    const rows = [
      { patientUid: "a", microbleeds: 6 },
      { patientUid: "a", microbleeds: 0 },
      { patientUid: "b", microbleeds: 4 },
      { patientUid: "b", microbleeds: 3 },
      { patientUid: "c", microbleeds: 0 },
    ];
    expect([...burdenLevels(rows)]).toEqual([
      ["a", "low"],
      ["b", "high"],
      ["c", undefined],
    ]);
  });
});
