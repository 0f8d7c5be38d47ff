import {
  type Affine,
  affineFromSpacing,
  createRng,
  type Shape,
  spacing,
  voxelToWorld,
  type WorldPoint,
  worldToVoxel,
} from "@cmb/core";
import { arbitraryAffine } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compose } from "../composition/compose.js";
import { cropOrPad } from "../crops/crop-or-pad.js";
import type { Transform } from "../definition/transform.js";
import type { Scene } from "../scene.js";
import { madeScene } from "../testdata/made-scene.js";
import { affine } from "./affine.js";
import { elastic } from "./elastic.js";
import { flip } from "./flip.js";
import { gridDistortion } from "./grid-distortion.js";
import { runsOf } from "./move-scene.js";
import { resampleTo } from "./resample-to.js";
import { rotate90 } from "./rotate90.js";
import { transposeAxes } from "./transpose-axes.js";
import { zoom } from "./zoom.js";

const outside = 0;
const small = { scales: [0.9, 1.15] as const, degrees: [-25, 25] as const, outside };
const bend = elastic({ controlPoints: 5, maximumMm: 20, lockedBorders: 1, outside });

const MOVES: readonly [string, Transform][] = [
  ["affine", affine({ ...small, translationMm: [-1, 1], shears: [-0.1, 0.1] })],
  ["zoom", zoom({ factor: [0.85, 1.2], outside })],
  ["elastic", bend],
  ["grid distortion", gridDistortion({ shift: [-0.3, 0.3], outside })],
  ["flip", flip({ axes: [0, 1, 2] })],
  ["rotate90", rotate90({ axes: [0, 1, 2] })],
  ["transpose", transposeAxes({ axes: [0, 1, 2] })],
  ["crop or pad", cropOrPad({ shape: [26, 19, 21], outside })],
  ["resampling", resampleTo({ spacingMm: { distribution: "choice", values: [1.3, 2.5] }, outside })],
  ["affine, then elastic", compose([affine(small), bend])],
  ["elastic, then affine", compose([bend, affine(small)])],
  ["elastic twice with a turn between", compose([bend, affine(small), bend])],
  [
    "everything",
    compose([flip(), affine(small), rotate90(), bend, cropOrPad({ shape: [23, 23, 23], outside }), zoom({ outside })]),
  ],
];

/** The same directions with voxels of 0.9 to 1.3 mm: over slices of 7 mm a turn by 25 degrees leads out of so small a grid. */
function nearlyCubic(any: Affine): Affine {
  const mm = spacing(any);
  const wanted = [0.9, 1.1, 1.3, 1];
  return any.map((value, n) =>
    n % 4 === 3 ? value : (value / (mm[n % 4] ?? 1)) * (wanted[n % 4] ?? 1),
  ) as unknown as Affine;
}

/** Images that hold i, j and k of each voxel, so that a moved image says where each of its voxels came from. */
function coordinateScene(grid: Pick<Scene["image"], "shape" | "affine">, point: WorldPoint): Scene {
  const [ni, nj, nk] = grid.shape;
  const image = (of: (v: number) => number) => ({
    ...grid,
    data: Float32Array.from({ length: ni * nj * nk }, (_, v) => of(v)),
  });
  const [i, j, k] = [
    image((v) => v % ni),
    image((v) => Math.floor(v / ni) % nj),
    image((v) => Math.floor(v / (ni * nj))),
  ];
  return { image: i, channels: [j, k], points: [point] };
}

/** The value between voxels, by straight lines. */
function valueAt({ data, shape }: Scene["image"], at: readonly number[]): number {
  const lower = at.map(Math.floor);
  let value = 0;
  for (let n = 0; n < 8; n++) {
    const corner = lower.map((low, axis) => low + ((n >> axis) & 1));
    const weight = corner.reduce((product, whole, axis) => product * (1 - Math.abs(whole - (at[axis] ?? 0))), 1);
    value += weight * (data[(corner[0] ?? 0) + shape[0] * ((corner[1] ?? 0) + shape[1] * (corner[2] ?? 0))] ?? 0);
  }
  return value;
}

describe("properties", () => {
  it.each(MOVES)("%s: a point shows what it showed before", async (_name, transform) => {
    const shape: Shape = [18, 16, 14];
    const near = fc.integer({ min: -25, max: 25 }).map((n) => n / 10);
    await fc.assert(
      fc.asyncProperty(arbitraryAffine(), fc.tuple(near, near, near), fc.nat(1e6), async (oblique, off, seed) => {
        const grid = { shape, affine: nearlyCubic(oblique) };
        const voxel = [8.5 + off[0], 7.5 + off[1], 6.5 + off[2]] as const;
        const scene = coordinateScene(grid, voxelToWorld(grid.affine, voxel));
        const parameters = await transform.sample(createRng(seed), scene.image);
        const { image, channels = [], points = [] } = await transform.applyToScene(scene, parameters);
        const at = worldToVoxel(image.affine, points[0] ?? [0, 0, 0]);
        fc.pre(at.every((place, axis) => place >= 1 && place < (image.shape[axis] ?? 0) - 2));
        const shown = [image, ...channels].map((one) => valueAt(one, at));
        // Straight lines between voxels of a curved field are off by a few hundredths of a voxel.
        for (const [axis, wanted] of voxel.entries()) expect(Math.abs((shown[axis] ?? 0) - wanted)).toBeLessThan(0.1);
      }),
      { numRuns: 8 },
    );
  });

  it("moves every label with its voxels, by the nearest voxel or by majority", async () => {
    for (const labelInterpolation of ["nearest", "majority"] as const) {
      const scene = madeScene();
      const turn = affine({ degrees: [0, 0, 20], scales: 1, labelInterpolation });
      const { labels, points = [] } = await turn.applyToScene(scene, await turn.sample(createRng(1), scene.image));
      const at = points.map((point) => {
        const [i, j, k] = worldToVoxel(labels?.affine ?? scene.image.affine, point).map(Math.round);
        return labels?.data[(i ?? 0) + 24 * ((j ?? 0) + 20 * (k ?? 0))];
      });
      expect(at).toStrictEqual([1, 2, 3]);
    }
  });
});

describe("moveScene", () => {
  const grid = { shape: [4, 4, 4] as const, affine: affineFromSpacing([1, 1, 1]) };
  const sampling = { interpolation: "linear", labelInterpolation: "nearest", outside: 0 } as const;
  const shift = (mm: number) =>
    ({ kind: "affine", matrix: [1, 0, 0, mm, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] }) as const;

  it("makes moves in a row in one interpolation, their affine maps multiplied", () => {
    const runs = runsOf([
      { grid, toInput: [shift(1)], sampling },
      { grid, toInput: [] },
      { grid, toInput: [shift(2)], sampling },
    ]);
    expect(runs).toStrictEqual([{ grid, toInput: [shift(3)], sampling, outside: 0 }]);
  });

  it("keeps apart moves that want different interpolations or values beyond the image", () => {
    const move = { grid, toInput: [shift(1)], sampling };
    const others = [
      { ...sampling, interpolation: "cubic" },
      { ...sampling, labelInterpolation: "majority" },
      { ...sampling, outside: "edge" },
    ] as const;
    for (const other of others) expect(runsOf([move, { ...move, sampling: other }])).toHaveLength(2);
    expect(runsOf([move, { grid, toInput: [], outside: 5 }])).toHaveLength(2);
  });

  it("loses nothing by a crop that a later turn needs", async () => {
    const scene = madeScene();
    const turn = affine({ degrees: [0, 0, 45], scales: 1, outside: -1 });
    const both = compose([cropOrPad({ shape: [12, 12, 12], outside: -1 }), turn]);
    const { image } = await both.applyToScene(scene, await both.sample(createRng(1), scene.image));
    expect(image.shape).toStrictEqual([12, 12, 12]);
    expect(image.data.includes(-1)).toBe(false);
  });

  it("moves boxes to the box about their corners", async () => {
    const scene = { ...madeScene(), boxes: [{ fromMm: [-1, -1, -1], toMm: [1, 1, 1] }] as const };
    const turn = affine();
    const { boxes = [] } = await turn.applyToScene(
      {
        ...scene,
        image: { ...scene.image, affine: affineFromSpacing([1, 1, 1], [-11.5, -9.5, -5.5]) },
        channels: undefined,
        labels: undefined,
      },
      { scales: [1, 1, 1], degrees: [0, 0, 45], translationMm: [1, 0, 0], shears: [0, 0, 0], sampling },
    );
    const half = Math.SQRT2;
    for (const [n, wanted] of [1 - half, -half, -1].entries()) expect(boxes[0]?.fromMm[n]).toBeCloseTo(wanted, 9);
    for (const [n, wanted] of [1 + half, half, 1].entries()) expect(boxes[0]?.toMm[n]).toBeCloseTo(wanted, 9);
  });
});
