import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { clearRimInto } from "./clear-rim.js";

const shape = [8, 1, 1] as const;
const affine = affineFromSpacing([1, 1, 1]);

describe("clearRimInto", () => {
  it("takes out what is dark and touches the outside, down to the interior", () => {
    const darkness = { data: new Float32Array([0, 0.9, 0.5, 0.4, 0.6, 0, 0.8, 0.1]), shape, affine };
    const mask = { data: new Uint8Array([0, 1, 1, 1, 1, 1, 1, 1]), shape, affine };
    const interior = { data: new Uint8Array([0, 0, 0, 0, 1, 1, 0, 0]), shape, affine };
    clearRimInto(darkness, mask, interior);
    expect([...mask.data]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect([...darkness.data]).toEqual([...new Float32Array([0, 0, 0, 0, 0.6, 0, 0.8, 0.1])]);
  });

  it("keeps what a bright voxel parts from the outside", () => {
    const darkness = { data: new Float32Array([0, 0.1, 0.9, 0, 0, 0, 0, 0]), shape, affine };
    const mask = { data: new Uint8Array([0, 1, 1, 1, 1, 1, 1, 1]), shape, affine };
    clearRimInto(darkness, mask, { data: new Uint8Array(8), shape, affine });
    expect(mask.data[2]).toBe(1);
  });
});
