import { affineFromSpacing, type Mask, type Shape } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BlendedSlice } from "./blended-slices.js";
import { findCandidates } from "./find-candidates.js";

const LIMITS = { leastProbability: 0.1, separationMm: 2.5, most: 100, surroundings: true };
type Channels = Readonly<Partial<Record<"lesion" | "centre" | "mimic", Float32Array>>>;

async function* slices(channels: Channels, shape: Shape): AsyncGenerator<BlendedSlice, void, undefined> {
  const area = shape[0] * shape[1];
  for (let k = 0; k < shape[2]; k++) {
    const of = Object.entries(channels).map(([name, data]) => [name, data.slice(area * k, area * (k + 1))] as const);
    yield { k, channels: Object.fromEntries(of) };
  }
}

function brain(shape: Shape): Mask {
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]).fill(1);
  return { data, shape, affine: affineFromSpacing([0.5, 0.5, 1]) };
}

/** Probabilities that are 0 but where given. */
function spots(shape: Shape, at: readonly (readonly [number, number, number, number])[]): Float32Array {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (const [i, j, k, p] of at) data[i + shape[0] * (j + shape[1] * k)] = p;
  return data;
}

describe("findCandidates", () => {
  const shape = [20, 16, 12] as const;

  it("gives the maxima of √(lesion · centre) with each probability, strongest first", async () => {
    const lesion = spots(shape, [
      [3, 3, 2, 0.5],
      [15, 10, 9, 0.9],
      [4, 3, 2, 0.4],
    ]);
    const centre = spots(shape, [
      [3, 3, 2, 0.9],
      [15, 10, 9, 0.4],
      [4, 3, 2, 0.3],
    ]);
    const found = await findCandidates(slices({ lesion, centre, mimic: lesion }, shape), brain(shape), LIMITS);
    expect(found.map(({ voxel }) => voxel)).toEqual([
      [3, 3, 2],
      [15, 10, 9],
    ]);
    expect(found[0]?.strength).toBeCloseTo(Math.sqrt(0.45), 6);
    expect(found[1]).toMatchObject({
      lesionProbability: expect.closeTo(0.9, 6),
      mimicProbability: expect.closeTo(0.9, 6),
    });
  });

  it("takes the lesion's probability where there are no centres", async () => {
    const lesion = spots(shape, [[3, 3, 2, 0.5]]);
    const [found] = await findCandidates(slices({ lesion }, shape), brain(shape), LIMITS);
    expect(found).toMatchObject({ strength: 0.5, centreProbability: Number.NaN, mimicProbability: Number.NaN });
  });

  it("leaves out what is weak, outside of the brain, too near a stronger one, or beyond the number", async () => {
    const lesion = spots(shape, [
      [3, 3, 2, 0.5],
      [7, 3, 2, 0.4],
      [8, 3, 2, 0.6],
      [3, 12, 2, 0.09],
      [3, 12, 9, 0.8],
      [12, 12, 9, 0.7],
    ]);
    const mask = brain(shape);
    mask.data[3 + 20 * (12 + 16 * 9)] = 0;
    const find = async (most: number): Promise<readonly unknown[]> =>
      (await findCandidates(slices({ lesion }, shape), mask, { ...LIMITS, most })).map(({ voxel }) => voxel);
    expect(await find(100)).toEqual([
      [12, 12, 9],
      [8, 3, 2],
      [3, 3, 2],
    ]);
    expect(await find(1)).toEqual([[12, 12, 9]]);
  });

  it("counts the first of equal neighbours", async () => {
    const lesion = spots(shape, [
      [3, 3, 2, 0.5],
      [4, 3, 2, 0.5],
      [3, 3, 3, 0.5],
    ]);
    const found = await findCandidates(slices({ lesion }, shape), brain(shape), { ...LIMITS, separationMm: 0.1 });
    expect(found.map(({ voxel }) => voxel)).toEqual([[3, 3, 2]]);
  });

  it("takes the probabilities around a candidate with it, as far as the box goes", async () => {
    const tall = [30, 30, 20] as const;
    const lesion = Float32Array.from({ length: 18000 }, (_, v) => 0.05 + ((v * 31) % 97) / 10000);
    lesion[1 + 30 * (15 + 30 * 10)] = 0.9;
    const [found] = await findCandidates(slices({ lesion }, tall), brain(tall), LIMITS);
    // 5 mm and a voxel: 11 along i and j, 6 along k.
    expect(found?.around.box).toEqual({ from: [0, 4, 4], to: [13, 27, 17] });
    const bare = { ...LIMITS, surroundings: false };
    const [without] = await findCandidates(slices({ lesion }, tall), brain(tall), bare);
    expect(without).toMatchObject({ voxel: found?.voxel, strength: found?.strength });
    expect(without?.around.probabilities).toHaveLength(0);
    const at = (i: number, j: number, k: number): number | undefined =>
      found?.around.probabilities[i + 13 * (j - 4 + 23 * (k - 4))];
    for (const [i, j, k] of [
      [0, 4, 4],
      [1, 15, 10],
      [12, 26, 16],
      [5, 20, 7],
    ] as const) {
      expect(at(i, j, k)).toBe(lesion[i + 30 * (j + 30 * k)]);
    }
  });

  it("is empty for an empty brain", async () => {
    const mask = { ...brain(shape), data: new Uint8Array(20 * 16 * 12) };
    expect(await findCandidates(slices({}, shape), mask, LIMITS)).toEqual([]);
  });

  describe("properties", () => {
    it("is what a search of the whole image finds", async () => {
      const size = fc.tuple(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 30 }),
      );
      await fc.assert(
        fc.asyncProperty(size, fc.infiniteStream(fc.nat(20)), async (of, draws) => {
          const n = of[0] * of[1] * of[2];
          const lesion = Float32Array.from({ length: n }, () => Number(draws.next().value) / 20);
          const limits = { leastProbability: 0.3, separationMm: 0.1, most: n, surroundings: true };
          const found = await findCandidates(slices({ lesion }, of), brain(of), limits);
          expect(new Set(found.map(({ voxel: [i, j, k] }) => i + of[0] * (j + of[1] * k)))).toEqual(
            maximaOf(lesion, of),
          );
          const strengths = found.map(({ strength }) => strength);
          expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
        }),
        { numRuns: 60 },
      );
    });
  });
});

/** By definition: no neighbour is higher, and no equal one comes before. */
function maximaOf(data: Float32Array, [ni, nj, nk]: Shape): ReadonlySet<number> {
  const maxima = new Set<number>();
  for (let v = 0; v < data.length; v++) {
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    let highest = (data[v] as number) >= Math.fround(0.3);
    for (let n = 0; n < 27; n++) {
      const [p, q, r] = [i + (n % 3) - 1, j + (Math.floor(n / 3) % 3) - 1, k + Math.floor(n / 9) - 1];
      if (p < 0 || q < 0 || r < 0 || p >= ni || q >= nj || r >= nk) continue;
      const w = p + ni * (q + nj * r);
      if ((data[w] as number) > (data[v] as number) || (data[w] === data[v] && w < v)) highest = false;
    }
    if (highest) maxima.add(v);
  }
  return maxima;
}
