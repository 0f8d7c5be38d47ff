import { describe, expect, it } from "vitest";
import { tissueConstants } from "../../anatomy/tissue.js";
import { smallHead } from "../../testdata/small-head.js";
import { createTissueSampler } from "../tissue-sampler.js";
import { applyLayersInto } from "./apply-layers.js";
import type { Layer } from "./layer.js";

const EDGE = 60;
const settings = { echoTimeMs: 20, repetitionTimeMs: 30, flipAngleDegrees: 15, fieldStrengthT: 3 };
const tissueAt = createTissueSampler(smallHead().anatomy);

function applied(layers: readonly Layer[]) {
  const first = -(EDGE - 1) / 2;
  const maps = {
    shape: [EDGE, EDGE, EDGE],
    affine: [1, 0, 0, first, 0, 1, 0, first, 0, 0, 1, first, 0, 0, 0, 1],
    amplitude: new Float32Array(EDGE ** 3).fill(0.1),
    r2StarPerS: new Float32Array(EDGE ** 3).fill(20),
    susceptibilityPpm: new Float32Array(EDGE ** 3),
  } as const;
  applyLayersInto(maps, layers, { tissueAt, settings });
  const at = (x: number, y: number, z: number): number => {
    const [i, j, k] = [x - first, y - first, z - first].map(Math.round) as [number, number, number];
    return i + EDGE * (j + EDGE * k);
  };
  return { ...maps, at };
}

describe("applyLayersInto", () => {
  it("adds iron within its tissues alone", () => {
    const blob = { centreMm: [0.5, 0.5, 2.5], sigmaMm: 2, susceptibilityPpm: 0.5, r2StarPerS: 100 } as const;
    const { susceptibilityPpm, r2StarPerS, at } = applied([
      { kind: "iron", objectId: 1, tissues: ["pallidum"], blobs: [blob] },
    ]);
    expect(susceptibilityPpm[at(0.5, 0.5, 2.5)]).toBeCloseTo(0.5, 5);
    expect(r2StarPerS[at(0.5, 0.5, 2.5)]).toBeCloseTo(120, 3);
    // White matter, 2 mm above the middle of the blob.
    expect(susceptibilityPpm[at(0.5, 0.5, 4.5)]).toBe(0);
  });

  it("puts fluid into a tube, with the signal of fluid", () => {
    const { amplitude, r2StarPerS, susceptibilityPpm, at } = applied([
      { kind: "fluid", objectId: 1, startMm: [-4.5, 0.5, 0.5], endMm: [4.5, 0.5, 0.5], radiusMm: 1.6 },
    ]);
    const fluid = tissueConstants("csf", 3);
    expect(r2StarPerS[at(0.5, 0.5, 0.5)]).toBeCloseTo(1000 / fluid.t2StarMs, 4);
    expect(susceptibilityPpm[at(3.5, 0.5, 0.5)]).toBeCloseTo(fluid.susceptibilityPpm, 6);
    expect(amplitude[at(0.5, 0.5, 0.5)]).not.toBeCloseTo(0.1, 3);
    expect(amplitude[at(0.5, 4.5, 0.5)]).toBeCloseTo(0.1, 6);
  });

  it("lays siderosis on the outermost cortex", () => {
    const { susceptibilityPpm, at } = applied([
      {
        kind: "siderosis",
        objectId: 1,
        centreMm: [0, 0, 21],
        reachMm: 15,
        thicknessMm: 1.5,
        susceptibilityPpm: 0.4,
        r2StarPerS: 80,
      },
    ]);
    expect(susceptibilityPpm[at(0.5, 0.5, 21.5)]).toBeGreaterThan(0.15);
    expect(susceptibilityPpm[at(0.5, 0.5, 19.5)]).toBe(0);
    expect(susceptibilityPpm[at(0.5, 0.5, 23.5)]).toBe(0);
    expect(susceptibilityPpm[at(0.5, 0.5, -21.5)]).toBe(0);
  });
});
