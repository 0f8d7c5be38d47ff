import { describe, expect, it } from "vitest";
import { readFixture } from "../testdata/read-fixture.js";
import { listMarsRegions, marsRegionOfCounts } from "./mars-region.js";

const { mars } = readFixture<{
  readonly mars: {
    readonly atlasLabels: Readonly<Record<string, string>>;
    readonly regionGroupsByLabel: Readonly<Record<string, readonly number[]>>;
  };
}>("peers/clinical-rules.json");

describe("listMarsRegions", () => {
  it("has the names and groups of the atlas", () => {
    const regions = listMarsRegions();
    expect(Object.fromEntries(regions.map(({ label, name }) => [String(label), name]))).toEqual(mars.atlasLabels);
    for (const [zone, labels] of Object.entries(mars.regionGroupsByLabel)) {
      expect(regions.filter((region) => region.zone === zone).map(({ label }) => label)).toEqual(labels);
    }
  });
});

describe("marsRegionOfCounts", () => {
  it("gives a lesion on a border to the higher label, whatever its share", () => {
    expect(
      marsRegionOfCounts([
        [3, 90],
        [9, 1],
      ])?.name,
    ).toBe("frontal");
    expect(
      marsRegionOfCounts([
        [3, 90],
        [9, 0],
      ])?.name,
    ).toBe("basal ganglia");
  });
  it("gives nothing outside of the atlas", () => {
    expect(
      marsRegionOfCounts([
        [0, 5],
        [99, 5],
      ]),
    ).toBeUndefined();
  });
});
