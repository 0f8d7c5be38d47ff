import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affineFromSpacing } from "../affine/affine-from-spacing.js";
import { arbitraryMask } from "../testing.js";
import { componentRuns } from "./component-runs.js";
import { type Connectivity, connectedComponents } from "./connected-components.js";
import { regionStatistics } from "./region-statistics.js";

const affine = affineFromSpacing([1, 1, 2]);

describe("componentRuns", () => {
  it("labels the runs of a mask and keeps its affine", () => {
    const data = Uint8Array.of(1, 1, 0, 1, 0, 1, 0, 0);
    const runs = componentRuns({ data, shape: [4, 2, 1], affine }, { connectivity: 6 });
    expect([...runs.first]).toEqual([0, 3, 5]);
    expect([...runs.label]).toEqual([1, 2, 1]);
    expect(runs.count).toBe(2);
    expect(runs.affine).toBe(affine);
  });

  it("refuses any other connectivity", () => {
    expect(() =>
      componentRuns({ data: Uint8Array.of(1), shape: [1, 1, 1], affine }, { connectivity: 8 as Connectivity }),
    ).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT", details: { name: "connectivity", value: 8 } }));
  });

  describe("properties", () => {
    const mask = arbitraryMask({ maxLength: 9 });
    const connectivity = fc.constantFrom<Connectivity>(6, 18, 26);

    it("paints the labels of connectedComponents", () => {
      fc.assert(
        fc.property(mask, connectivity, (volume, c) => {
          const { first, end, label, count } = componentRuns(volume, { connectivity: c });
          const painted = new Uint32Array(volume.data.length);
          first.forEach((v, run) => void painted.fill(label[run] ?? 0, v, end[run]));
          const expected = connectedComponents(volume, { connectivity: c });
          expect(painted).toEqual(expected.labels.data);
          expect(count).toBe(expected.count);
        }),
      );
    });

    it("gives regionStatistics what the labels give it", () => {
      fc.assert(
        fc.property(mask, connectivity, (volume, c) => {
          const ofRuns = regionStatistics(componentRuns(volume, { connectivity: c }));
          expect(ofRuns).toEqual(regionStatistics(connectedComponents(volume, { connectivity: c })));
        }),
      );
    });
  });
});
