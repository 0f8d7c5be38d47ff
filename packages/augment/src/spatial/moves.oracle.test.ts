import { readFileSync } from "node:fs";
import type { Affine, Shape, WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { Scene } from "../scene.js";
import { type AffineParameters, affine } from "./affine.js";
import { elastic } from "./elastic.js";
import type { MoveSampling } from "./spatial-move.js";

interface Moves {
  readonly shape: Shape;
  readonly affine: Affine;
  readonly parameters: Omit<AffineParameters, "sampling">;
  readonly point: { readonly before: WorldPoint; readonly after: WorldPoint };
  readonly control: { readonly shape: Shape; readonly displacementsMm: readonly number[] };
  readonly scipy: Readonly<Record<string, readonly number[]>>;
  readonly torchio: Readonly<Record<string, readonly number[]>>;
}

const moves: Moves = JSON.parse(
  readFileSync(new URL("../../../../fixtures/augment/moves.json", import.meta.url), "utf8"),
);
const count = moves.shape[0] * moves.shape[1] * moves.shape[2];
const data = Float32Array.from({ length: count }, (_, v) => ((v * 7919 + ((v * v) % 1013) * 31) % 997) / 8);
const image = { data, shape: moves.shape, affine: moves.affine };

const sampling = (interpolation: MoveSampling["interpolation"], outside: MoveSampling["outside"]): MoveSampling => ({
  interpolation,
  labelInterpolation: "nearest",
  outside,
});
const still = { scales: [1, 1, 1], degrees: [0, 0, 0], translationMm: [0, 0, 0], shears: [0, 0, 0] } as const;
const bend = { controlShape: moves.control.shape, displacementsMm: moves.control.displacementsMm };

/** The largest difference among voxels for which `only` is 1. */
function largest({ data: made }: Scene["image"], wanted: readonly number[] = [], only?: readonly number[]): number {
  expect(wanted).toHaveLength(count);
  return wanted.reduce((most, one, v) => (only?.[v] === 0 ? most : Math.max(most, Math.abs((made[v] ?? 0) - one))), 0);
}

/** Values from 0 to 125 were listed with five decimals, and float32 sums of eight of them are off by less. */
const LINEAR = 1e-4;
/** SciPy keeps spline coefficients in float64, we in float32: 1e-5 of their size, which is some hundreds. */
const CUBIC = 5e-3;

describe("affine against SciPy's affine_transform", () => {
  const apply = (how: MoveSampling) => affine().apply(image, { ...moves.parameters, sampling: how });

  it("agrees by straight lines, beyond the image by its nearest voxel", async () => {
    expect(largest(await apply(sampling("linear", "edge")), moves.scipy["affineLinear"])).toBeLessThan(LINEAR);
  });

  it("agrees by cubic B-splines within the image", async () => {
    const { affineCubic, affineInside = [] } = moves.scipy;
    expect(affineInside.filter((one) => one === 1).length).toBeGreaterThan(300);
    expect(largest(await apply(sampling("cubic", 0)), affineCubic, affineInside)).toBeLessThan(CUBIC);
  });

  it("moves points by the same matrix", async () => {
    const scene = { image, points: [moves.point.before] };
    const { points = [] } = await affine().applyToScene(scene, {
      ...moves.parameters,
      sampling: sampling("linear", 0),
    });
    for (const axis of [0, 1, 2]) expect(points[0]?.[axis]).toBeCloseTo(moves.point.after[axis] ?? 0, 9);
  });
});

describe("affine against TorchIO's Affine", () => {
  it("agrees on scales", async () => {
    const parameters = { ...still, scales: [1.1, 0.9, 1.2], sampling: sampling("linear", 0) } as const;
    expect(largest(await affine().apply(image, parameters), moves.torchio["scales"])).toBeLessThan(1e-3);
  });

  it("agrees on rotations about all three axes and translations, on an oblique grid", async () => {
    const { degrees, translationMm } = { degrees: [10, -15, 20], translationMm: [0.7, -1.1, 1.3] } as const;
    const parameters = { ...still, degrees, translationMm, sampling: sampling("linear", 0) };
    expect(largest(await affine().apply(image, parameters), moves.torchio["rigid"])).toBeLessThan(1e-3);
  });
});

describe("elastic", () => {
  const apply = (how: MoveSampling) => elastic().apply(image, { ...bend, sampling: how });

  it("agrees with the spline summed in NumPy and SciPy's map_coordinates by straight lines", async () => {
    expect(largest(await apply(sampling("linear", "edge")), moves.scipy["elasticLinear"])).toBeLessThan(LINEAR);
  });

  it("agrees with map_coordinates by cubic B-splines within the image", async () => {
    const { elasticCubic, elasticInside } = moves.scipy;
    expect(largest(await apply(sampling("cubic", 0)), elasticCubic, elasticInside)).toBeLessThan(CUBIC);
  });

  it("agrees with TorchIO's ElasticDeformation where the image is not left", async () => {
    const inside = moves.scipy["elasticInside"];
    // ITK spreads its control points over an eighth of a voxel more on each side, which moves places by up to 0.03 of a
    // voxel here, between neighbours that differ by up to 125.
    expect(largest(await apply(sampling("linear", 0)), moves.torchio["elastic"], inside)).toBeLessThan(3.5);
  });
});
