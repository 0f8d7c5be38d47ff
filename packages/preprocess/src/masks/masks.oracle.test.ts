import { readFileSync } from "node:fs";
import { affineFromSpacing, type Mask, type Shape, type Volume, type VoxelIndex } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { cleanLesions, PUBLISHED_CLEANING } from "./clean-lesions.js";
import { growRegion } from "./grow-region.js";
import { growWithAutomaticTolerance } from "./grow-with-automatic-tolerance.js";
import { type GrowthScheduleName, growthSchedule } from "./growth-schedule.js";
import { kneedle } from "./kneedle.js";
import { pruneLesions } from "./prune-lesions.js";
import type { GrowthRule } from "./region-grower.js";
import { splitByDistance } from "./split-by-distance.js";

type Values = readonly number[];
interface Fixture {
  readonly knees: readonly { readonly x: Values; readonly y: Values; readonly knee: number | null }[];
  readonly schedules: Readonly<Record<GrowthScheduleName, { length: number; first: Values; last: Values }>>;
  readonly growths: readonly {
    readonly shape: Shape;
    readonly image: Values;
    readonly seeds: readonly VoxelIndex[];
    readonly rule: GrowthRule;
    readonly runs: readonly { readonly tolerance: number; readonly voxels: Values; readonly exceeded: boolean }[];
    readonly schedule: GrowthScheduleName;
    readonly automatic: {
      readonly sizes: Values;
      readonly index: number;
      readonly knee: boolean;
      readonly exceeded: boolean;
      readonly voxels: Values;
      readonly sphericity: number;
    };
  }[];
  readonly cleanings: readonly {
    readonly shape: Shape;
    readonly mask: Values;
    readonly cleaned: Values;
    readonly count: number;
    readonly rows: readonly { readonly centre: VoxelIndex; readonly size: number; readonly radius: number }[];
  }[];
  readonly splits: readonly {
    readonly shape: Shape;
    readonly spacingMm: VoxelIndex;
    readonly mask: Values;
    readonly cutMm: number;
    readonly unit: "mm" | "published";
    readonly clusters: Values;
  }[];
  readonly prunings: readonly {
    readonly shape: Shape;
    readonly mask: Values;
    readonly centres: readonly VoxelIndex[];
    readonly pruned: Values;
    readonly kept: number;
  }[];
}

const fixture: Fixture = JSON.parse(
  readFileSync(new URL("../../../../fixtures/masks/masks.json", import.meta.url), "utf8"),
);
const unit = affineFromSpacing([1, 1, 1]);
const maskOf = (values: Values, shape: Shape): Mask => ({ data: Uint8Array.from(values), shape, affine: unit });
const numbered = <T>(cases: readonly T[]): (readonly [number, T])[] => cases.map((one, n) => [n, one] as const);

describe("kneedle beside kneed 0.8.5", () => {
  it.each(numbered(fixture.knees))("gives its knee for curve %d", (_, { x, y, knee }) => {
    expect(kneedle(x, y) ?? null).toBe(knee);
  });
});

describe("growthSchedule beside numpy.arange", () => {
  it.each(Object.entries(fixture.schedules))("gives the tolerances of %s", (name, { length, first, last }) => {
    const schedule = growthSchedule(name as GrowthScheduleName);
    expect(schedule.length).toBe(length);
    expect([...schedule.slice(0, 3)]).toEqual(first);
    // The fixture's tolerances are start + n · step too, to the last bit.
    expect([...schedule.slice(-3)]).toEqual(last);
  });
});

describe("region growing beside plain Python", () => {
  const volumeOf = ({ image, shape }: { readonly image: Values; readonly shape: Shape }): Volume => ({
    data: Float32Array.from(image),
    shape,
    affine: unit,
  });

  it.each(numbered(fixture.growths))("takes the same voxels in the same order, image %d", (_, one) => {
    for (const { tolerance, voxels, exceeded } of one.runs) {
      const region = growRegion(volumeOf(one), one.seeds, { ...one.rule, tolerance });
      expect({ voxels: [...region.voxels], exceeded: region.exceeded }).toEqual({ voxels, exceeded });
    }
  });

  it.each(numbered(fixture.growths))("finds the same tolerance on the way, image %d", async (_, one) => {
    const tolerances = growthSchedule(one.schedule);
    const region = await growWithAutomaticTolerance(volumeOf(one), one.seeds, { ...one.rule, tolerances });
    expect(region.sizesVoxels).toEqual(one.automatic.sizes);
    expect(region.toleranceIndex).toBe(one.automatic.index);
    expect(region.tolerance).toBe(tolerances[one.automatic.index]);
    expect(region.chosenBy).toBe(one.automatic.knee ? "knee" : "lastButOne");
    expect(region.exceeded).toBe(one.automatic.exceeded);
    expect([...region.voxels]).toEqual(one.automatic.voxels);
    expect(region.sphericity).toBeCloseTo(one.automatic.sphericity, 12);
  });
});

describe("cleanLesions as published beside SciPy", () => {
  it("is also tried where closed lesions overlap", () => {
    expect(fixture.cleanings.some(({ cleaned }) => cleaned.includes(2))).toBe(true);
  });

  it.each(numbered(fixture.cleanings))("gives the same mask, sums and table, mask %d", (_, one) => {
    const { mask, lesions, lesionsBefore, untabledLesions } = cleanLesions(
      maskOf(one.mask, one.shape),
      PUBLISHED_CLEANING,
    );
    expect([...mask.data]).toEqual(one.cleaned);
    expect(lesions.length + untabledLesions).toBe(one.count);
    expect(lesionsBefore).toBeGreaterThanOrEqual(one.count);
    const rows = lesions.map(({ centreVoxel, sizeVoxels, radiusVoxels }) => ({
      centre: [...centreVoxel],
      size: sizeVoxels,
      radius: radiusVoxels,
    }));
    // SciPy scans with k fastest, so its rows come in another order.
    expect(rows).toHaveLength(one.rows.length);
    expect(rows).toEqual(expect.arrayContaining([...one.rows]));
  });
});

describe("splitByDistance beside scipy.cluster.hierarchy", () => {
  it.each(numbered(fixture.splits))("makes the same clusters, mask %d", (_, one) => {
    const mask = { ...maskOf(one.mask, one.shape), affine: affineFromSpacing(one.spacingMm) };
    const { labels, count } = splitByDistance(mask, { cutMm: one.cutMm, unit: one.unit });
    const pairs = new Set(one.clusters.map((cluster, v) => `${cluster} ${labels.data[v]}`));
    const clusters = new Set(one.clusters);
    expect(count).toBe(clusters.size - 1);
    expect(pairs.size).toBe(clusters.size);
    expect(pairs.has("0 0")).toBe(true);
  });
});

describe("pruneLesions as published beside SciPy and scikit-image", () => {
  it.each(numbered(fixture.prunings))("keeps the same lesions, mask %d", (_, one) => {
    const options = { centres: "truncated", atEdge: "displaced" } as const;
    const { mask, keptLesions } = pruneLesions(maskOf(one.mask, one.shape), one.centres, options);
    expect([...mask.data]).toEqual(one.pruned);
    expect(keptLesions).toBe(one.kept);
  });
});
