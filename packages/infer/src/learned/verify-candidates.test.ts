import { affineFromSpacing, startLongTask, type VoxelIndex } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { Tensor } from "../runtime/network-session.js";
import type { Candidate } from "./find-candidates.js";
import { type OpenedVerifier, verifyCandidates } from "./verify-candidates.js";

const shape = [10, 9, 8] as const;
const image = {
  data: Float32Array.from({ length: 720 }, (_, v) => v / 1000),
  shape,
  affine: affineFromSpacing([0.5, 0.5, 1]),
};

/** Scores the middle voxel of a cube of 4 × 4 × 2 and gives its mask as it is. */
function middleVerifier(shown: Tensor[] = []): OpenedVerifier {
  const run = async ({ cube }: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>> => {
    const { data, dims } = cube as Tensor;
    shown.push({ data: data.slice(), dims });
    const count = dims[0] as number;
    const score = Float32Array.from({ length: count }, (_, n) => data[32 * n + 2 + 4 * (2 + 4)] as number);
    return { score: { data: score, dims: [count, 1] }, mask: { data: data.slice(), dims } };
  };
  return {
    network: { input: "cube", score: "score", mask: "mask", cube: [4, 4, 2] },
    session: { run, release: () => Promise.resolve() },
    mirror: "none",
  };
}

function candidate(voxel: VoxelIndex): Candidate {
  const around = { box: { from: [0, 0, 0], to: [1, 1, 1] }, probabilities: new Float32Array(1) } as const;
  const nothing = { centreProbability: Number.NaN, mimicProbability: Number.NaN };
  return { voxel, strength: 0.5, lesionProbability: 0.5, ...nothing, around };
}

const options = (signal?: AbortSignal) => ({ task: startLongTask(1, { signal }), done: 0, share: 1 });
const valueAt = ([i, j, k]: VoxelIndex): number => image.data[i + 10 * (j + 9 * k)] as number;

describe("verifyCandidates", () => {
  it("shows each candidate at the voxel behind the middle of its cube, 16 to a run, in order", async () => {
    const shown: Tensor[] = [];
    const candidates = Array.from({ length: 40 }, (_, n) => candidate([2 + (n % 7), 3, 1 + (n % 6)]));
    const verified = await verifyCandidates(image, candidates, middleVerifier(shown), options());
    expect(shown.map(({ dims }) => dims)).toEqual([
      [16, 1, 2, 4, 4],
      [16, 1, 2, 4, 4],
      [8, 1, 2, 4, 4],
    ]);
    expect(verified.map(({ voxel }) => voxel)).toEqual(candidates.map(({ voxel }) => voxel));
    for (const { voxel, verifierLogit } of verified) expect(verifierLogit).toBe(valueAt(voxel));
  });

  it("takes the mask's probabilities, as far as the cube lies on the grid", async () => {
    const [corner] = await verifyCandidates(image, [candidate([0, 8, 4])], middleVerifier(), options());
    expect(corner?.around.box).toEqual({ from: [0, 6, 3], to: [2, 9, 5] });
    expect(corner?.around.probabilities).toHaveLength(2 * 3 * 2);
    const expected = 1 / (1 + Math.exp(-valueAt([1, 7, 4])));
    expect(corner?.around.probabilities[1 + 2 * (1 + 3)]).toBeCloseTo(expected, 6);
  });

  it("shows −1 beyond the grid", async () => {
    const shown: Tensor[] = [];
    await verifyCandidates(image, [candidate([0, 0, 0])], middleVerifier(shown), options());
    expect(shown[0]?.data.filter((value) => value === -1)).toHaveLength(32 - 2 * 2);
  });

  it.each([
    ["ends after 48 that are none", -1, 48],
    ["counts from the last that is one, in whole runs", 45, 96],
    ["does not see what comes later", 50, 48],
  ])("%s", async (_, positive, asked) => {
    const opened = middleVerifier();
    let first = 0;
    const run: typeof opened.session.run = async (inputs) => {
      const answers = await opened.session.run(inputs);
      const logits = answers["score"]?.data.map((_score, n) => (first + n === positive ? 1 : -1)) as Float32Array;
      first += logits.length;
      return { ...answers, score: { data: logits, dims: [logits.length, 1] } };
    };
    const candidates = Array.from({ length: 100 }, () => candidate([4, 4, 4]));
    const one = { ...opened, session: { ...opened.session, run } };
    expect(await verifyCandidates(image, candidates, one, options())).toHaveLength(asked);
  });

  it("averages over mirror images, of which masks are turned back", async () => {
    const [plain] = await verifyCandidates(image, [candidate([4, 4, 4])], middleVerifier(), options());
    for (const [mirror, images, middles] of [
      [
        "inPlane",
        4,
        [
          [4, 4, 4],
          [3, 4, 4],
          [4, 3, 4],
          [3, 3, 4],
        ],
      ],
      [
        "all",
        8,
        [
          [4, 4, 4],
          [3, 4, 4],
          [4, 3, 4],
          [3, 3, 4],
          [4, 4, 3],
          [3, 4, 3],
          [4, 3, 3],
          [3, 3, 3],
        ],
      ],
    ] as const) {
      const shown: Tensor[] = [];
      const opened = { ...middleVerifier(shown), mirror };
      const [one] = await verifyCandidates(image, [candidate([4, 4, 4])], opened, options());
      expect(new Set(shown.map(({ data }) => data.join()))).toHaveProperty("size", images);
      // The network reads the voxel behind the middle: another one of the scan in each image.
      const mean = middles.reduce((sum, at) => sum + valueAt(at) / images, 0);
      expect(one?.verifierLogit).toBeCloseTo(mean, 6);
      one?.around.probabilities.forEach(
        (p, v) => void expect(p).toBeCloseTo(plain?.around.probabilities[v] ?? Number.NaN, 6),
      );
    }
  });

  it("asks nothing where there are none, names an answer of another size, and stops when asked", async () => {
    const shown: Tensor[] = [];
    expect(await verifyCandidates(image, [], middleVerifier(shown), options())).toEqual([]);
    expect(shown).toEqual([]);
    const { network, session } = middleVerifier();
    const wrong = { network: { ...network, score: "verdict" }, session, mirror: "none" } as const;
    await expect(verifyCandidates(image, [candidate([5, 5, 5])], wrong, options())).rejects.toMatchObject({
      code: "SHAPE_MISMATCH",
      details: { expected: [1, 1], actual: [] },
    });
    const stopped = options(AbortSignal.abort(new Error("enough")));
    await expect(verifyCandidates(image, [candidate([5, 5, 5])], middleVerifier(), stopped)).rejects.toThrow("enough");
  });
});
