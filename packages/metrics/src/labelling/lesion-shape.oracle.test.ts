import { connectedComponents, regionStatistics, type Shape, spacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { type Box, paintBoxes } from "../testdata/boxes.js";
import { readFixture } from "../testdata/read-fixture.js";
import { labelLesions } from "./label-lesions.js";
import { lesionShape } from "./lesion-shape.js";

interface Fact {
  readonly id: string;
  readonly shape: Shape;
  readonly boxes: readonly Box[];
  readonly spacing: readonly [number, number, number];
  readonly expected: Readonly<
    Record<"voxel_count" | "volume_mm3" | "diameter_mm" | "longest_mm" | "elongation", number>
  >;
}
const { facts } = readFixture<{ readonly facts: readonly Fact[] }>("peers/review-viewer.json");

describe("lesionShape beside the review viewer", () => {
  it.each(facts.filter(({ id, boxes }) => id.startsWith("lesion-shape") && boxes.length > 0))("$id", (fact) => {
    const image = paintBoxes(fact.shape, fact.spacing, fact.boxes);
    const [region] = regionStatistics(connectedComponents(image, { connectivity: 6 }));
    if (region === undefined) throw new Error("the fixture has no lesion");
    const shape = lesionShape(region, spacing(image.affine));
    expect(region.sizeVoxels).toBe(fact.expected.voxel_count);
    // The fixture gives nine decimals.
    expect(shape.volumeMm3).toBeCloseTo(fact.expected.volume_mm3, 8);
    expect(shape.diameterMm).toBeCloseTo(fact.expected.diameter_mm, 8);
    expect(shape.longestMm).toBeCloseTo(fact.expected.longest_mm, 8);
    expect(shape.axisRatio).toBeCloseTo(fact.expected.elongation, 8);
  });
  it.each(facts.filter(({ id, boxes }) => id.startsWith("lesion-shape") && boxes.length === 0))(
    "$id: there is no lesion to measure",
    (fact) => {
      const image = paintBoxes(fact.shape, fact.spacing, fact.boxes);
      const rule = { foreground: { threshold: 0, includes: "above" }, connectivity: 6 } as const;
      expect(labelLesions(image, rule).lesions).toHaveLength(fact.expected.voxel_count);
    },
  );
});
