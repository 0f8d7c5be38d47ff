import { affineFromSpacing, type Mask, type Shape, startLongTask, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averageSlices } from "./average-slices.js";
import { type BlendedSlice, blendedSlices, type OpenedLesionNetwork } from "./blended-slices.js";
import { functionNetwork } from "./testdata/function-network.js";

const affine = affineFromSpacing([0.5, 0.5, 1]);

function scan(shape: Shape): Volume {
  const data = Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, v) => ((v * 7919) % 1009) / 500 - 1);
  return { data, shape, affine };
}

function fullBrain({ shape }: Volume): Mask {
  return { data: new Uint8Array(shape[0] * shape[1] * shape[2]).fill(1), shape, affine };
}

async function slicesOf(image: Volume, brain: Mask, opened: OpenedLesionNetwork): Promise<BlendedSlice[]> {
  const slices: BlendedSlice[] = [];
  const options = { task: startLongTask(1, {}), done: 0, share: 1 };
  for await (const slice of blendedSlices(image, brain, opened, options)) slices.push(slice);
  return slices;
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Tile, overlap and image of any sizes. */
const setting = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 }))
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      overlap: fc.tuple(
        fc.integer({ min: 0, max: shape[0] - 1 }),
        fc.integer({ min: 0, max: shape[1] - 1 }),
        fc.integer({ min: 0, max: shape[2] - 1 }),
      ),
      image: fc.tuple(
        fc.integer({ min: 1, max: 13 }),
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 1, max: 12 }),
      ),
    }),
  );

describe("blendedSlices", () => {
  it("gives a function of the voxel back as if there were no tiles", async () => {
    const image = scan([11, 9, 10]);
    const opened = functionNetwork((value) => 3 * value, { shape: [4, 4, 4], overlap: [2, 1, 2] });
    const slices = await slicesOf(image, fullBrain(image), opened);
    expect(slices.map(({ k }) => k)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const { k, channels } of slices) {
      channels.lesion?.forEach(
        (p, v) => void expect(p).toBeCloseTo(sigmoid(3 * (image.data[99 * k + v] as number)), 5),
      );
    }
  });

  it("weighs the middle of a tile more than its rim", async () => {
    const image = scan([12, 1, 1]);
    const opened = functionNetwork(() => 0, { shape: [8, 1, 1], overlap: [4, 0, 0] });
    const position = functionNetwork((_, at) => at - 3.5, { shape: [8, 1, 1], overlap: [4, 0, 0] });
    const [flat] = await slicesOf(image, fullBrain(image), opened);
    expect(flat?.channels.lesion?.every((p) => p === 0.5)).toBe(true);
    const [slice] = await slicesOf(image, fullBrain(image), position);
    // Voxel 5 is at 5 of the first tile (near its middle) and at 1 of the second (near its rim).
    expect(slice?.channels.lesion?.[5]).toBeGreaterThan(0.5);
    expect(slice?.channels.lesion?.[6]).toBeLessThan(0.5);
  });

  it("shows the network −1 beyond the grid, and only tiles with brain", async () => {
    const image = scan([12, 4, 4]);
    const brain = fullBrain(image);
    for (let v = 0; v < brain.data.length; v++) brain.data[v] = v % 12 < 3 ? 1 : 0;
    const shown: { data: Float32Array; dims: readonly number[] }[] = [];
    await slicesOf(
      image,
      brain,
      functionNetwork((value) => value, { shape: [4, 4, 6], overlap: [0, 0, 0], shown }),
    );
    expect(shown.map(({ dims }) => dims)).toEqual([[1, 1, 6, 4, 4]]);
    expect(shown[0]?.data.subarray(0, 16).every((value) => value === -1)).toBe(true);
    expect(shown[0]?.data[16]).toBe(image.data[0]);
  });

  it("averages over mirror images, so that a network that looks to one side does not", async () => {
    const image = scan([8, 8, 4]);
    // Says "lesion" at the tile's first column only.
    const network = (mirror: OpenedLesionNetwork["mirror"]): OpenedLesionNetwork =>
      functionNetwork((_, at) => (at % 8 === 0 ? 8 : 0), { shape: [8, 8, 4], overlap: [0, 0, 0], mirror });
    const [plain] = await slicesOf(image, fullBrain(image), network("none"));
    expect([plain?.channels.lesion?.[0], plain?.channels.lesion?.[7]]).toEqual([expect.closeTo(sigmoid(8), 5), 0.5]);
    for (const mirror of ["inPlane", "all"] as const) {
      const [slice] = await slicesOf(image, fullBrain(image), network(mirror));
      expect(slice?.channels.lesion?.[0]).toBeCloseTo(sigmoid(4), 5);
      expect(slice?.channels.lesion?.[7]).toBeCloseTo(sigmoid(4), 5);
    }
  });

  it("is what one tile over everything gives, but for the little that the rims of tiles weigh", async () => {
    const image = scan([48, 1, 1]);
    // Looks one voxel to each side, and sees nothing beyond its tile.
    const looking = (length: number, overlap: number): OpenedLesionNetwork => {
      const opened = functionNetwork((value) => value, { shape: [length, 1, 1], overlap: [overlap, 0, 0] });
      const run: OpenedLesionNetwork["session"]["run"] = async ({ image: tile }) => {
        const data = tile?.data ?? new Float32Array();
        const sums = data.map((value, i) => value + (data[i - 1] ?? 0) + (data[i + 1] ?? 0));
        return { logits: { data: sums, dims: tile?.dims ?? [] } };
      };
      return { ...opened, session: { ...opened.session, run } };
    };
    const [whole] = await slicesOf(image, fullBrain(image), looking(48, 0));
    const [tiled] = await slicesOf(image, fullBrain(image), looking(16, 8));
    whole?.channels.lesion?.forEach(
      (p, i) => void expect(Math.abs(p - (tiled?.channels.lesion?.[i] ?? 9))).toBeLessThan(0.01),
    );
  });

  it("gives every channel by its name", async () => {
    const image = scan([4, 4, 4]);
    const channels = ["mimic", "lesion", "centre"] as const;
    const opened = functionNetwork((_, __, channel) => channel, { shape: [4, 4, 4], overlap: [0, 0, 0], channels });
    const [slice] = await slicesOf(image, fullBrain(image), opened);
    expect(slice?.channels.mimic?.[0]).toBe(0.5);
    expect(slice?.channels.lesion?.[0]).toBeCloseTo(sigmoid(1), 6);
    expect(slice?.channels.centre?.[0]).toBeCloseTo(sigmoid(2), 6);
  });

  it("names an answer of another size, and stops between tiles", async () => {
    const image = scan([8, 8, 8]);
    const opened = functionNetwork((value) => value, { shape: [4, 4, 4], overlap: [0, 0, 0] });
    const wrong = { ...opened, network: { ...opened.network, channels: ["lesion", "centre"] as const } };
    await expect(slicesOf(image, fullBrain(image), wrong)).rejects.toMatchObject({
      code: "SHAPE_MISMATCH",
      details: { expected: [1, 2, 4, 4, 4], actual: [1, 1, 4, 4, 4] },
    });
    const controller = new AbortController();
    const shown: { data: Float32Array; dims: readonly number[] }[] = [];
    const stopping = functionNetwork(
      (value) => {
        controller.abort(new Error("enough"));
        return value;
      },
      { shape: [4, 4, 4], overlap: [0, 0, 0], shown },
    );
    const task = startLongTask(1, { signal: controller.signal });
    const slices = blendedSlices(image, fullBrain(image), stopping, { task, done: 0, share: 1 });
    await expect(slices.next()).rejects.toThrow("enough");
    expect(shown).toHaveLength(1);
  });

  describe("properties", () => {
    it("blends a constant to the constant, whatever the tiles", async () => {
      await fc.assert(
        fc.asyncProperty(
          setting,
          fc.double({ min: -8, max: 8, noNaN: true }),
          async ({ image: size, shape, overlap }, logit) => {
            const image = scan(size);
            const slices = await slicesOf(
              image,
              fullBrain(image),
              functionNetwork(() => logit, { shape, overlap }),
            );
            expect(slices).toHaveLength(size[2]);
            for (const { channels } of slices) {
              expect(channels.lesion).toHaveLength(size[0] * size[1]);
              for (const p of channels.lesion ?? []) expect(p).toBeCloseTo(sigmoid(logit), 5);
            }
          },
        ),
        { numRuns: 40 },
      );
    });

    it("does not depend on how a network of single voxels was cut into tiles, or mirrored", async () => {
      await fc.assert(
        fc.asyncProperty(
          setting,
          fc.constantFrom("none", "inPlane", "all"),
          async ({ image: size, shape, overlap }, mirror) => {
            const image = scan(size);
            const opened = functionNetwork((value) => 2 * value + 1, { shape, overlap, mirror });
            for (const { k, channels } of await slicesOf(image, fullBrain(image), opened)) {
              channels.lesion?.forEach(
                (p, v) =>
                  void expect(p).toBeCloseTo(sigmoid(2 * (image.data[size[0] * size[1] * k + v] as number) + 1), 5),
              );
            }
          },
        ),
        { numRuns: 25 },
      );
    });
  });
});

describe("averageSlices", () => {
  it("is the mean of the probabilities, and of those that have a channel", async () => {
    const image = scan([4, 4, 3]);
    const first = functionNetwork(() => 0, { shape: [4, 4, 4], overlap: [0, 0, 0] });
    const second = functionNetwork(() => 100, { shape: [2, 2, 2], overlap: [1, 1, 1], channels: ["lesion", "centre"] });
    const options = { task: startLongTask(1, {}), done: 0, share: 1 };
    const mean: BlendedSlice[] = [];
    const both = [first, second].map((opened) => blendedSlices(image, fullBrain(image), opened, options));
    for await (const slice of averageSlices(both)) mean.push(slice);
    expect(mean.map(({ k }) => k)).toEqual([0, 1, 2]);
    for (const { channels } of mean) {
      expect(channels.lesion?.every((p) => Math.abs(p - 0.75) < 1e-6)).toBe(true);
      expect(channels.centre?.every((p) => p === 1)).toBe(true);
    }
  });
});
