import { describe, expect, it } from "vitest";
import { getProtocol } from "../protocols/list-protocols.js";
import { stratifyScans } from "./stratify-scans.js";

const scan = (site: string, truePositives: number): Parameters<typeof stratifyScans>[0][number] => ({
  truePositives,
  falsePositives: 1,
  falseNegatives: 0,
  referenceCount: truePositives,
  predictionCount: truePositives + 1,
  site,
});

describe("stratifyScans", () => {
  it("scores each group by itself, in the order of the names with numbers as numbers", () => {
    const strata = stratifyScans(
      [scan("site 10", 1), scan("site 9", 2), scan("site 10", 3), scan("none", 5)],
      (each) => (each["site"] === "none" ? undefined : String(each["site"])),
      getProtocol("centroid-3mm").parameters,
    );
    expect(strata.map(({ name, scanCount, pooled }) => [name, scanCount, pooled.truePositives])).toEqual([
      ["site 9", 1, 2],
      ["site 10", 2, 4],
    ]);
  });
});
