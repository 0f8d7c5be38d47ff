import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { locationOfCounts } from "./location-of-counts.js";

describe("locationOfCounts", () => {
  it("takes the brain label with most voxels, the first of equals", () => {
    expect(
      locationOfCounts(
        [
          [10, 3],
          [11, 5],
          [12, 5],
        ],
        "evaluation",
      ),
    ).toBe(11);
  });
  it("puts brain labels before others and others before background", () => {
    expect(
      locationOfCounts(
        [
          [0, 90],
          [4, 50],
          [10, 1],
        ],
        "evaluation",
      ),
    ).toBe(10);
    expect(
      locationOfCounts(
        [
          [0, 90],
          [4, 5],
        ],
        "evaluation",
      ),
    ).toBe(4);
    expect(locationOfCounts([[0, 90]], "evaluation")).toBe(0);
    expect(locationOfCounts([], "notebook")).toBe(0);
  });
  it("takes white matter that comes second to cortex", () => {
    expect(
      locationOfCounts(
        [
          [3, 9],
          [2, 4],
        ],
        "evaluation",
      ),
    ).toBe(2);
    expect(
      locationOfCounts(
        [
          [42, 9],
          [10, 5],
          [41, 4],
        ],
        "evaluation",
      ),
    ).toBe(42);
  });
  it("looks for the second place among all labels, or in the notebook among brain labels", () => {
    expect(
      locationOfCounts(
        [
          [3, 9],
          [24, 6],
          [2, 4],
        ],
        "evaluation",
      ),
    ).toBe(3);
    expect(
      locationOfCounts(
        [
          [3, 9],
          [24, 6],
          [2, 4],
        ],
        "notebook",
      ),
    ).toBe(2);
  });
  it("knows the brain-stem in the evaluation and the ventral DC in the notebook", () => {
    expect(
      locationOfCounts(
        [
          [16, 9],
          [7, 2],
        ],
        "evaluation",
      ),
    ).toBe(16);
    expect(
      locationOfCounts(
        [
          [16, 9],
          [7, 2],
        ],
        "notebook",
      ),
    ).toBe(7);
    expect(
      locationOfCounts(
        [
          [24, 9],
          [60, 2],
        ],
        "evaluation",
      ),
    ).toBe(24);
    expect(
      locationOfCounts(
        [
          [24, 9],
          [60, 2],
        ],
        "notebook",
      ),
    ).toBe(60);
  });
  it("leaves CSF out in the notebook alone", () => {
    const counts = [
      [24, 9],
      [4, 5],
    ] as const;
    expect(locationOfCounts(counts, "evaluation")).toBe(24);
    expect(locationOfCounts(counts, "notebook")).toBe(4);
  });
  it("refuses a negative count", () => {
    expect(() => locationOfCounts([[2, -1]], "evaluation")).toThrow(
      expect.toSatisfy((error) => isCmbError(error, "OUT_OF_RANGE")),
    );
  });
});
