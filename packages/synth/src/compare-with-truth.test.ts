import { isCmbError, type WorldPoint } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareWithTruth } from "./compare-with-truth.js";
import type { Phantom, PhantomLesion } from "./phantom.js";
import { renderPhantom } from "./render-phantom.js";

const base = await renderPhantom({ seed: 1, headScale: 0.3, spacingMm: [2, 2, 3], veins: 0, microbleeds: 0 });

function lesion(
  id: number,
  kind: PhantomLesion["class"],
  pathMm: readonly WorldPoint[],
  more: Partial<PhantomLesion> = {},
): PhantomLesion {
  const centreMm = pathMm[0] ?? [0, 0, 0];
  const size = { radiusMm: 0.7, visibleVoxels: 9, apparentRadiusMm: 1.5, peakDepth: 0.6 };
  return { id, class: kind, centreMm, pathMm, susceptibilityPpm: 1, ...size, ...more };
}

function phantomWith(...lesions: readonly PhantomLesion[]): Phantom {
  return { ...base, truth: { ...base.truth, lesions } };
}

const marks = (...points: readonly WorldPoint[]) => points.map((centreMm) => ({ centreMm }));

describe("compareWithTruth", () => {
  it("finds a microbleed whose centre is 2.5 mm from a mark and misses it at 2.6 mm", () => {
    const phantom = phantomWith(lesion(1, "microbleed", [[5, 4, 8]]));
    expect(compareWithTruth(phantom, marks([7.5, 4, 8])).found).toMatchObject([{ detection: 0, distanceMm: 2.5 }]);
    const far = compareWithTruth(phantom, marks([7.6, 4, 8]));
    expect(far.found).toEqual([]);
    expect(far.missed.map(({ id }) => id)).toEqual([1]);
    expect(far.falseMarks).toHaveLength(1);
  });

  it("widens the tolerance to the apparent radius and to half a thick slice plus 1 mm", () => {
    const large = phantomWith(lesion(1, "microbleed", [[5, 4, 8]], { apparentRadiusMm: 4 }));
    expect(compareWithTruth(large, marks([9, 4, 8])).found).toHaveLength(1);
    const affine = base.volume.affine.map((entry, n) => (n === 10 ? 5 : entry)) as unknown as typeof base.volume.affine;
    const thick = { ...phantomWith(lesion(1, "microbleed", [[5, 4, 8]])), volume: { ...base.volume, affine } };
    expect(compareWithTruth(thick, marks([5, 4, 11.5])).found).toHaveLength(1);
  });

  it("gives one mark to one microbleed, the closest pair first, and calls the second mark a duplicate", () => {
    const phantom = phantomWith(lesion(1, "microbleed", [[5, 4, 8]]), lesion(2, "microbleed", [[8, 4, 8]]));
    const { found, missed, falseMarks } = compareWithTruth(phantom, marks([6, 4, 8], [5, 4, 8.5]));
    expect(found.map((pair) => [pair.lesion.id, pair.detection])).toEqual([
      [1, 1],
      [2, 0],
    ]);
    expect(missed).toEqual([]);
    expect(falseMarks).toEqual([]);
    const once = compareWithTruth(phantomWith(lesion(1, "microbleed", [[5, 4, 8]])), marks([6, 4, 8], [5, 4, 8.5]));
    expect(once.falseMarks).toEqual([{ detection: 0, cause: "duplicate" }]);
  });

  it("counts an invisible microbleed neither as found nor as missed, nor a mark on it as false", () => {
    const phantom = phantomWith(lesion(1, "microbleed", [[5, 4, 8]], { visibleVoxels: 0, apparentRadiusMm: 0 }));
    const result = compareWithTruth(phantom, marks([5, 4, 8]));
    expect(result).toMatchObject({ found: [], missed: [], falseMarks: [] });
    expect(result.unseen.map(({ id }) => id)).toEqual([1]);
  });

  it("names what false marks lie on", () => {
    const phantom = phantomWith(
      lesion(1, "vein", [
        [-12, 0, 12],
        [-6, 0, 12],
      ]),
      lesion(2, "calcification", [[0, -12, 12]]),
    );
    const air = base.head.airCavities[1]?.centreMm ?? [0, 0, 0];
    const scaled = (x: number, y: number, z: number): WorldPoint => [0.3 * x, 0.3 * y, 0.3 * z];
    const points = marks(
      [-9, 2, 12],
      [1, -12, 13],
      scaled(...air),
      scaled(0, 0, 58),
      scaled(19, 0, 1),
      scaled(17, -24, 14),
      scaled(20, -10, 32),
    );
    expect(compareWithTruth(phantom, points).falseMarks.map(({ cause }) => cause)).toEqual([
      "vein",
      "calcification",
      "air cavity",
      "edge",
      "deep nucleus",
      "fluid",
      "tissue",
    ]);
  });

  it("refuses a centre that is not finite", () => {
    try {
      compareWithTruth(base, marks([0, Number.NaN, 0]));
      expect.unreachable();
    } catch (error) {
      expect(isCmbError(error, "OUT_OF_RANGE")).toBe(true);
    }
  });
});

describe("properties", () => {
  const coordinate = fc.double({ min: -20, max: 20, noNaN: true });
  const point = fc.tuple(coordinate, coordinate, coordinate);

  it("puts every visible microbleed and every mark in one list", () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 8 }), fc.array(point, { maxLength: 8 }), (centres, detections) => {
        const phantom = phantomWith(...centres.map((centre, n) => lesion(n + 1, "microbleed", [centre])));
        const { found, missed, falseMarks } = compareWithTruth(phantom, marks(...detections));
        expect(found.length + missed.length).toBe(centres.length);
        expect(found.length + falseMarks.length).toBe(detections.length);
        expect(new Set(found.map(({ detection }) => detection)).size).toBe(found.length);
      }),
    );
  });
});
