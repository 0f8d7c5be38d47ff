import { affineFromSpacing, connectedComponents, type Mask, type Shape, type Volume, type VoxelArray } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLesions, PUBLISHED_CLEANING } from "./clean-lesions.js";

const SHAPE: Shape = [9, 9, 9];
const affine = affineFromSpacing([1, 1, 1]);
const at = (i: number, j: number, k: number): number => i + 9 * (j + 9 * k);

/** A cube of 27 voxels around (4, 4, 4) without its middle, and a single voxel. */
function drawn(inside = 1, outside = 0): Volume<Int16Array> {
  const data = new Int16Array(729).fill(outside);
  for (let n = 0; n < 27; n++) data[at(3 + (n % 3), 3 + (Math.floor(n / 3) % 3), 3 + Math.floor(n / 9))] = inside;
  data[at(4, 4, 4)] = outside;
  data[at(7, 7, 7)] = inside;
  return { data, shape: SHAPE, affine };
}

const count = (mask: Mask): number => mask.data.reduce((sum, value) => sum + value, 0);

describe("cleanLesions", () => {
  it("fills holes and lists the lesions", () => {
    const { mask, labels, lesions, lesionsBefore } = cleanLesions(drawn(), { closingSteps: 0 });
    expect(mask.data[at(4, 4, 4)]).toBe(1);
    expect(count(mask)).toBe(28);
    expect(lesionsBefore).toBe(2);
    expect(lesions.map(({ label, sizeVoxels }) => [label, sizeVoxels])).toEqual([
      [1, 27],
      [2, 1],
    ]);
    expect(labels.data[at(7, 7, 7)]).toBe(2);
  });

  it("takes lesions out of the mask by size, and numbers the others anew", () => {
    const small = cleanLesions(drawn(), { maximumVoxels: 5 });
    expect(count(small.mask)).toBe(1);
    expect(small).toMatchObject({ removedLesions: 1, lesions: [{ label: 1, sizeVoxels: 1 }] });
    const large = cleanLesions(drawn(), { minimumVoxels: 2 });
    expect(count(large.mask)).toBe(27);
    expect(large.labels.data[at(7, 7, 7)]).toBe(0);
  });

  it("leaves single voxels out of the table alone, as published", () => {
    const cleaned = cleanLesions(drawn(), { tableMinimumVoxels: 2 });
    expect(cleaned.mask.data[at(7, 7, 7)]).toBe(1);
    expect(cleaned.lesions).toHaveLength(1);
    expect(cleaned).toMatchObject({ untabledLesions: 1, removedLesions: 0 });
  });

  it("calls the rarer value lesion, as published, or the value that is not 0", () => {
    expect(count(cleanLesions(drawn(3, 7), { background: "majority" }).mask)).toBe(28);
    expect(count(cleanLesions(drawn(3, 0)).mask)).toBe(28);
    const mostlyLesion: Mask = { data: Uint8Array.of(1, 1, 1, 0, 1, 1, 1, 1), shape: [8, 1, 1], affine };
    expect([...cleanLesions(mostlyLesion, { background: "majority" }).mask.data]).toEqual([0, 0, 0, 1, 0, 0, 0, 0]);
    expect([...cleanLesions(mostlyLesion, { closingSteps: 0 }).mask.data]).toEqual([1, 1, 1, 0, 1, 1, 1, 1]);
  });

  it.each<[string, VoxelArray, "zero" | "majority", number]>([
    ["no lesion", Uint8Array.of(0, 0, 0, 0), "zero", 0],
    ["nothing but lesion", Uint8Array.of(2, 2, 2, 2), "zero", 4],
    ["nothing but one value, which is the majority", Uint8Array.of(2, 2, 2, 2), "majority", 0],
    ["as many of both, of which the lower is background", Uint8Array.of(5, 5, 9, 9), "majority", 2],
  ])("takes a mask of %s", (_, data, background, voxels) => {
    const { mask } = cleanLesions({ data, shape: [4, 1, 1], affine }, { background, closingSteps: 0 });
    expect(count(mask)).toBe(voxels);
  });

  it.each<[string, VoxelArray, "zero" | "majority"]>([
    ["three values", Uint8Array.of(0, 1, 2, 0), "majority"],
    ["two values without a 0 where 0 is background", Uint8Array.of(1, 2, 2, 1), "zero"],
  ])("refuses %s", (_, data, background) => {
    expect(() => cleanLesions({ data, shape: [4, 1, 1], affine }, { background })).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
  });

  it("gives the published values of 2 only when asked to add lesions up", () => {
    const rows = ["....##..", "...#.#..", "..#.##..", "..###..."].join("");
    const slice = Uint8Array.from(rows, (letter) => (letter === "#" ? 1 : 0));
    const data = new Uint8Array(64 * 7);
    for (let k = 0; k < 7; k++) data.set(slice, 16 + 64 * k);
    const mask: Mask = { data, shape: [8, 8, 7], affine };
    expect(cleanLesions(mask, { overlap: "sum" }).mask.data.includes(2)).toBe(true);
    expect(cleanLesions(mask).mask.data.includes(2)).toBe(false);
  });

  it("does all of the published cleaning with its preset", () => {
    const { lesions } = cleanLesions(drawn(0, 1), PUBLISHED_CLEANING);
    expect(lesions).toMatchObject([{ centreVoxel: [4, 4, 4], sizeVoxels: 27, radiusVoxels: 1.86 }]);
  });

  describe("properties", () => {
    it("without closing and limits is hole filling, with the lesions of the result", () => {
      fc.assert(
        fc.property(arbitraryMask(), (mask) => {
          const cleaned = cleanLesions(mask, { closingSteps: 0 });
          const { labels, count: lesions } = connectedComponents(cleaned.mask, { connectivity: 6 });
          expect(cleaned.labels.data).toEqual(labels.data);
          expect(cleaned.lesions).toHaveLength(lesions);
          expect(cleanLesions(cleaned.mask, { closingSteps: 0 }).mask.data).toEqual(cleaned.mask.data);
        }),
      );
    });

    it("keeps exactly the lesions within the size limits", () => {
      fc.assert(
        fc.property(arbitraryMask(), fc.nat(6), fc.nat(20), (mask, minimumVoxels, span) => {
          const limits = { closingSteps: 0, minimumVoxels, maximumVoxels: minimumVoxels + span };
          const cleaned = cleanLesions(mask, limits);
          const all = cleanLesions(mask, { closingSteps: 0 }).lesions;
          const within = all.filter(
            ({ sizeVoxels }) => sizeVoxels >= minimumVoxels && sizeVoxels <= minimumVoxels + span,
          );
          expect(cleaned.lesions.map(({ sizeVoxels }) => sizeVoxels)).toEqual(
            within.map(({ sizeVoxels }) => sizeVoxels),
          );
          expect(cleaned.removedLesions).toBe(all.length - within.length);
        }),
      );
    });
  });
});
