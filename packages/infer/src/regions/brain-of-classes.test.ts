import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { RegionClass } from "../manifest/model-manifest.js";
import { brainOfClasses } from "./brain-of-classes.js";

const CLASSES: readonly RegionClass[] = ["background", "cortex", "dural-sinus", "csf"];

describe("brainOfClasses", () => {
  it("is the largest object of all but background and sinus, its holes filled", () => {
    const shape = [9, 5, 5] as const;
    const data = new Uint8Array(225);
    const at = (i: number, j: number, k: number): number => i + 9 * (j + 5 * k);
    for (let k = 1; k < 4; k++) for (let j = 1; j < 4; j++) data.fill(1, at(1, j, k), at(4, j, k));
    data[at(2, 2, 2)] = 0;
    data[at(3, 2, 2)] = 3;
    data[at(4, 2, 2)] = 2;
    data[at(7, 2, 2)] = 1;
    const { data: brain } = brainOfClasses({ data, shape, affine: affineFromSpacing([2, 2, 2]) }, CLASSES);
    expect(brain.reduce((sum, value) => sum + value, 0)).toBe(27);
    expect([brain[at(2, 2, 2)], brain[at(3, 2, 2)], brain[at(4, 2, 2)], brain[at(7, 2, 2)]]).toEqual([1, 1, 0, 0]);
  });

  it("is empty without brain", () => {
    const labels = { data: Uint8Array.of(0, 2, 2, 0), shape: [4, 1, 1] as const, affine: affineFromSpacing([2, 2, 2]) };
    expect([...brainOfClasses(labels, CLASSES).data]).toEqual([0, 0, 0, 0]);
  });
});
