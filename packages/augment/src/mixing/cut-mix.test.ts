import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { cutMix } from "./cut-mix.js";

const [first, second] = [madeScene(), madeScene({ seed: 2 })];
const box = { from: [0, 0, 0], to: [10, 20, 12] } as const;

describe("cutMix", () => {
  const mixed = cutMix(first, second, { box });

  it("has the second image inside the box and the first one outside", () => {
    for (const v of [0, 9, 24 * 5 + 3]) expect(mixed.image.data[v]).toBe(second.image.data[v]);
    for (const v of [10, 23, 24 * 5 + 12]) expect(mixed.image.data[v]).toBe(first.image.data[v]);
    expect(mixed.channels?.[0]?.data[9]).toBe(second.channels[0]?.data[9]);
  });

  it("gives lesions of both different labels, and takes the points that go with them", () => {
    // Lesion 1 lies in the box, 2 and 3 beyond it.
    expect(new Set(mixed.labels?.data)).toStrictEqual(new Set([0, 2, 3, 4]));
    expect(mixed.points).toStrictEqual([first.points[1], first.points[2], second.points[0]]);
  });

  it("refuses options that it does not have", () => {
    expect(() => cutMix(first, second, { box, boxes: [] } as never)).toThrow(/cutMix.boxes/);
  });

  it("refuses boxes beyond the grid, labels of one scene, and labels that do not fit", () => {
    expect(() => cutMix(first, second, { box: { from: [0, 0, 0], to: [25, 1, 1] } })).toThrow(/does not lie within/);
    expect(() => cutMix(first, { ...second, labels: undefined }, { box })).toThrow(/both scenes need labels/);
    const many = { ...first, labels: { ...first.labels, data: first.labels.data.map(() => 254) as Uint8Array } };
    expect(() => cutMix(many, second, { box })).toThrow(expect.objectContaining({ code: "NOT_REPRESENTABLE" }));
  });
});
