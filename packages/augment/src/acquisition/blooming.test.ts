import { affineFromSpacing, createRng, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../testdata/comparable.js";
import { standardTests } from "../testdata/standard-tests.js";
import { type BloomingParameters, blooming } from "./blooming.js";

const TWICE: BloomingParameters = { factor: 2, widestMm: 5, backgroundMm: 6 };

/** Voxels along each axis. */
const N = 32;

/** Tissue of 100 with a dark ball, and air around: the signal of the ball's middle and its radius can be chosen. */
function head(radiusMm: number, depth: number): Volume {
  const grid = { shape: [N, N, N], affine: affineFromSpacing([0.75, 0.75, 0.75]) } as const;
  const data = new Float32Array(N ** 3);
  for (let v = 0; v < data.length; v++) {
    const [i, j, k] = [v % N, Math.floor(v / N) % N, Math.floor(v / (N * N))];
    const tissue = Math.hypot(i - 16, j - 16, k - 16) < 15 ? 100 : 0;
    const r = 0.75 * Math.hypot(i - 20, j - 16, k - 14);
    data[v] = tissue * (1 - depth * Math.exp(-Math.log(2) * (r / radiusMm) ** 2));
  }
  return { ...grid, data };
}

standardTests("blooming", {
  transform: blooming,
  options: { factor: [1.5, 2] },
  identity: { ...TWICE, factor: 1 },
  moves: false,
  refused: { factor: 0 },
  scene: { image: head(1.5, 0.7) },
});

const MIDDLE = 20 + N * (16 + N * 14);
const darkVoxels = ({ data }: Volume, below: number): number =>
  data.filter((value) => value > 0 && value < below).length;

describe("blooming", () => {
  it("multiplies what the middle of a lesion lost", async () => {
    const before = head(1.5, 0.5);
    const { data } = await blooming().apply(before, TWICE);
    // Half of the signal to the power of 2^1.25.
    expect(data[MIDDLE]).toBeGreaterThan(17);
    expect(data[MIDDLE]).toBeLessThan(22);
  });

  it("widens a lesion for a longer echo, and narrows it for a shorter one", async () => {
    const before = head(1.5, 0.7);
    const longer = await blooming().apply(before, TWICE);
    const shorter = await blooming().apply(before, { ...TWICE, factor: 0.5 });
    expect(darkVoxels(longer, 70)).toBeGreaterThan(1.3 * darkVoxels(before, 70));
    expect(darkVoxels(shorter, 70)).toBeLessThan(0.7 * darkVoxels(before, 70));
  });

  it("leaves air, and tissue far from anything dark", async () => {
    const before = head(1.5, 0.7);
    const { data } = await blooming().apply(before, TWICE);
    expect(data.every((value, v) => before.data[v] !== 0 || value === 0)).toBe(true);
    // The other side of the head.
    const far = 6 + N * (16 + N * 18);
    expect(Math.abs((data[far] as number) - (before.data[far] as number))).toBeLessThan(0.5);
  });

  it("leaves wide dark objects alone", async () => {
    const before = head(4, 0.7);
    const { data } = await blooming().apply(before, { ...TWICE, widestMm: 1.5 });
    expect(data[MIDDLE]).toBe(before.data[MIDDLE]);
  });

  it("leaves an image of one value as it is, and draws as often below 1 as above", async () => {
    const flat = { ...head(1, 0), data: new Float32Array(N ** 3).fill(4) };
    expect(bytesOf((await blooming().apply(flat, TWICE)).data)).toBe(bytesOf(flat.data));
    const factors = await Promise.all(Array.from({ length: 100 }, (_, n) => blooming().sample(createRng(n), flat)));
    expect(factors.filter(({ factor }) => factor < 1).length).toBeGreaterThan(30);
  });
});
