import { describe, expect, test } from "vitest";
import { findVeinMimics } from "./find-vein-mimics.js";
import type { VesselPieces } from "./vessel-pieces.js";

type Point = readonly [number, number, number];

/** Branches of pieces of 0.5 mm, each given by its corners, its radius and the piece that it goes on from. */
function tree(branches: readonly { corners: readonly Point[]; radiusMm: number; parent?: number }[]): VesselPieces {
  const points: number[] = [];
  const radii: number[] = [];
  const parents: number[] = [];
  for (const { corners, radiusMm, parent = -1 } of branches) {
    let before = parent;
    for (let c = 0; c + 1 < corners.length; c++) {
      const from = corners[c] ?? [0, 0, 0];
      const to = corners[c + 1] ?? [0, 0, 0];
      const steps = Math.round(Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]) / 0.5);
      const at = (t: number): number[] => from.map((value, axis) => value + ((to[axis] ?? 0) - value) * (t / steps));
      for (let s = 0; s < steps; s++) {
        points.push(...at(s), ...at(s + 1));
        radii.push(radiusMm);
        parents.push(before);
        before = radii.length - 1;
      }
    }
  }
  return {
    pointsMm: Float32Array.from(points),
    radiiMm: Float32Array.from(radii),
    trees: new Uint32Array(radii.length),
    families: new Uint8Array(radii.length),
    parents: Int32Array.from(parents),
    susceptibilitiesPpm: new Float32Array(radii.length).fill(0.4),
  };
}

describe("findVeinMimics", () => {
  test("finds a vein that runs across the slices, and none along them", () => {
    const upright = tree([
      {
        corners: [
          [0, 0, 0],
          [1, 0, 5],
        ],
        radiusMm: 0.4,
      },
    ]);
    const [dot, ...others] = findVeinMimics(upright);
    expect(others).toHaveLength(0);
    expect(dot?.class).toBe("vein-cross-section");
    expect(dot?.radiusMm).toBeCloseTo(0.4, 6);
    expect(dot?.susceptibilityPpm).toBeCloseTo(0.4, 6);
    expect(dot?.centreMm[2]).toBeCloseTo(3, 0);
    expect(dot?.pieces).toHaveLength(upright.radiiMm.length);
    expect(findVeinMimics(upright, { sliceDirection: [0, 2, 0] })).toHaveLength(0);
  });

  test("cuts a long vein across the slices into several dots", () => {
    const long = tree([
      {
        corners: [
          [0, 0, 0],
          [0, 0, 20],
        ],
        radiusMm: 0.4,
      },
    ]);
    const dots = findVeinMimics(long);
    expect(dots).toHaveLength(3);
    expect(new Set(dots.flatMap(({ pieces }) => pieces)).size).toBe(40);
  });

  test("finds a sharp bend once, where it is, and not a blunt one", () => {
    const sharp = tree([
      {
        corners: [
          [0, 0, 0],
          [6, 0, 0],
          [6, 6, 0],
        ],
        radiusMm: 0.4,
      },
    ]);
    const found = findVeinMimics(sharp);
    expect(found.map((mimic) => mimic.class)).toEqual(["vein-bend"]);
    expect(found[0]?.centreMm).toEqual([6, 0, 0]);
    const blunt = tree([
      {
        corners: [
          [0, 0, 0],
          [6, 0, 0],
          [12, 4, 0],
        ],
        radiusMm: 0.4,
      },
    ]);
    expect(findVeinMimics(blunt)).toHaveLength(0);
  });

  test("finds a bifurcation with the pieces of its three arms, and no twig", () => {
    const stem = {
      corners: [
        [0, 0, 0],
        [10, 0, 0],
      ] as const,
      radiusMm: 0.5,
    };
    const forked = tree([
      stem,
      {
        corners: [
          [5, 0, 0],
          [8, 4, 0],
        ],
        radiusMm: 0.4,
        parent: 9,
      },
    ]);
    const [fork, ...others] = findVeinMimics(forked);
    expect(others).toHaveLength(0);
    expect(fork?.class).toBe("vein-bifurcation");
    expect(fork?.centreMm).toEqual([5, 0, 0]);
    expect(fork?.pieces).toHaveLength(12);
    expect(
      findVeinMimics(
        tree([
          stem,
          {
            corners: [
              [5, 0, 0],
              [8, 4, 0],
            ],
            radiusMm: 0.2,
            parent: 9,
          },
        ]),
      ),
    ).toHaveLength(0);
  });

  test("leaves out what is thinner than asked for, outside of the box or without a radius", () => {
    const upright = tree([
      {
        corners: [
          [0, 0, 0],
          [0, 0, 5],
        ],
        radiusMm: 0.3,
      },
    ]);
    expect(findVeinMimics(upright, { leastRadiusMm: 0.31 })).toHaveLength(0);
    expect(findVeinMimics(upright, { box: { minimumMm: [-1, -1, -9], maximumMm: [1, 1, 0] } })).toHaveLength(0);
    expect(findVeinMimics(upright, { box: { minimumMm: [-1, -1, 0], maximumMm: [1, 1, 9] } })).toHaveLength(1);
    expect(findVeinMimics({ ...upright, radiiMm: new Float32Array(10) }, { leastRadiusMm: 0 })).toHaveLength(0);
  });

  test("refuses a slice direction without a length", () => {
    const upright = tree([
      {
        corners: [
          [0, 0, 0],
          [0, 0, 5],
        ],
        radiusMm: 0.3,
      },
    ]);
    expect(() => findVeinMimics(upright, { sliceDirection: [0, 0, 0] })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });
});
