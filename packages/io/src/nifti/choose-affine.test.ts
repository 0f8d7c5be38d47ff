import { type Affine, affineDeterminant, spacing } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chooseAffine,
  furthestApart,
  type Geometry,
  PIXDIM_TOLERANCE,
  type StoredGeometry,
  whyUnusable,
} from "./choose-affine.js";

const SFORM: Affine = [-2, 0, 0, 90, 0, 2, 0, -126, 0, 0, 3, -72, 0, 0, 0, 1];
const stored: StoredGeometry = {
  sformCode: 1,
  qformCode: 1,
  sform: SFORM,
  quaternion: [0, 1, 0],
  quaternionOffset: [90, -126, -72],
  pixdim: [-1, 2, 2, 3, 0, 0, 0, 0],
  axes: 3,
  mmPerUnit: 1,
};
const choose = (changes: Partial<StoredGeometry>): Geometry => chooseAffine({ ...stored, ...changes }, [91, 109, 91]);
const codes = ({ warnings }: Geometry): string[] => warnings.map(({ code }) => code);
const column = (n: number, value: number): Affine =>
  SFORM.map((old, at) => (at % 4 === n && at < 12 ? old * value : old)) as unknown as Affine;

describe("chooseAffine", () => {
  test("takes the sform when both forms can be used and agree", () => {
    const geometry = choose({});
    expect(geometry).toMatchObject({ affine: SFORM, source: "sform", warnings: [] });
    // Half a turn about y, k reversed by qfac.
    expect(geometry.qform).toEqual(SFORM);
  });

  test("takes the sform that lies within 1 % of pixdim", () => {
    expect(PIXDIM_TOLERANCE).toBe(0.01);
    expect(choose({ sform: column(2, 1.009), qformCode: 0 }).source).toBe("sform");
  });

  test.each<[string, Partial<StoredGeometry>]>([
    ["is zero", { sform: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] }],
    ["holds NaN", { sform: column(0, Number.NaN) }],
    ["holds an infinity", { sform: column(3, Number.POSITIVE_INFINITY) }],
    ["has columns in one plane", { sform: [2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1] }],
    ["has a column 2 % from pixdim", { sform: column(2, 1.02) }],
    ["lies a million km away", { sform: column(3, 1e10) }],
    ["has a column of a nanometre", { sform: column(0, 1e-7), pixdim: [-1, 2e-7, 2, 3] }],
  ])("takes the qform when the sform %s, with a warning", (_, changes) => {
    const geometry = choose(changes);
    expect(geometry.source).toBe("qform");
    expect(geometry.sform).toBeNull();
    expect(codes(geometry)).toContain("SFORM_UNUSABLE");
  });

  test("takes the qform without a warning when there is no sform", () => {
    expect(choose({ sformCode: 0 })).toMatchObject({ source: "qform", sform: null, warnings: [] });
  });

  test.each<[string, Partial<StoredGeometry>]>([
    ["a quaternion longer than 1", { quaternion: [1, 1, 0] }],
    ["a quaternion that is NaN", { quaternion: [Number.NaN, 0, 0] }],
    ["an offset that is NaN", { quaternionOffset: [Number.NaN, 0, 0] }],
  ])("takes pixdim when the qform has %s", (_, changes) => {
    const geometry = choose({ sformCode: 0, ...changes });
    expect(codes(geometry)).toEqual(["QFORM_UNUSABLE", "AFFINE_FROM_PIXDIM"]);
    expect(geometry).toMatchObject({ source: "pixdim", qform: null });
  });

  test("centres the grid and turns x round when it takes pixdim, as nibabel does", () => {
    const geometry = choose({ sformCode: 0, qformCode: 0 });
    expect(geometry.affine).toEqual([-2, 0, 0, 90, 0, 2, 0, -108, 0, 0, 3, -135, 0, 0, 0, 1]);
    expect(codes(geometry)).toEqual(["AFFINE_FROM_PIXDIM"]);
  });

  test("takes 1 mm along axes that the file does not have", () => {
    const geometry = chooseAffine({ ...stored, sformCode: 0, qformCode: 0, axes: 2, pixdim: [1, 2, 2, 7] }, [3, 3, 1]);
    expect(spacing(geometry.affine)).toEqual([2, 2, 1]);
  });

  test("asks nothing of the sform along axes that the file does not have", () => {
    expect(choose({ axes: 2, pixdim: [1, 2, 2, 0] })).toMatchObject({ source: "sform" });
  });

  test("takes the magnitude of a negative pixdim, with a warning", () => {
    const geometry = choose({ pixdim: [-1, -2, 2, 3] });
    expect(geometry).toMatchObject({ source: "sform", affine: SFORM });
    expect(codes(geometry)).toEqual(["PIXDIM_INVALID"]);
  });

  test("lets an sform stand where pixdim says nothing, with a warning", () => {
    const geometry = choose({ pixdim: [1, 0, Number.NaN, 3], qformCode: 0 });
    expect(geometry.source).toBe("sform");
    expect(codes(geometry)).toEqual(["PIXDIM_INVALID", "PIXDIM_INVALID"]);
  });

  test("reads qfac 0 as 1, and anything but 1 and -1 as 1 with a warning", () => {
    const k = ({ affine }: Geometry): number => affine[10];
    expect(k(choose({ sformCode: 0, pixdim: [1, 2, 2, 3] }))).toBe(-3);
    expect(codes(choose({ sformCode: 0, pixdim: [0, 2, 2, 3] }))).toEqual([]);
    const odd = choose({ sformCode: 0, pixdim: [-7, 2, 2, 3] });
    expect(k(odd)).toBe(-3);
    expect(codes(odd)).toEqual(["QFAC_INVALID"]);
  });

  test("warns when forms of one code lie more than half a voxel apart, and not when their codes differ", () => {
    const apart = { quaternionOffset: [92, -126, -72] as const };
    expect(codes(choose(apart))).toEqual(["SFORM_QFORM_DISAGREE"]);
    expect(codes(choose({ ...apart, qformCode: 2 }))).toEqual([]);
    expect(codes(choose({ quaternionOffset: [90.9, -126, -72] }))).toEqual([]);
  });

  test("converts lengths of sform, qform and pixdim to millimetres", () => {
    const inMetres = {
      sform: SFORM.map((value, n) => (n < 12 ? value / 1000 : value)) as unknown as Affine,
      quaternionOffset: [0.09, -0.126, -0.072] as const,
      pixdim: [-1, 0.002, 0.002, 0.003],
      mmPerUnit: 1000,
    };
    for (const codesOf of [{}, { sformCode: 0 }, { sformCode: 0, qformCode: 0 }]) {
      const { affine } = choose({ ...inMetres, ...codesOf });
      for (const [n, length] of [2, 2, 3].entries()) expect(spacing(affine)[n]).toBeCloseTo(length, 9);
    }
  });
});

test("furthestApart is the largest distance over the corners", () => {
  expect(furthestApart(SFORM, SFORM, [9, 9, 9])).toBe(0);
  expect(furthestApart(SFORM, column(2, 2), [1, 1, 1])).toBe(0);
  expect(furthestApart(SFORM, column(2, 2), [1, 1, 5])).toBe(12);
});

describe("whyUnusable", () => {
  test("says nothing about an affine that can be used", () => expect(whyUnusable(SFORM)).toBeUndefined());
  test("says why, with the number", () => {
    expect(whyUnusable(column(2, 0))).toBe("one of its columns is 0 mm long");
  });
});

describe("properties", () => {
  test("whatever the header says, the affine is finite and can be inverted", () => {
    const anything = fc.oneof(fc.double(), fc.constantFrom(0, 1, -1, 1e-300, 1e300));
    const three = fc.tuple(anything, anything, anything);
    fc.assert(
      fc.property(
        fc.record({
          sformCode: fc.integer({ min: -1, max: 5 }),
          qformCode: fc.integer({ min: -1, max: 5 }),
          sform: fc.array(anything, { minLength: 12, maxLength: 12 }),
          quaternion: three,
          quaternionOffset: three,
          pixdim: fc.array(anything, { minLength: 8, maxLength: 8 }),
          axes: fc.integer({ min: 1, max: 7 }),
          mmPerUnit: fc.constantFrom(1, 1000, 0.001),
        }),
        (geometry) => {
          const sform = [...geometry.sform, 0, 0, 0, 1] as unknown as Affine;
          const { affine } = chooseAffine({ ...geometry, sform }, [4, 5, 6]);
          expect(affine.every(Number.isFinite)).toBe(true);
          expect(Number.isFinite(1 / affineDeterminant(affine))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
