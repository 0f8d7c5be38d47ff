import { affineFromSpacing, connectedComponents } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestComponent } from "./largest-component.js";

const row = (...data: number[]) => ({
  data: Uint8Array.from(data),
  shape: [data.length, 1, 1] as const,
  affine: affineFromSpacing([1, 1, 1]),
});

describe("largestComponent", () => {
  it("keeps the object with the most voxels, and of equal ones the first", () => {
    expect([...largestComponent(row(1, 0, 1, 1, 0, 1), { connectivity: 6 }).data]).toEqual([0, 0, 1, 1, 0, 0]);
    expect([...largestComponent(row(1, 1, 0, 1, 1), { connectivity: 6 }).data]).toEqual([1, 1, 0, 0, 0]);
  });

  it("joins across corners where the connectivity says so", () => {
    const mask = { data: Uint8Array.of(1, 0, 0, 1), shape: [2, 2, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect([...largestComponent(mask, { connectivity: 6 }).data]).toEqual([1, 0, 0, 0]);
    expect([...largestComponent(mask, { connectivity: 18 }).data]).toEqual([1, 0, 0, 1]);
  });

  it("is empty for an empty mask", () => {
    expect([...largestComponent(row(0, 0), { connectivity: 26 }).data]).toEqual([0, 0]);
  });

  describe("properties", () => {
    it("is one object of the mask, and taking it again changes nothing", () => {
      fc.assert(
        fc.property(arbitraryMask(), fc.constantFrom(6 as const, 18 as const, 26 as const), (mask, connectivity) => {
          const largest = largestComponent(mask, { connectivity });
          expect(connectedComponents(largest, { connectivity }).count).toBe(mask.data.includes(1) ? 1 : 0);
          expect(largest.data.every((value, v) => value <= (mask.data[v] as number))).toBe(true);
          expect(largestComponent(largest, { connectivity }).data).toEqual(largest.data);
        }),
      );
    });
  });
});
