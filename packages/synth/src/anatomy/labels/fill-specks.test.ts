import { createVolume, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { type Tissue, tissueIndex } from "../tissue.js";
import { fillSpecks } from "./fill-specks.js";

const SHAPE = [20, 20, 20] as const;
const AFFINE = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] as const;

function block(outer: Tissue, inner: Tissue): Volume<Uint8Array> {
  const tissues = createVolume(new Uint8Array(8000).fill(tissueIndex(outer)), SHAPE, AFFINE);
  for (let k = 4; k < 16; k++) for (let j = 4; j < 16; j++) for (let i = 4; i < 16; i++) put(tissues, [i, j, k], inner);
  return tissues;
}

function put({ data }: Volume<Uint8Array>, [i, j, k]: readonly number[], tissue: Tissue): void {
  data[(i as number) + 20 * ((j as number) + 20 * (k as number))] = tissueIndex(tissue);
}

function count({ data }: Volume<Uint8Array>, tissue: Tissue): number {
  return data.filter((value) => value === tissueIndex(tissue)).length;
}

describe("fillSpecks", () => {
  it("fills holes in the brain with the tissue around them, whatever their depth", () => {
    const tissues = block("air", "whiteMatter");
    const air = count(tissues, "air");
    put(tissues, [8, 8, 8], "air");
    for (let k = 10; k < 14; k++)
      for (let j = 9; j < 13; j++) for (let i = 10; i < 13; i++) put(tissues, [i, j, k], "air");
    expect(fillSpecks(tissues)).toBe(1 + 4 * 4 * 3);
    expect(count(tissues, "air")).toBe(air);
    expect(count(tissues, "whiteMatter")).toBe(12 ** 3);
  });

  it("fills specks of bone and pieces of veins in fluid", () => {
    const tissues = block("air", "csf");
    put(tissues, [9, 9, 9], "skull");
    put(tissues, [12, 12, 12], "marrow");
    put(tissues, [6, 12, 6], "sinus");
    expect(fillSpecks(tissues)).toBe(3);
    expect(count(tissues, "csf")).toBe(12 ** 3);
  });

  it("leaves what is outside of the brain, what is large, and arteries", () => {
    const bone = block("air", "skull");
    put(bone, [8, 8, 8], "air");
    expect(fillSpecks(bone)).toBe(0);
    const sinus = block("air", "csf");
    for (let k = 5; k < 15; k++) for (let j = 5; j < 15; j++) for (let i = 5; i < 15; i++) put(sinus, [i, j, k], "air");
    expect(fillSpecks(sinus)).toBe(0);
    const vessel = block("air", "cortex");
    put(vessel, [8, 8, 8], "artery");
    expect(fillSpecks(vessel)).toBe(0);
  });
});
