import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affineFromSpacing } from "../affine/affine-from-spacing.js";
import { permuteAxes } from "../permute-axes.js";
import { arbitraryMask } from "../testing.js";
import type { Mask, Shape, Volume, VoxelArray } from "../volume.js";
import { type Connectivity, connectedComponents } from "./connected-components.js";

const affine = affineFromSpacing([1, 1, 1]);
const connectivities = [6, 18, 26] as const;

/** Slices one after the other, rows as text: "#" is foreground. */
function drawn(...slices: readonly (readonly string[])[]): Mask {
  const rows = slices.flat();
  const data = Uint8Array.from([...rows.join("")].map((letter) => (letter === "#" ? 1 : 0)));
  return { data, shape: [rows[0]?.length ?? 0, slices[0]?.length ?? 0, slices.length], affine };
}

const count = (mask: Volume<VoxelArray>, connectivity: Connectivity): number =>
  connectedComponents(mask, { connectivity }).count;

describe("connectedComponents", () => {
  it("joins faces by 6, also edges by 18, also corners by 26", () => {
    const face = drawn(["##"]);
    const edgeInSlice = drawn(["#.", ".#"]);
    const edgeAcross = drawn(["#", "."], [".", "#"]);
    const edgeAlong = drawn(["#."], [".#"]);
    const corner = drawn(["#.", ".."], ["..", ".#"]);
    const otherCorner = drawn(["..", ".#"], ["#.", ".."]);
    const counts = [face, edgeInSlice, edgeAcross, edgeAlong, corner, otherCorner].map((mask) =>
      connectivities.map((connectivity) => count(mask, connectivity)),
    );
    expect(counts).toEqual([
      [1, 1, 1],
      [2, 1, 1],
      [2, 1, 1],
      [2, 1, 1],
      [2, 2, 1],
      [2, 2, 1],
    ]);
  });

  it("does not join the end of a row to the start of the next", () => {
    expect(count(drawn(["..#", "#.."]), 26)).toBe(2);
    expect(count(drawn(["..#", "..."], ["...", "#.."]), 26)).toBe(2);
  });

  it("numbers objects in the order in which a scan meets them, also where two parts join late", () => {
    const { labels, count: n } = connectedComponents(drawn(["#.#.#", "#.#..", "###.#"]), { connectivity: 6 });
    expect(n).toBe(3);
    expect([...labels.data]).toEqual([1, 0, 1, 0, 2, 1, 0, 1, 0, 0, 1, 1, 1, 0, 3]);
  });

  it("keeps shape and affine", () => {
    const mask = drawn(["#."]);
    const { labels } = connectedComponents(mask, { connectivity: 6 });
    expect(labels.shape).toBe(mask.shape);
    expect(labels.affine).toBe(mask.affine);
  });

  it.each<[string, VoxelArray]>([
    ["float32, NaN and negative numbers too", Float32Array.of(Number.NaN, 0, -0.5, -0)],
    ["int16", Int16Array.of(256, 0, -1, 0)],
    ["bytes that do not start at a word", new Uint8Array(Uint8Array.of(9, 1, 0, 7, 0).buffer, 1)],
  ])("counts every voxel that is not 0: %s", (_, data) => {
    const { labels } = connectedComponents({ data, shape: [4, 1, 1], affine }, { connectivity: 6 });
    expect([...labels.data]).toEqual([1, 0, 2, 0]);
  });

  it.each<[string, Shape]>([
    ["one voxel", [1, 1, 1]],
    ["a row", [9, 1, 1]],
    ["a column", [1, 9, 1]],
    ["a stack", [1, 1, 9]],
    ["a slice", [5, 7, 1]],
  ])("handles %s, empty and full", (_, shape) => {
    const size = shape[0] * shape[1] * shape[2];
    for (const connectivity of connectivities) {
      expect(count({ data: new Uint8Array(size), shape, affine }, connectivity)).toBe(0);
      expect(count({ data: new Uint8Array(size).fill(1), shape, affine }, connectivity)).toBe(1);
    }
  });

  it("holds more runs than it first makes room for", () => {
    const shape: Shape = [64, 64, 64];
    const data = Uint8Array.from({ length: 64 ** 3 }, (_, v) => (v + Math.floor(v / 64) + Math.floor(v / 4096)) % 2);
    expect(count({ data, shape, affine }, 6)).toBe(64 ** 3 / 2);
    expect(count({ data, shape, affine }, 18)).toBe(1);
  });

  it("handles rows longer than 65535 voxels", () => {
    const shape: Shape = [70_001, 2, 1];
    const data = new Uint8Array(140_002);
    for (const v of [0, 65_535, 65_536, 70_000, 70_001 + 65_536]) data[v] = 1;
    expect([
      ...connectedComponents({ data, shape, affine }, { connectivity: 6 }).labels.data.filter((label) => label > 0),
    ]).toEqual([1, 2, 2, 3, 2]);
  });

  it("refuses any other connectivity", () => {
    expect(() => count(drawn(["#"]), 8 as Connectivity)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", details: { name: "connectivity", value: 8 } }),
    );
  });

  describe("properties", () => {
    const mask = arbitraryMask({ maxLength: 9 });
    const connectivity = fc.constantFrom(...connectivities);

    it("gives the labels of a flood fill", () => {
      fc.assert(
        fc.property(mask, connectivity, (volume, c) => {
          expect(connectedComponents(volume, { connectivity: c }).labels.data).toEqual(floodFill(volume, c));
        }),
        { numRuns: 500 },
      );
    });

    it("labels the foreground and nothing else, with 1…count", () => {
      fc.assert(
        fc.property(mask, connectivity, (volume, c) => {
          const { labels, count: n } = connectedComponents(volume, { connectivity: c });
          expect(Uint8Array.from(labels.data, (label) => Math.min(label, 1))).toEqual(volume.data);
          expect(new Set(labels.data.filter((label) => label > 0)).size).toBe(n);
        }),
      );
    });

    it("finds no more objects the more neighbours touch", () => {
      fc.assert(
        fc.property(mask, (volume) => {
          expect(count(volume, 18)).toBeLessThanOrEqual(count(volume, 6));
          expect(count(volume, 26)).toBeLessThanOrEqual(count(volume, 18));
        }),
      );
    });

    it("finds as many objects when axes are exchanged and reversed", () => {
      fc.assert(
        fc.property(mask, connectivity, (volume, c) => {
          expect(count(permuteAxes(volume, { order: [2, 0, 1], flip: [true, false, true] }), c)).toBe(count(volume, c));
        }),
      );
    });
  });
});

/** The definition, voxel by voxel. */
function floodFill({ data, shape }: Mask, connectivity: Connectivity): Uint32Array {
  const [ni, nj, nk] = shape;
  const reach = { 6: 1, 18: 2, 26: 3 }[connectivity];
  const labels = new Uint32Array(data.length);
  let label = 0;
  for (let seed = 0; seed < data.length; seed++) {
    if (data[seed] === 0 || labels[seed] !== 0) continue;
    labels[seed] = ++label;
    const stack = [seed];
    for (let v = stack.pop(); v !== undefined; v = stack.pop()) {
      const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))] as const;
      for (let n = 0; n < 27; n++) {
        const [di, dj, dk] = [(n % 3) - 1, (Math.floor(n / 3) % 3) - 1, Math.floor(n / 9) - 1] as const;
        if (Math.abs(di) + Math.abs(dj) + Math.abs(dk) > reach) continue;
        const [x, y, z] = [i + di, j + dj, k + dk] as const;
        if (x < 0 || y < 0 || z < 0 || x >= ni || y >= nj || z >= nk) continue;
        const w = x + ni * (y + nj * z);
        if (data[w] === 0 || labels[w] !== 0) continue;
        labels[w] = label;
        stack.push(w);
      }
    }
  }
  return labels;
}
