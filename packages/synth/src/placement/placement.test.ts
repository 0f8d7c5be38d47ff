import type { WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { createHead } from "../anatomy/head.js";
import { tissueAt } from "../anatomy/tissue-at.js";
import { growVeins } from "./grow-veins.js";
import { placeCalcifications } from "./place-calcifications.js";
import { placeMicrobleeds } from "./place-microbleeds.js";
import { createRegion } from "./region.js";

const head = createHead(11);
const region = createRegion([0, 0, 14], [205, 205, 120], 8);
const settings = { seed: 11, region, clearanceMm: 8 };

function leastDistance(points: readonly WorldPoint[]): number {
  return Math.min(
    ...points.flatMap((a, n) => points.slice(n + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]))),
  );
}

describe("placeMicrobleeds", () => {
  const placed = placeMicrobleeds(head, { ...settings, count: 60 });

  it("puts every one into grey or white matter, inside of the region and apart from the others", () => {
    expect(placed).toHaveLength(60);
    const brain = ["whiteMatter", "cortex", "caudate", "putamen", "pallidum", "thalamus"];
    expect(placed.every(({ centreMm }) => brain.includes(tissueAt(head, centreMm)))).toBe(true);
    expect(placed.every(({ centreMm }) => region.contains(centreMm))).toBe(true);
    expect(leastDistance(placed.map(({ centreMm }) => centreMm))).toBeGreaterThanOrEqual(8);
  });

  it("draws radii about a median of 0.72 mm, within 0.22 to 3.5 mm, and paramagnetic susceptibilities", () => {
    const radii = placed.map(({ radiusMm }) => radiusMm).sort((a, b) => a - b);
    // Standard error of the median of 60 log-normal radii: 6 %.
    expect(radii[30]).toBeGreaterThan(0.55);
    expect(radii[30]).toBeLessThan(0.95);
    expect(
      placed.every(
        ({ radiusMm, susceptibilityPpm: ppm }) => radiusMm >= 0.22 && radiusMm <= 3.5 && ppm >= 0.35 && ppm <= 1.8,
      ),
    ).toBe(true);
  });

  it("keeps the first ones when more are asked for", () => {
    expect(placeMicrobleeds(head, { ...settings, count: 5 })).toEqual(placed.slice(0, 5));
  });

  it("places fewer when there is no room", () => {
    const tiny = createRegion([30, 0, 30], [6, 6, 6], 0);
    expect(placeMicrobleeds(head, { ...settings, region: tiny, count: 10 }).length).toBeLessThan(10);
  });
});

describe("placeCalcifications", () => {
  it("uses each site once, with diamagnetic susceptibility", () => {
    const placed = placeCalcifications(head, { ...settings, count: 20 }, []);
    expect(placed.length).toBeGreaterThan(4);
    expect(placed.length).toBeLessThanOrEqual(7);
    expect(placed.every(({ susceptibilityPpm }) => susceptibilityPpm < 0)).toBe(true);
  });

  it("keeps its distance from what is there", () => {
    const [first] = placeCalcifications(head, { ...settings, count: 1 }, []);
    const taken = first === undefined ? [] : [first.centreMm];
    expect(placeCalcifications(head, { ...settings, count: 1 }, taken)).not.toEqual([first]);
  });
});

describe("growVeins", () => {
  const veins = growVeins(head, { seed: 11, count: 40 });

  it("grows none when none is wanted", () => {
    expect(growVeins(head, { seed: 11, count: 0 })).toEqual([]);
  });

  it("runs in short steps with one radius for each, thin at the start", () => {
    expect(veins.length).toBeGreaterThan(35);
    for (const { pathMm, radiiMm } of veins.slice(0, -4)) {
      expect(radiiMm).toHaveLength(pathMm.length - 1);
      expect(radiiMm[0]).toBeLessThan(radiiMm.at(-1) ?? 0);
      const steps = pathMm.slice(1).map((p, n) => Math.hypot(...p.map((c, axis) => c - (pathMm[n]?.[axis] ?? 0))));
      expect(Math.max(...steps)).toBeLessThan(2.1);
    }
  });

  it("keeps sulcal veins in or beside the fluid of the sulci", () => {
    const tissues = veins.slice(0, 20).flatMap(({ pathMm }) => pathMm.map((point) => tissueAt(head, point)));
    const share = tissues.filter((tissue) => tissue !== "whiteMatter").length / tissues.length;
    expect(share).toBeGreaterThan(0.85);
  });

  it("has nearly one oxygenation in all veins of a head", () => {
    const ppm = veins.map(({ susceptibilityPpm }) => susceptibilityPpm);
    expect(Math.max(...ppm) / Math.min(...ppm)).toBeLessThan(1.2);
  });

  it("runs both through slices and along them", () => {
    const steepness = veins.map(({ pathMm }) => {
      const [first, last] = [pathMm[0] ?? [0, 0, 0], pathMm.at(-1) ?? [0, 0, 0]];
      return Math.abs(last[2] - first[2]) / Math.hypot(last[0] - first[0], last[1] - first[1], last[2] - first[2]);
    });
    expect(steepness.filter((s) => s > 0.8).length).toBeGreaterThan(2);
    expect(steepness.filter((s) => s < 0.4).length).toBeGreaterThan(2);
  });
});
