import { describe, expect, it } from "vitest";
import { readFixture } from "../testdata/read-fixture.js";
import { type LabelCount, locationOfCounts } from "./location-of-counts.js";
import { listSynthSegRegions } from "./synthseg-regions.js";

interface Fixture {
  readonly labels: readonly {
    readonly id: number;
    readonly name: string;
    readonly bombs: string;
    readonly bestGuess: string | null;
  }[];
  readonly cmbs: readonly (readonly [
    dataset: string,
    sizeVoxels: number,
    counts: readonly LabelCount[],
    evaluation: number,
    notebook: number,
  ])[];
}

const { labels, cmbs } = readFixture<Fixture>("upstream/location_labels.json");

describe("location labels of the published microbleeds", () => {
  it.each(["evaluation", "notebook"] as const)("follow the rule of the %s in every row", (rule) => {
    const wrong = cmbs.filter(([, , counts, evaluation, notebook]) => {
      return locationOfCounts(counts, rule) !== (rule === "evaluation" ? evaluation : notebook);
    });
    expect(wrong).toEqual([]);
    expect(cmbs.length).toBeGreaterThan(600);
  });
  it("have the published regions", () => {
    const table = listSynthSegRegions();
    expect(table).toHaveLength(labels.length);
    for (const { id, name, bombs, bestGuess } of labels) {
      const region = table.find(({ label }) => label === id);
      expect([id, region?.name, region?.bombs ?? "NN"]).toEqual([id, name, bombs]);
      expect(region?.isGuess).toBe(bestGuess === "Best guess assigned");
    }
  });
});
