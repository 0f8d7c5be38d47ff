import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { Groupings } from "./scored-scan.js";
import { chooseStrata } from "./strata-options.js";

const GROUPINGS: Groupings = {
  covariates: new Map<string, readonly (string | number)[]>([
    ["sequence", ["SWI", "GRE"]],
    ["fieldT", [1.5, 3]],
    ["ageYears", [50, 51, 52, 53, 54, 55, 56]],
    ["site", ["Bonn"]],
  ]),
  hasLocations: true,
  features: new Set(["diameterMm", "sphericity"]),
  isMeasured: false,
};

describe("chooseStrata", () => {
  it("takes what there is unless told: few values, locations, burden, diameter", () => {
    expect(chooseStrata(undefined, GROUPINGS).strata).toEqual({
      covariates: { sequence: "values", fieldT: "values", referenceCount: [1, 5] },
      features: { diameterMm: [5] },
      locations: true,
    });
    const nothing = { covariates: new Map(), hasLocations: false, features: new Set<string>(), isMeasured: false };
    expect(chooseStrata(undefined, nothing).strata).toEqual({
      covariates: { referenceCount: [1, 5] },
      features: {},
      locations: false,
    });
  });
  it("takes what it is told and nothing else", () => {
    const names = ["ageYears=52,55", "lesion.sphericity=0.5", "sequence"];
    expect(chooseStrata(names, GROUPINGS).strata).toEqual({
      covariates: { ageYears: [52, 55], sequence: "values" },
      features: { sphericity: [0.5] },
      locations: false,
    });
    expect(chooseStrata(["none"], GROUPINGS).strata).toBeUndefined();
    expect(chooseStrata(["location"], GROUPINGS).strata?.locations).toBe(true);
  });
  it("joins two covariates into one, null where either is unknown", () => {
    const { strata, prepare } = chooseStrata(["sequence+site"], GROUPINGS);
    expect(strata?.covariates).toEqual({ "sequence+site": "values" });
    const scan = (covariates: Record<string, string | null>) =>
      prepare({ id: "a", reference: [], prediction: [], covariates }).covariates?.["sequence+site"];
    expect(scan({ sequence: "SWI", site: "Bonn" })).toBe("SWI Bonn");
    expect(scan({ sequence: "SWI", site: null })).toBeNull();
  });
  it.each([
    ["colour", "can be grouped by location, referenceCount, sequence"],
    ["sequence+colour", 'is "sequence+colour"'],
    ["ageYears=55,52", "needs bin edges that rise"],
    ["ageYears=", "needs bin edges"],
    ["lesion.diameterMm", "needs bin edges"],
  ])("refuses %s", (name, message) => {
    try {
      chooseStrata([name], GROUPINGS);
      expect.unreachable();
    } catch (error) {
      expect(isCmbError(error, "INVALID_ARGUMENT") && error.message).toContain(message);
    }
  });
});

it("chooseStrata refuses locations and lesion features that no scan has, unless images may bring them", () => {
  const bare: Groupings = { covariates: new Map(), hasLocations: false, features: new Set(), isMeasured: false };
  expect(() => chooseStrata(["location"], bare)).toThrow(
    /--strata is "location", and the scans can be grouped by referenceCount/,
  );
  expect(() => chooseStrata(["lesion.volumeMm3=5"], bare)).toThrow('--strata is "lesion.volumeMm3"');
  const measured = chooseStrata(["lesion.volumeMm3=5"], { ...bare, isMeasured: true });
  expect(measured.strata?.features).toEqual({ volumeMm3: [5] });
});
