import { describe, expect, it } from "vitest";
import { TISSUES } from "../../anatomy/tissue.js";
import type { TissueSampler } from "../tissue-sampler.js";
import { isNearBone } from "./near-bone.js";

/** Skull where x is 10 mm or more, fluid elsewhere. */
const besideSkull: TissueSampler = (x) => TISSUES.indexOf(x >= 10 ? "skull" : "csf");
/** Skull along a diagonal, beyond a distance of 10 mm from the origin. */
const besideDiagonal: TissueSampler = (x, y, z) => TISSUES.indexOf(x + y + z >= 10 * Math.sqrt(3) ? "skull" : "csf");

describe("isNearBone", () => {
  it("finds skull that is 4 mm away or nearer, and no other", () => {
    expect(isNearBone(besideSkull, [6.5, 0, 0])).toBe(true);
    expect(isNearBone(besideSkull, [5.5, 0, 0])).toBe(false);
  });

  it("looks along diagonals too", () => {
    const at = (mm: number): [number, number, number] => [mm / Math.sqrt(3), mm / Math.sqrt(3), mm / Math.sqrt(3)];
    expect(isNearBone(besideDiagonal, at(6.5))).toBe(true);
    expect(isNearBone(besideDiagonal, at(5.5))).toBe(false);
  });

  it("finds a thin sheet halfway", () => {
    const sheet: TissueSampler = (x) => TISSUES.indexOf(Math.abs(x - 2) < 0.5 ? "skull" : "csf");
    expect(isNearBone(sheet, [0, 0, 0])).toBe(true);
  });
});
