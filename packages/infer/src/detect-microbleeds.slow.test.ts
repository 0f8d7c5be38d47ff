import { type Affine, affineFromSpacing, type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { detectMicrobleeds } from "./detect-microbleeds.js";
import type { DetectionResult } from "./report.js";
import { ballAt, LESIONS, smallHead } from "./testdata/small-head.js";

/** The small heads of these tests are no brain to the input checks. */
function detect(volume: Volume): Promise<DetectionResult> {
  return detectMicrobleeds(volume, { model: "classical", force: true });
}

/** Where a voxel of the volume lands, for each of its three axes: which axis of the input, and turned round or not. */
function permuted(
  { data, shape, affine }: Volume,
  axes: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2],
  flip: boolean,
): Volume {
  const size = [shape[axes[0]], shape[axes[1]], shape[axes[2]]] as const;
  const stride = [1, shape[0], shape[0] * shape[1]] as const;
  const out = new Float32Array(data.length);
  let v = 0;
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      for (let i = 0; i < size[0]; i++) {
        const first = flip ? size[0] - 1 - i : i;
        out[v++] = data[first * stride[axes[0]] + j * stride[axes[1]] + k * stride[axes[2]]] as number;
      }
    }
  }
  const column = (n: 0 | 1 | 2, row: 0 | 1 | 2): number => affine[4 * row + axes[n]] as number;
  const start: [number, number, number] = [0, 0, 0];
  if (flip) start[axes[0]] = size[0] - 1;
  const origin = voxelToWorld(affine, start);
  const sign = flip ? -1 : 1;
  const rows = ([0, 1, 2] as const).map((row) => [sign * column(0, row), column(1, row), column(2, row), origin[row]]);
  return { data: out, shape: size, affine: [...rows.flat(), 0, 0, 0, 1] as unknown as Affine };
}

function distance(a: WorldPoint, b: WorldPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Every lesion has its mark, and there is no other. */
function expectLesions({ microbleeds }: DetectionResult, lesions: readonly WorldPoint[], toleranceMm: number): void {
  expect(microbleeds).toHaveLength(lesions.length);
  for (const lesion of lesions) {
    expect(Math.min(...microbleeds.map(({ centreMm }) => distance(centreMm, lesion)))).toBeLessThan(toleranceMm);
  }
}

describe("detectMicrobleeds", () => {
  for (const sliceMm of [1, 2, 3, 5]) {
    it(`finds the lesions and leaves the veins at ${sliceMm} mm slices`, async () => {
      expectLesions(await detect(smallHead(sliceMm)), LESIONS, 1 + sliceMm / 2);
    });
  }

  it("reads integers as it reads floats, and fills NaN", async () => {
    const volume = smallHead(3);
    const whole = { ...volume, data: Int16Array.from(volume.data, Math.round) };
    expectLesions(await detectMicrobleeds(whole, { model: "classical", force: true }), LESIONS, 2.5);
    const broken = {
      ...volume,
      data: Float32Array.from(volume.data, (value, v) => (v % 5003 === 0 ? Number.NaN : value)),
    };
    const { warnings, microbleeds } = await detect(broken);
    expect(microbleeds).toHaveLength(LESIONS.length);
    expect(warnings.join()).toContain("NaN");
  });
});

describe("properties", () => {
  it("does not depend on the scale of the intensities", async () => {
    const volume = smallHead(3);
    const plain = await detect(volume);
    for (const factor of [0.001, 0.37, 1e5]) {
      const scaled = await detect({ ...volume, data: volume.data.map((value) => factor * value) });
      expect(scaled.microbleeds.map(({ id, score }) => [id, score.toFixed(2)])).toEqual(
        plain.microbleeds.map(({ id, score }) => [id, score.toFixed(2)]),
      );
    }
  });

  it("finds the same lesions whichever way the axes run", async () => {
    const volume = smallHead(2);
    for (const axes of [
      [0, 1, 2],
      [1, 0, 2],
      [2, 0, 1],
      [2, 1, 0],
    ] as const) {
      for (const flip of [false, true]) expectLesions(await detect(permuted(volume, axes, flip)), LESIONS, 2);
    }
  });

  it("moves its marks with the patient", async () => {
    const volume = smallHead(3);
    const shift = affineFromSpacing([1, 1, 3], [voxelToWorld(volume.affine, [0, 0, 0])[0] + 40, 0, 0]);
    const before = await detect(volume);
    const after = await detect({ ...volume, affine: shift });
    expect(after.microbleeds.map(({ centreVoxel }) => centreVoxel)).toEqual(
      before.microbleeds.map(({ centreVoxel }) => centreVoxel),
    );
  });

  it("keeps a lesion when another one appears far away", async () => {
    const more: readonly WorldPoint[] = [...LESIONS, [-14, 8, 10]];
    expectLesions(await detect(smallHead(2, { balls: more.map(ballAt) })), more, 2);
  });

  it("finds nothing where there is nothing", async () => {
    for (const seed of [1, 2, 3]) expectLesions(await detect(smallHead(3, { balls: [], tubes: [], seed })), [], 0);
  });
});
