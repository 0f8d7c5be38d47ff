import { affineFromSpacing, type Mask } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { squaredLimit } from "./ball.js";
import { ballRows, dilateRows, MAX_BALL_ROWS } from "./ball-rows.js";
import { complementRows, packRows, unpackRows } from "./bit-rows.js";
import { dilate } from "./dilate.js";
import { squaredDistances } from "./distance-transform.js";
import { erode } from "./erode.js";

/** Noise of one in twelve voxels. */
function sparse(shape: readonly [number, number, number]): Mask {
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]).map((_, v) => Number((v * 7919) % 1201 < 100));
  return { data, shape, affine: affineFromSpacing([1, 1, 1]) };
}

describe("ballRows", () => {
  it("gives each row of a ball its half-width", () => {
    const { offsets, count } = ballRows(4, [1, 1, 1], [99, 99, 99]);
    expect(count).toBe(13);
    expect(offsets[2]).toEqual([0, 0]);
    expect(offsets[1]?.length).toBe(2 * 8);
    expect(offsets[0]).toEqual([0, -2, -2, 0, 2, 0, 0, 2]);
  });

  it("ends where the grid does", () => {
    expect(ballRows(1e12, [1, 1, 1], [3, 2, 1]).offsets).toEqual([[], [], [-1, 0, 0, 0, 1, 0]]);
  });
});

describe("bit rows", () => {
  it.each([1, 31, 32, 33, 64, 70])("hold rows of %d voxels, and what is not set in them", (ni) => {
    const mask = sparse([ni, 5, 3]);
    expect(unpackRows(packRows(mask))).toEqual(mask.data);
    expect(unpackRows(complementRows(packRows(mask)))).toEqual(mask.data.map((value) => 1 - value));
  });
});

describe("dilateRows", () => {
  it("agrees with dilate and erode where a ball has so many rows that they use the distance transform", () => {
    const mask = {
      data: new Uint8Array(70 * 41 * 41),
      shape: [70, 41, 41] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    mask.data[7 + 70 * (5 + 41 * 30)] = 1;
    const ball = ballRows(squaredLimit("dilate", 17), [1, 1, 1], mask.shape);
    expect(ball.count).toBeGreaterThan(MAX_BALL_ROWS);
    const dilated = dilate(mask, { radiusMm: 17 });
    expect(Buffer.compare(dilated.data, unpackRows(dilateRows(packRows(mask), ball)))).toBe(0);
    const eroded = unpackRows(complementRows(dilateRows(complementRows(packRows(dilated)), ball)));
    expect(Buffer.compare(erode(dilated, { radiusMm: 17 }).data, eroded)).toBe(0);
    expect(eroded.includes(1)).toBe(true);
  });

  describe("properties", () => {
    it("sets what the distance transform finds within the radius, on any grid", () => {
      const radius = fc.double({ min: 0, max: 40, noNaN: true });
      const masks = fc.oneof(
        arbitraryMask(),
        fc
          .tuple(fc.integer({ min: 60, max: 100 }), fc.integer({ min: 1, max: 9 }))
          .map(([ni, nj]) => sparse([ni, nj, 5])),
      );
      fc.assert(
        fc.property(masks, radius, fc.tuple(radius, radius, radius), (mask, radiusMm, [a, b, c]) => {
          const spacingMm = [0.2 + a / 8, 0.2 + b / 8, 0.2 + c / 8] as const;
          const scaled = { ...mask, affine: affineFromSpacing(spacingMm) };
          const limit = squaredLimit("dilate", radiusMm);
          const within = squaredDistances(scaled, "background").map((squared) => Number(!(squared > limit)));
          const dilated = unpackRows(dilateRows(packRows(scaled), ballRows(limit, spacingMm, mask.shape)));
          expect([...dilated]).toEqual([...within]);
        }),
      );
    });
  });
});
