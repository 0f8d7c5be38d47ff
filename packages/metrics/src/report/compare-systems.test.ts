import { describe, expect, it } from "vitest";
import { getProtocol } from "../protocols/list-protocols.js";
import { overrideProtocol } from "../protocols/override-protocol.js";
import { REPORTED_SCANS, reportOf } from "../testdata/reported-scans.js";
import { compareSystems } from "./compare-systems.js";

const named = (name: string, scans: Parameters<typeof reportOf>[0], options: Parameters<typeof reportOf>[1] = {}) => ({
  name,
  result: reportOf(scans, options).result,
});
const blind = REPORTED_SCANS.map((scan) => ({ ...scan, prediction: [] }));

describe("compareSystems", () => {
  it("gives the first system's value minus the second's, over patients", () => {
    const comparison = compareSystems(named("a", REPORTED_SCANS), named("none", blind), { seed: 3, resamples: 100 });
    expect(comparison).toMatchObject({ protocol: "centroid-3mm", systems: ["a", "none"], warnings: [] });
    // Two scans of P1 and two of patients without a name.
    expect(comparison.unitCount).toBe(3);
    const recall = comparison.differences.find(({ quantity }) => quantity === "pooled recall");
    expect(recall).toMatchObject({ first: 0.5, second: 0, difference: 0.5 });
  });
  it("warns and compares nothing under different rules", () => {
    const other = overrideProtocol(getProtocol("centroid-3mm"), { toleranceMm: 5 });
    const { warnings, differences } = compareSystems(
      named("a", REPORTED_SCANS),
      named("b", REPORTED_SCANS, { protocol: other }),
    );
    expect(warnings[0]).toContain("different protocols (centroid-3mm, centroid-3mm*)");
    expect(differences).toEqual([]);
  });
  it.each([
    ["scans", REPORTED_SCANS.slice(1), "not over the same scans"],
    [
      "references",
      REPORTED_SCANS.map((scan) => ({ ...scan, reference: [] })),
      "the references of 3 scans differ, one among them",
    ],
  ])("warns and compares nothing over different %s", (_, scans, message) => {
    const { warnings, differences } = compareSystems(named("a", REPORTED_SCANS), named("b", scans));
    expect(warnings.join()).toContain(message);
    expect(differences).toEqual([]);
  });
});
