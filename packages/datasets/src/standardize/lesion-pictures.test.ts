import { affineFromSpacing } from "@cmb/core";
import { lesionTable } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { lesionPictures } from "./lesion-pictures.js";

const START = 14 + 40 + 4 * 256;
const shape = [30, 30, 3] as const;
const affine = affineFromSpacing([1, 1, 1]);

/** Brightness by place, and a lesion of 3 × 3 voxels around (5, 20, 1). */
function pictures() {
  const data = Float32Array.from({ length: 2700 }, (_, v) => v % 30);
  const labels = new Uint32Array(2700);
  for (let j = 19; j <= 21; j++) for (let i = 4; i <= 6; i++) labels[i + 30 * (j + 30)] = 1;
  const map = { data: labels, shape, affine };
  return lesionPictures({ data, shape, affine }, map, lesionTable({ labels: map, count: 1 }));
}

function decode(url: string): { width: number; height: number; at: (x: number, y: number) => number } {
  const bytes = Uint8Array.from(atob(url.replace("data:image/bmp;base64,", "")), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const [width, height] = [view.getInt32(18, true), view.getInt32(22, true)];
  const stride = Math.ceil(width / 4) * 4;
  return { width, height, at: (x, y) => bytes[START + stride * (height - 1 - y) + x] ?? -1 };
}

describe("lesionPictures", () => {
  it("shows 10 mm to each side, cut off at the edge of the image, from darkest to brightest", () => {
    const [first] = pictures();
    const { width, height, at } = decode(first?.plain ?? "");
    // i from 0 to 15, j from 10 to 29.
    expect([width, height]).toEqual([16, 20]);
    expect([at(0, 0), at(15, 19), at(5, 9)]).toEqual([0, 254, Math.round((5 * 254) / 15)]);
  });

  it("outlines the lesion, with the front up, and leaves its middle as it is", () => {
    const [first] = pictures();
    const { at } = decode(first?.outlined ?? "");
    const outline = [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => at(5 + x, 9 + y) === 255));
    expect(outline).toEqual([true, true, true, true, false, true, true, true, true]);
    expect(at(5, 12)).not.toBe(255);
  });
});
