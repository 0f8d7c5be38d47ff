import { affineFromSpacing, isCmbError, type Shape, type WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { Anatomy } from "../anatomy/anatomy.js";
import { tissueIndex } from "../anatomy/tissue.js";
import { headField } from "./head-field.js";

const BRAIN = tissueIndex("whiteMatter");
const AIR = tissueIndex("air");
const SHAPE: Shape = [44, 44, 44];
const SPACING_MM = 4;
const CENTRE = 22;

/** A ball of white matter of 70 mm with a ball of air in its lower front, where a sinus lies. */
function ballHead(cavityMm: number): Anatomy {
  const data = new Uint8Array(SHAPE[0] ** 3);
  let v = 0;
  for (let k = 0; k < SHAPE[2]; k++) {
    for (let j = 0; j < SHAPE[1]; j++) {
      for (let i = 0; i < SHAPE[0]; i++, v++) {
        const [x, y, z] = [i - CENTRE, j - CENTRE, k - CENTRE].map((n) => SPACING_MM * n) as [number, number, number];
        const inside = Math.hypot(x, y, z) < 70 && Math.hypot(x, y - 50, z + 10) > cavityMm;
        data[v] = inside ? BRAIN : AIR;
      }
    }
  }
  return { tissues: { data, shape: SHAPE, affine: affineFromSpacing([4, 4, 4], [-88, -88, -88]) } };
}

const at = (field: { readonly data: Float32Array }, [x, y, z]: WorldPoint): number => {
  const [i, j, k] = [x, y, z].map((mm) => Math.round(mm / SPACING_MM) + CENTRE) as [number, number, number];
  return field.data[i + SHAPE[0] * (j + SHAPE[1] * k)] as number;
};

describe("headField", () => {
  it("is even inside of a ball, whose own field is none", async () => {
    const field = await headField(ballHead(0), { spacingMm: 4 });
    for (const point of [
      [0, 0, 0],
      [30, 0, 0],
      [0, -30, 20],
      [0, 0, 40],
    ] as const) {
      // The cut end below the image and the grain of 4 mm voxels leave some hundredths of the 9.4 ppm of air.
      expect(Math.abs(at(field, point))).toBeLessThan(0.12);
    }
  });

  it("raises the field above a cavity and lowers it beside, as air is paramagnetic to water", async () => {
    const field = await headField(ballHead(12), { spacingMm: 4 });
    const none = await headField(ballHead(0), { spacingMm: 4 });
    const change = (point: WorldPoint): number => at(field, point) - at(none, point);
    expect(change([0, 50, 8])).toBeGreaterThan(0.5);
    expect(change([20, 50, -10])).toBeLessThan(-0.2);
  });

  it("does not take the end of the image for the end of the neck", async () => {
    const column = { tissues: { ...ballHead(0).tissues } };
    column.tissues.data.forEach((_, v, data) => {
      const [i, j, k] = [v % SHAPE[0], Math.floor(v / SHAPE[0]) % SHAPE[1], Math.floor(v / SHAPE[0] / SHAPE[1])];
      data[v] = Math.hypot(i - CENTRE, j - CENTRE) < 9 && k < 34 ? BRAIN : AIR;
    });
    const field = await headField(column, { spacingMm: 4 });
    // Beside the flat end of a column the field changes, as it does at the top; shimming takes most of it.
    const change = (from: number, to: number): number => Math.abs(at(field, [0, 0, from]) - at(field, [0, 0, to]));
    expect(change(-84, -60)).toBeLessThan(0.42);
    expect(change(40, 16)).toBeGreaterThan(0.7);
  });

  it("turns with B0", async () => {
    const head = ballHead(12);
    const along = await headField(head, { spacingMm: 4, b0Direction: [0, 0, 1] });
    const across = await headField(head, { spacingMm: 4, b0Direction: [1, 0, 0] });
    expect(at(along, [0, 50, 8])).toBeGreaterThan(0.3);
    expect(at(across, [0, 50, 8])).toBeLessThan(0);
  });

  it("leaves nothing that a shim coil of second order could take", async () => {
    const head = ballHead(12);
    const { data } = await headField(head, { spacingMm: 4 });
    const sums = new Float64Array(9);
    let v = 0;
    for (let k = 0; k < SHAPE[2]; k++) {
      for (let j = 0; j < SHAPE[1]; j++) {
        for (let i = 0; i < SHAPE[0]; i++, v++) {
          if (head.tissues.data[v] !== BRAIN) continue;
          const [x, y, z] = [i - CENTRE, j - CENTRE, k - CENTRE].map((n) => n / CENTRE) as [number, number, number];
          [1, x, y, z, x * y, y * z, x * z, x * x - y * y, 2 * z * z - x * x - y * y].forEach((term, n) => {
            sums[n] = (sums[n] as number) + term * (data[v] as number);
          });
        }
      }
    }
    const voxels = head.tissues.data.filter((tissue) => tissue === BRAIN).length;
    for (const sum of sums) expect(Math.abs(sum / voxels)).toBeLessThan(1e-4);
  });

  it("shims what one slice of brain tells apart, and leaves the rest", async () => {
    const head = ballHead(0);
    const slice = SHAPE[0] * SHAPE[1];
    const muscle = tissueIndex("muscle");
    head.tissues.data.forEach((tissue, v, data) => {
      if (tissue === BRAIN && Math.floor(v / slice) !== CENTRE) data[v] = muscle;
    });
    const { data } = await headField(head, { spacingMm: 4 });
    expect(data.every(Number.isFinite)).toBe(true);
    const inSlice = data.subarray(slice * CENTRE, slice * (CENTRE + 1));
    const brain = inSlice.filter((_, v) => head.tissues.data[slice * CENTRE + v] === BRAIN);
    const mean = brain.reduce((sum, value) => sum + value, 0) / brain.length;
    expect(Math.abs(mean)).toBeLessThan(1e-4);
  });

  it("takes a head whose axes point elsewhere", async () => {
    const head = ballHead(12);
    const [ni, nj, nk] = SHAPE;
    const data = head.tissues.data.map((_, v) => {
      const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / ni / nj)];
      return head.tissues.data[ni - 1 - i + ni * (j + nj * (nk - 1 - k))] as number;
    });
    const last = 4 * (SHAPE[0] - 1) - 88;
    const affine = [-4, 0, 0, last, 0, 4, 0, -88, 0, 0, -4, last, 0, 0, 0, 1] as const;
    const field = await headField({ tissues: { data, shape: SHAPE, affine } }, { spacingMm: 4 });
    const straight = await headField(head, { spacingMm: 4 });
    const [i, j, k] = [CENTRE, CENTRE + 12, CENTRE + 2];
    const there = field.data[ni - 1 - i + ni * (j + nj * (nk - 1 - k))] as number;
    expect(there).toBeCloseTo(straight.data[i + ni * (j + nj * k)] as number, 3);
  });

  it("refuses an anatomy without brain", async () => {
    const head = ballHead(0);
    head.tissues.data.fill(tissueIndex("muscle"));
    const error = await headField(head, { spacingMm: 8 }).catch((reason: unknown) => reason);
    expect(isCmbError(error, "EMPTY_VOLUME")).toBe(true);
  });
});
