import { beforeAll, describe, expect, it } from "vitest";
import type { Anatomy } from "../anatomy/anatomy.js";
import { generateAnatomy } from "../anatomy/generate-anatomy.js";
import { headField } from "../field/head-field.js";
import type { VesselPieces } from "../vessels/vessel-pieces.js";
import { headFieldAlong, headOfScan, type PreparedHead, prepareHead } from "./prepare-head.js";

/** Length in mm and mean radius of all but the deep veins, which are the same with every algorithm. */
function extentOf({ pointsMm, radiiMm, trees }: VesselPieces): {
  readonly lengthMm: number;
  readonly radiusMm: number;
} {
  let [lengthMm, weighted] = [0, 0];
  for (const [n, radius] of radiiMm.entries()) {
    if (trees[n] === 0) continue;
    const p = pointsMm.subarray(6 * n, 6 * n + 6);
    const along = Math.hypot(...[0, 1, 2].map((axis) => (p[axis + 3] ?? 0) - (p[axis] ?? 0)));
    lengthMm += along;
    weighted += along * radius;
  }
  return { lengthMm, radiusMm: weighted / lengthMm };
}

/** Where veins run, to be compared at once. */
function bytesOf(veins: VesselPieces | undefined): string {
  return Buffer.from(veins?.pointsMm.buffer ?? new ArrayBuffer(0)).toString("latin1");
}

const common = { seed: 4, index: 3, fieldSpacingMm: 8 };
let anatomy: Anatomy;
let head: PreparedHead;

beforeAll(async () => {
  anatomy = await generateAnatomy(1, { spacingMm: 3, headScale: 0.4 });
  head = await prepareHead({ ...common, anatomy, veinSets: 2 });
}, 30_000);

describe("prepareHead", () => {
  it("gives a head fields for six directions and as many sets of veins as asked for", () => {
    expect(head.anatomy).toBe(anatomy);
    expect(head.headFieldsPpm.length).toBe(6);
    expect(head.veinSets.length).toBe(2);
    expect(head.veinSets[0]?.radiiMm.length).toBeGreaterThan(1000);
    expect(bytesOf(head.veinSets[1]) === bytesOf(head.veinSets[0])).toBe(false);
  });

  it("sums the field of any direction of B0 from six", async () => {
    const b0Direction = [2 / 7, -3 / 7, 6 / 7] as const;
    const direct = await headField(anatomy, { b0Direction, spacingMm: 8 });
    const summed = headFieldAlong(head.headFieldsPpm, b0Direction);
    const largest = direct.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const off = summed.data.reduce((most, value, v) => Math.max(most, Math.abs(value - (direct.data[v] ?? 0))), 0);
    expect(off / largest).toBeLessThan(1e-4);
  });
});

describe("prepareHead of a seed and an index", () => {
  it("grows the veins of the scan of this seed and index", async () => {
    const options = { seed: 4, anatomy, fieldSpacingMm: 30 };
    const [first, own] = [await prepareHead(options), await headOfScan({ ...options, index: 0 })];
    expect(bytesOf(own.veinSets[0]) === bytesOf(first.veinSets[0])).toBe(true);
    expect(own.headFieldsPpm[5]?.data).toEqual(first.headFieldsPpm[5]?.data);
    expect(bytesOf(first.veinSets[0]) === bytesOf(head.veinSets[0])).toBe(false);
  }, 30_000);

  it("refuses an option that it has not", async () => {
    const misspelt = { ...common, anatomy, veinSet: 2 };
    await expect(prepareHead(misspelt)).rejects.toThrow("prepareHead: veinSet is unknown");
  });
});

describe("headOfScan", () => {
  it("makes a head by the seed of the scan, with the veins of training or with those of the preset shifted", async () => {
    const training = await headOfScan({ ...common, anatomy, preset: "shifted", protocol: {} });
    expect(bytesOf(training.veinSets[0]) === bytesOf(head.veinSets[0])).toBe(true);
    const shifted = await headOfScan({ ...common, anatomy, preset: "shifted" });
    const prepared = await prepareHead({ ...common, anatomy, veins: "colonisation" });
    expect(bytesOf(shifted.veinSets[0]) === bytesOf(prepared.veinSets[0])).toBe(true);
    const [walked, colonised] = [training, shifted].map(({ veinSets: [veins] }) => extentOf(veins as VesselPieces));
    expect((colonised?.radiusMm ?? 0) / (walked?.radiusMm ?? 0)).toBeGreaterThan(1.1);
    expect((colonised?.lengthMm ?? 0) / (walked?.lengthMm ?? 0)).toBeGreaterThan(0.4);
    expect((colonised?.lengthMm ?? 0) / (walked?.lengthMm ?? 0)).toBeLessThan(1.6);
  }, 30_000);

  it("takes the head that is given", async () => {
    expect(await headOfScan({ ...common, head, preset: "shifted" })).toBe(head);
  });
});
