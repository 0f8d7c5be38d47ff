import { affineFromSpacing } from "@cmb/core";
import { expect, it } from "vitest";
import { displayFrame } from "./display-frame.js";
import { viewPlanes } from "./view-planes.js";

const SIDES: Readonly<Record<string, readonly [number, number, number]>> = {
  R: [1, 0, 0],
  L: [-1, 0, 0],
  A: [0, 1, 0],
  P: [0, -1, 0],
  S: [0, 0, 1],
  I: [0, 0, -1],
};

it("names at each edge of each picture the side of the patient that lies there, the right on the left of the page", () => {
  const views = viewPlanes(displayFrame(affineFromSpacing([1, 1, 3])));
  expect(views.map(({ name }) => name)).toEqual(["axial", "coronal", "sagittal"]);
  for (const { across, down, letters } of views) {
    expect(across.map((n) => n + 0)).toEqual(SIDES[letters.right]);
    expect(across.map((n) => 0 - n)).toEqual(SIDES[letters.left]);
    expect(down.map((n) => n + 0)).toEqual(SIDES[letters.bottom]);
    expect(down.map((n) => 0 - n)).toEqual(SIDES[letters.top]);
  }
  expect(views[0].letters.left).toBe("R");
  expect(views[1].letters.left).toBe("R");
  expect(views[2].letters.left).toBe("A");
});
