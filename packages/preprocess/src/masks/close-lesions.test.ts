import { affineFromSpacing, connectedComponents, type Mask, type Shape } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CloseLesionsOptions, closeLesions, closeLesionsSteps } from "./close-lesions.js";

const SLICES = 7;

/** Columns of seven slices, one slice drawn as text. Columns, because a single slice closes nowhere. */
function columns(...rows: readonly string[]): Mask {
  const slice = Uint8Array.from(rows.join(""), (letter) => (letter === "#" ? 1 : 0));
  const data = new Uint8Array(SLICES * slice.length);
  for (let k = 0; k < SLICES; k++) data.set(slice, k * slice.length);
  const shape: Shape = [rows[0]?.length ?? 0, rows.length, SLICES];
  return { data, shape, affine: affineFromSpacing([1, 1, 1]) };
}

/** The rows of the middle slice. */
function closed(mask: Mask, options: CloseLesionsOptions = {}): string[] {
  const { data } = closeLesions(connectedComponents(mask, { connectivity: 6 }), options);
  const [ni, nj] = mask.shape;
  return Array.from({ length: nj }, (_, j) => {
    const start = ni * (j + nj * 3);
    return [...data.subarray(start, start + ni)].join("");
  });
}

describe("closeLesions", () => {
  const arms = ".##...##.";
  const notched = columns(".........", ".#######.", arms, arms, arms, arms, ".........");

  it("closes a notch of each lesion, as far as the steps reach", () => {
    expect(closed(notched, { steps: 1 })[2]).toBe("011101110");
    expect(closed(notched, { steps: 2 })[2]).toBe("011111110");
    expect(closed(notched)).toEqual(closed(notched, { steps: 2 }));
    expect(closed(notched, { steps: 0 })[2]).toBe("011000110");
  });

  it("gives way at every slice of a lesion that fills the grid, however often it is dilated", () => {
    const full = connectedComponents({ ...notched, data: notched.data.map(() => 1) }, { connectivity: 6 });
    expect([...closeLesionsSteps(full, { steps: 2, beyondGrid: "background" })].length).toBeGreaterThan(4 * SLICES);
  });

  it("does not bridge the gap between two lesions", () => {
    const two = columns(".......", ".##.##.", ".##.##.", ".......");
    expect(closed(two)).toEqual(["0000000", "0110110", "0110110", "0000000"]);
  });

  it("keeps a lesion at the edge of the grid, or loses its voxels there as published", () => {
    const edge = columns("####....", "####....", "####....", "........", "........");
    expect(closed(edge, { beyondGrid: "unknown" }).slice(0, 3)).toEqual(["11110000", "11110000", "11110000"]);
    expect(closed(edge, { beyondGrid: "background" }).slice(0, 3)).toEqual(["00000000", "00000000", "00110000"]);
  });

  it("joins lesions that meet, or adds them up as published", () => {
    // The large lesion closes over the small one, which no face joins to it.
    const meeting = columns(
      "........",
      "........",
      "....##..",
      "...#.#..",
      "..#.##..",
      "..###...",
      "........",
      "........",
    );
    const sum = closed(meeting, { overlap: "sum" });
    expect(sum.slice(2, 6)).toEqual(["00001100", "00021100", "00111100", "00111000"]);
    expect(closed(meeting)).toEqual(sum.map((row) => row.replaceAll("2", "1")));
  });

  it("fills the holes of each lesion where asked to", () => {
    const data = new Uint8Array(9 ** 3);
    for (let v = 0; v < data.length; v++) {
      const far = Math.max(
        Math.abs((v % 9) - 4),
        Math.abs((Math.floor(v / 9) % 9) - 4),
        Math.abs(Math.floor(v / 81) - 4),
      );
      data[v] = far === 3 ? 1 : 0;
    }
    const components = connectedComponents(
      { data, shape: [9, 9, 9], affine: affineFromSpacing([1, 1, 1]) },
      { connectivity: 6 },
    );
    const middle = 4 + 9 * (4 + 9 * 4);
    expect(closeLesions(components, { steps: 0 }).data[middle]).toBe(0);
    expect(closeLesions(components, { steps: 0, holes: "fill" }).data[middle]).toBe(1);
  });

  it("says where a label is larger than the count", () => {
    const { labels } = connectedComponents(notched, { connectivity: 6 });
    expect(() => closeLesions({ labels, count: 0 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("holds the mask where nothing is known beyond the grid", () => {
      fc.assert(
        fc.property(arbitraryMask(), fc.nat(2), (mask, steps) => {
          const { data } = closeLesions(connectedComponents(mask, { connectivity: 6 }), { steps });
          expect(data.every((value, v) => value >= (mask.data[v] as number))).toBe(true);
        }),
      );
    });

    it("without steps gives the mask back", () => {
      fc.assert(
        fc.property(arbitraryMask(), fc.constantFrom("union" as const, "sum" as const), (mask, overlap) => {
          const components = connectedComponents(mask, { connectivity: 6 });
          expect(closeLesions(components, { steps: 0, overlap }).data).toEqual(mask.data);
        }),
      );
    });
  });
});
