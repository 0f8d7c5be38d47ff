import { affineFromSpacing, type Mask } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitByDistance } from "./split-by-distance.js";

function row(spacingMm: number, text: string): Mask {
  const data = Uint8Array.from(text, (letter) => (letter === "#" ? 1 : 0));
  return { data, shape: [text.length, 1, 1], affine: affineFromSpacing([spacingMm, spacingMm, spacingMm]) };
}

describe("splitByDistance", () => {
  it("joins voxels over gaps of at most the cut, from one to the next", () => {
    const { labels, count } = splitByDistance(row(1, "#..#..#...#"), { cutMm: 3 });
    expect(count).toBe(2);
    expect([...labels.data]).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 2]);
  });

  it("measures in millimetres, or in the published mixture of units", () => {
    const thick = row(2, "#..#");
    expect(splitByDistance(thick, { cutMm: 6 }).count).toBe(1);
    expect(splitByDistance(thick, { cutMm: 5.9 }).count).toBe(2);
    // 10 / 2 is less than the 6 mm between the two; 12 / 2 is not.
    expect(splitByDistance(thick, { cutMm: 10, unit: "published" }).count).toBe(2);
    expect(splitByDistance(thick, { cutMm: 12, unit: "published" }).count).toBe(1);
  });

  it("numbers lesions in the order of a scan, also where they join late", () => {
    expect([...splitByDistance(row(1, "#.#.##"), { cutMm: 1 }).labels.data]).toEqual([1, 0, 2, 0, 3, 3]);
  });

  it("finds none in an empty mask, and refuses a cut of 0", () => {
    expect(splitByDistance(row(1, "..."), { cutMm: 1 }).count).toBe(0);
    expect(() => splitByDistance(row(1, "#"), { cutMm: 0 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("puts two voxels into one lesion exactly when steps within the cut join them", () => {
      fc.assert(
        fc.property(arbitraryMask({ maxLength: 6 }), fc.double({ min: 0.3, max: 6, noNaN: true }), (random, cutMm) => {
          const mask = { ...random, affine: affineFromSpacing([0.5, 1, 2]) };
          const { labels } = splitByDistance(mask, { cutMm });
          expect([...labels.data]).toEqual(naive(mask, cutMm));
        }),
      );
    });
  });
});

/** The definition: paint from each unlabelled voxel to all within the cut. */
function naive({ data, shape: [ni, nj] }: Mask, cutMm: number): number[] {
  const labels = new Array<number>(data.length).fill(0);
  const point = (v: number): readonly [number, number, number] => [
    0.5 * (v % ni),
    Math.floor(v / ni) % nj,
    2 * Math.floor(v / (ni * nj)),
  ];
  let count = 0;
  for (let seed = 0; seed < data.length; seed++) {
    if (data[seed] === 0 || labels[seed] !== 0) continue;
    labels[seed] = ++count;
    const stack = [seed];
    for (let a = stack.pop(); a !== undefined; a = stack.pop()) {
      for (let b = 0; b < data.length; b++) {
        if (data[b] === 0 || labels[b] !== 0) continue;
        const [p, q] = [point(a), point(b)];
        if (Math.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2) > cutMm) continue;
        labels[b] = count;
        stack.push(b);
      }
    }
  }
  return labels;
}
