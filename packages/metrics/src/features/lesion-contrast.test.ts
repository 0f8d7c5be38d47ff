import { describe, expect, it } from "vitest";
import { labelLesions } from "../labelling/label-lesions.js";
import { paintBoxes } from "../testdata/boxes.js";
import { lesionContrast } from "./lesion-contrast.js";

const rule = { foreground: { threshold: 0, includes: "above" }, connectivity: 26 } as const;
const lesion = [5, 5, 5, 7, 7, 7];
const spacingMm = [1, 1, 3] as const;

function contrastOf(background: number, extra: readonly (readonly number[])[] = []): number {
  const { labels, voxels } = labelLesions(paintBoxes([12, 12, 12], spacingMm, [lesion]), rule);
  const whole = [0, 0, 0, 12, 12, 12, background];
  const image = paintBoxes([12, 12, 12], spacingMm, [whole, ...extra, [...lesion, 60]]);
  return lesionContrast(labels, image, [...voxels]);
}

describe("lesionContrast", () => {
  it("is the share by which the lesion is darker than what lies around it", () => {
    expect(contrastOf(100)).toBeCloseTo(0.4, 12);
    expect(contrastOf(50)).toBeCloseTo(-0.2, 12);
  });
  it("looks 3 mm far along each axis", () => {
    const shell = [2, 2, 4, 10, 10, 8, 200];
    expect(contrastOf(100, [shell])).toBeCloseTo(0.7, 12);
    // One voxel smaller in plane the shell still holds more than half of the surroundings; at 1 mm it does not.
    expect(contrastOf(100, [[4, 4, 5, 8, 8, 7, 200]])).toBeCloseTo(0.4, 12);
  });
  it("leaves out what has no signal, and is undefined where nothing is left", () => {
    expect(contrastOf(100, [[0, 0, 0, 6, 12, 12, 0]])).toBeCloseTo(0.4, 12);
    expect(contrastOf(0)).toBeNaN();
  });
});
