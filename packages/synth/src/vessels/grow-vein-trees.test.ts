import { type Affine, createRng, invertAffine } from "@cmb/core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Anatomy } from "../anatomy/anatomy.js";
import { generateAnatomy } from "../anatomy/generate-anatomy.js";
import { TISSUES } from "../anatomy/tissue.js";
import { growVeinTrees } from "./grow-vein-trees.js";
import { createVeinDomain, type VeinDomain } from "./vein-domain.js";
import { VEIN_FAMILIES, type VesselPieces } from "./vessel-pieces.js";

let anatomy: Anatomy;
let domain: VeinDomain;
let a: Affine;
let walked: VesselPieces;
let colonised: VesselPieces;

beforeAll(async () => {
  anatomy = await generateAnatomy(3, { spacingMm: 3 });
  a = invertAffine(anatomy.tissues.affine);
  domain = createVeinDomain(anatomy);
  walked = growVeinTrees(anatomy, createRng(5), { domain, density: 0.5 });
  colonised = growVeinTrees(anatomy, createRng(5), { domain, density: 0.5, algorithm: "colonisation" });
}, 60_000);

const both = (): readonly (readonly [string, VesselPieces])[] => [
  ["walk", walked],
  ["colonisation", colonised],
];

/** All that belongs to one tree, as plain numbers, to be compared. */
function treeOf(pieces: VesselPieces, tree: number): number[] {
  const numbers: number[] = [];
  for (const [n, owner] of pieces.trees.entries()) {
    if (owner !== tree) continue;
    numbers.push(...pieces.pointsMm.subarray(6 * n, 6 * n + 6), pieces.radiiMm[n] ?? 0);
    numbers.push(pieces.susceptibilitiesPpm[n] ?? 0);
  }
  return numbers;
}

const familyOf = (pieces: VesselPieces, n: number): string => VEIN_FAMILIES[pieces.families[n] ?? 0] ?? "none";
const pieceNumbers = (pieces: VesselPieces, family: string): number[] =>
  Array.from(pieces.trees.keys()).filter((n) => familyOf(pieces, n) === family);

function tissueAt([x, y, z]: readonly number[]): string {
  const { data, shape } = anatomy.tissues;
  const index = [0, 4, 8].map((row) =>
    Math.round(
      (a[row] ?? 0) * (x ?? 0) + (a[row + 1] ?? 0) * (y ?? 0) + (a[row + 2] ?? 0) * (z ?? 0) + (a[row + 3] ?? 0),
    ),
  );
  const [i = 0, j = 0, k = 0] = index;
  return TISSUES[data[i + shape[0] * (j + shape[1] * k)] ?? 0] ?? "none";
}

describe("growVeinTrees", () => {
  test("grows every family, with either algorithm", () => {
    for (const [, pieces] of both()) {
      for (const family of VEIN_FAMILIES) expect(pieceNumbers(pieces, family).length).toBeGreaterThan(20);
      expect(pieces.pointsMm.every(Number.isFinite)).toBe(true);
    }
  });

  test("lets each piece start where its parent, an earlier piece of the same tree, ends", () => {
    for (const [name, pieces] of both()) {
      let unsound = 0;
      for (const [n, parent] of pieces.parents.entries()) {
        if (parent < 0) continue;
        if (parent >= n || pieces.trees[parent] !== pieces.trees[n]) unsound++;
        for (let axis = 0; axis < 3; axis++) {
          const gap = (pieces.pointsMm[6 * n + axis] ?? 0) - (pieces.pointsMm[6 * parent + 3 + axis] ?? 0);
          if (Math.abs(gap) > 1e-3) unsound++;
        }
      }
      expect(unsound, name).toBe(0);
    }
  });

  test("has one root in each tree", () => {
    for (const [, pieces] of both()) {
      const roots = pieces.parents.filter((parent) => parent < 0).length;
      expect(roots).toBe(new Set(pieces.trees).size);
    }
  });

  test("lets no vein grow wider away from its sinus, and none beyond what its family has", () => {
    const widest = { medullary: 0.46, cortical: 1.3, deep: 2.4, cerebellar: 0.76, brainstem: 0.51 } as const;
    for (const [name, pieces] of both()) {
      for (const [n, radius] of pieces.radiiMm.entries()) {
        const family = familyOf(pieces, n) as keyof typeof widest;
        if (radius > widest[family] || radius < 0.1) throw new Error(`${name}: a ${family} vein of ${radius} mm`);
        const parent = pieces.parents[n] ?? -1;
        if (parent >= 0 && radius > (pieces.radiiMm[parent] ?? 0) + 1e-6)
          throw new Error(`${name}: ${radius} mm behind less`);
      }
    }
  });

  test("keeps medullary veins in the white matter and nuclei, and cortical ones out of it", () => {
    const shareIn = (pieces: VesselPieces, family: string, tissues: readonly string[]): number => {
      const numbers = pieceNumbers(pieces, family);
      const inside = numbers.filter((n) =>
        tissues.includes(tissueAt([...pieces.pointsMm.subarray(6 * n + 3, 6 * n + 6)])),
      );
      return inside.length / numbers.length;
    };
    for (const [, pieces] of both()) {
      const deep = [
        "whiteMatter",
        "caudate",
        "putamen",
        "pallidum",
        "thalamus",
        "accumbens",
        "whiteMatterHyperintensity",
      ];
      expect(shareIn(pieces, "medullary", deep)).toBeGreaterThan(0.97);
      expect(shareIn(pieces, "cortical", ["whiteMatter"])).toBeLessThan(0.05);
      const surface = ["csf", "cortex", "hippocampus", "amygdala", "sinus", "dura", "falx", "tentorium"];
      expect(shareIn(pieces, "cortical", surface)).toBeGreaterThan(0.9);
    }
  });

  test("joins the largest cortical veins to the sinuses, and the deep ones to the confluence", () => {
    const roots = pieceNumbers(walked, "cortical").filter((n) => walked.parents[n] === -1);
    const near = roots.filter((n) => {
      const [x = 0, y = 0, z = 0] = walked.pointsMm.subarray(6 * n, 6 * n + 3);
      const around = [-5, -2.5, 0, 2.5, 5];
      return around.some((i) => around.some((j) => around.some((k) => tissueAt([x + i, y + j, z + k]) === "sinus")));
    });
    expect(near.length / roots.length).toBeGreaterThan(0.7);
    expect(pieceNumbers(walked, "deep").some((n) => (walked.radiiMm[n] ?? 0) > 1.5)).toBe(true);
  });

  test("brings cortical veins from the vertex more than 5 cm over the side of the brain", () => {
    const reach = new Map<number, number>();
    for (const n of pieceNumbers(walked, "cortical")) {
      if ((walked.radiiMm[n] ?? 0) < 0.3) continue;
      const length = Math.hypot(
        ...[0, 1, 2].map((a) => (walked.pointsMm[6 * n + 3 + a] ?? 0) - (walked.pointsMm[6 * n + a] ?? 0)),
      );
      reach.set(n, length + (reach.get(walked.parents[n] ?? -1) ?? 0));
    }
    expect([...reach.values()].filter((mm) => mm > 50).length).toBeGreaterThan(5);
  });

  test("gives every tree one susceptibility within the range", () => {
    const narrow = growVeinTrees(anatomy, createRng(5), { domain, density: 0.1, susceptibilityPpm: [0.3, 0.32] });
    expect(narrow.susceptibilitiesPpm.every((ppm) => ppm >= 0.3 - 1e-6 && ppm <= 0.32 + 1e-6)).toBe(true);
    const perTree = new Map<number, Set<number>>();
    for (const [n, tree] of narrow.trees.entries()) {
      perTree.set(tree, (perTree.get(tree) ?? new Set()).add(narrow.susceptibilitiesPpm[n] ?? 0));
    }
    expect([...perTree.values()].every((values) => values.size === 1)).toBe(true);
    expect(new Set(narrow.susceptibilitiesPpm).size).toBeGreaterThan(5);
  });

  test("gives the same bytes for the same stream, whether or not the domain is made before", () => {
    const again = growVeinTrees(anatomy, createRng(5), { density: 0.5 });
    expect(Buffer.compare(Buffer.from(again.pointsMm.buffer), Buffer.from(walked.pointsMm.buffer))).toBe(0);
    expect(Buffer.compare(Buffer.from(again.radiiMm.buffer), Buffer.from(walked.radiiMm.buffer))).toBe(0);
    const other = growVeinTrees(anatomy, createRng(6), { domain, density: 0.5 });
    expect(other.pointsMm.slice(0, 60)).not.toEqual(walked.pointsMm.slice(0, 60));
  });

  test("makes a tree the same at every density that has it", () => {
    const sparse = growVeinTrees(anatomy, createRng(5), { domain, density: 0.1 });
    const trees = new Set(sparse.trees);
    expect(trees.size).toBeLessThan(0.5 * new Set(walked.trees).size);
    for (const tree of trees) expect(treeOf(sparse, tree)).toEqual(treeOf(walked, tree));
  });

  test("gives both halves about as many veins, and no mirror images", () => {
    const middle = domain.affine[3] + domain.affine[0] * (domain.landmarks.midlineMm / domain.spacingMm[0]);
    const left = [...walked.trees.keys()].filter((n) => (walked.pointsMm[6 * n] ?? 0) < middle);
    const share = left.length / walked.trees.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    const mirrored = new Set(left.map((n) => (2 * middle - (walked.pointsMm[6 * n] ?? 0)).toFixed(3)));
    const right = [...walked.trees.keys()].filter((n) => (walked.pointsMm[6 * n] ?? 0) > middle);
    const met = right.filter((n) => mirrored.has((walked.pointsMm[6 * n] ?? 0).toFixed(3))).length;
    expect(met / right.length).toBeLessThan(0.5);
  });

  test("scales radii, and bends veins more with more wiggle", () => {
    const thick = growVeinTrees(anatomy, createRng(5), { domain, density: 0.1, radiusScale: 2 });
    expect(Math.max(...thick.radiiMm)).toBeGreaterThan(1.5 * Math.max(...walked.radiiMm));
    const turning = (wiggle: number): number => {
      const pieces = growVeinTrees(anatomy, createRng(5), { domain, density: 0.1, wiggle });
      const cosines = pieceNumbers(pieces, "medullary").flatMap((n) => {
        const parent = pieces.parents[n] ?? -1;
        if (parent !== n - 1) return [];
        const step = (p: number): number[] =>
          [0, 1, 2].map((a) => (pieces.pointsMm[6 * p + 3 + a] ?? 0) - (pieces.pointsMm[6 * p + a] ?? 0));
        const [a, b] = [step(parent), step(n)];
        return [
          a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0) / (Math.hypot(...a) * Math.hypot(...b)),
        ];
      });
      // The median: few turns are detours around what a vein may not enter.
      return 1 - (cosines.sort((a, b) => a - b)[cosines.length >> 1] ?? 1);
    };
    expect(turning(3)).toBeGreaterThan(2 * turning(0.3));
  });

  test.each([
    ["density", { density: 5 }],
    ["wiggle", { wiggle: -1 }],
    ["radiusScale", { radiusScale: 0 }],
    ["susceptibilityPpm", { susceptibilityPpm: [0.5, 0.2] as const }],
  ])("refuses a %s out of range", (_, options) => {
    expect(() => growVeinTrees(anatomy, createRng(1), { ...options, domain })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });
});
