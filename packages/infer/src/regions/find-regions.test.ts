import { affineFromSpacing, type Progress, reorient, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { RegionClass } from "../manifest/model-manifest.js";
import type { Tensor } from "../runtime/network-session.js";
import { smallHead } from "../testdata/small-head.js";
import { findRegions } from "./find-regions.js";
import { gridCentre } from "./region-grid.js";
import { regionLabels } from "./region-labels.js";
import type { OpenedRegionNetwork } from "./segment-regions.js";
import { BRAIN_MM, wholeHead } from "./testdata/whole-head.js";

const SHAPE = [96, 96, 64] as const;
const BRAIN_ML = (((4 / 3) * Math.PI) / 1000) * BRAIN_MM[0] * BRAIN_MM[1] * BRAIN_MM[2];
const CLASSES: readonly RegionClass[] = ["background", "cortex"];

/** Calls cortex what is brighter than a level, by a function in place of a network. */
function brightNetwork(level: number, asked: Tensor[] = []): OpenedRegionNetwork {
  const network = { input: "image", output: "classes", spacingMm: 2, shape: SHAPE, classes: CLASSES };
  const run = async ({ image }: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>> => {
    const data = image?.data ?? new Float32Array();
    asked.push({ data, dims: image?.dims ?? [] });
    const classes = new Float32Array(2 * data.length);
    for (let v = 0; v < data.length; v++) classes[data.length + v] = (data[v] as number) - level;
    return { classes: { data: classes, dims: [1, 2, 64, 96, 96] } };
  };
  return { network, session: { run, release: () => Promise.resolve() } };
}

function ml({ data, affine }: { readonly data: Uint8Array; readonly affine: readonly number[] }): number {
  const voxel = Math.abs((affine[0] as number) * (affine[5] as number) * (affine[10] as number));
  return (data.reduce((sum, value) => sum + value, 0) * voxel) / 1000;
}

describe("findRegions", () => {
  it("takes the network's brain onto the scan's grid", async () => {
    const volume = wholeHead();
    const asked: Tensor[] = [];
    const { brain, anatomy, warnings } = await findRegions(volume, brightNetwork(0.4, asked), {});
    expect(warnings).toEqual([]);
    expect(brain.shape).toEqual(volume.shape);
    expect(ml(brain) / BRAIN_ML).toBeGreaterThan(0.93);
    expect(ml(brain) / BRAIN_ML).toBeLessThan(1.07);
    expect(anatomy.classes).toEqual(CLASSES);
    expect(asked.map(({ dims }) => dims)).toEqual([[1, 1, 64, 96, 96]]);
    expect(asked[0]?.data.reduce((most, value) => Math.max(most, value), 0)).toBe(1);
  });

  it("finds the same brain in the scan turned to another orientation", async () => {
    const volume = wholeHead();
    const there = await findRegions(volume, brightNetwork(0.4), {});
    const turned = await findRegions(reorient(volume, "PSL"), brightNetwork(0.4), {});
    const back = reorient(turned.brain, "RAS");
    const differing = back.data.reduce((sum, value, v) => sum + Math.abs(value - (there.brain.data[v] as number)), 0);
    expect(differing / back.data.length).toBeLessThan(0.005);
  });

  it("asks again about the brain where it lies far from the middle of the head", async () => {
    // A head with a block in front that touches the brain: the middle of the box around both lies far from the brain's.
    const volume = wholeHead([76, 128, 46]);
    for (let j = 90; j < 102; j++) volume.data.fill(350, 30 + 76 * (j + 128 * 23), 46 + 76 * (j + 128 * 23));
    for (let k = 10; k < 36; k++) volume.data.fill(350, 76 * (102 + 128 * k), 76 * (126 + 128 * k));
    const asked: Tensor[] = [];
    const { anatomy } = await findRegions(volume, brightNetwork(0.5, asked), {});
    expect(asked).toHaveLength(2);
    expect(Math.abs(gridCentre(anatomy.brain)[1])).toBeLessThan(3);
  });

  it("falls back to the classical mask with a warning where the network finds no brain, or hardly any", async () => {
    const volume = smallHead(5);
    for (const level of [5, 1.05]) {
      const { brain, anatomy, warnings } = await findRegions(volume, brightNetwork(level), {});
      expect(warnings).toEqual([expect.stringMatching(/region network found \d+ ml.*classical mask was used/)]);
      expect(anatomy.labels).toBeUndefined();
      expect(ml(brain)).toBeGreaterThan(50);
      expect(await regionLabels(anatomy, volume, {})).toBeNull();
    }
  });

  it("does without a network, on a 2 mm grid of its own", async () => {
    const { brain, anatomy } = await findRegions(smallHead(5), undefined, {});
    expect(ml(brain)).toBeGreaterThan(50);
    expect(anatomy.labels).toBeUndefined();
    expect(ml(anatomy.brain)).toBeCloseTo(ml(brain), -1);
  });

  it("names another output than the manifest's", async () => {
    const { network, session } = brightNetwork(0.4);
    const wrong = { network: { ...network, classes: ["background", "cortex", "csf"] as const }, session };
    await expect(findRegions(wholeHead(), wrong, {})).rejects.toMatchObject({
      code: "SHAPE_MISMATCH",
      details: { expected: [1, 3, 64, 96, 96], actual: [1, 2, 64, 96, 96] },
    });
  });

  it("reports progress that never falls and ends whole, and stops when asked", async () => {
    const seen: Progress[] = [];
    await findRegions(smallHead(5), brightNetwork(5), { onProgress: (progress) => seen.push(progress) });
    for (let n = 1; n < seen.length; n++) {
      expect(seen[n]?.completed).toBeGreaterThanOrEqual(seen[n - 1]?.completed ?? 0);
    }
    expect(seen.at(-1)).toMatchObject({ completed: 1, total: 1 });
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(findRegions(wholeHead(), brightNetwork(0.4), { signal })).rejects.toThrow("enough");
  });

  it("copes with few slices and with a plain image", async () => {
    const few = await findRegions(wholeHead([76, 88, 14]), brightNetwork(0.4), {});
    expect(few.warnings).toEqual([]);
    expect(ml(few.brain) / (Math.PI * BRAIN_MM[0] * BRAIN_MM[1] * 0.042)).toBeCloseTo(0.96, 1);
    const plain: Volume = { data: new Float32Array(1000), shape: [10, 10, 10], affine: affineFromSpacing([2, 2, 2]) };
    await expect(findRegions(plain, brightNetwork(0.4), {})).rejects.toMatchObject({ code: "EMPTY_VOLUME" });
  });
});

describe("regionLabels", () => {
  it("gives the class of the nearest coarse voxel on the scan's grid", async () => {
    const volume = wholeHead();
    const { anatomy } = await findRegions(volume, brightNetwork(0.4), {});
    const regions = await regionLabels(anatomy, volume, {});
    expect(regions?.names).toEqual(CLASSES);
    expect(regions?.shape).toEqual(volume.shape);
    expect(regions?.data).toBeInstanceOf(Uint8Array);
    expect(regions?.data[38 + 76 * (44 + 88 * 23)]).toBe(1);
    expect(regions?.data[0]).toBe(0);
  });
});
