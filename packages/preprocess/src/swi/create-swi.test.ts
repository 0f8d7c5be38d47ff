import { affineFromSpacing, type Shape, type Volume, type VoxelArray } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CreateSwiOptions, createSwi } from "./create-swi.js";
import { wrapPhase } from "./wrap-phase.js";

const shape: Shape = [48, 40, 3];
const affine = affineFromSpacing([0.6, 0.6, 2]);
const volume = (value: (i: number, j: number, k: number) => number): Volume => {
  const data = Float32Array.from({ length: 5760 }, (_, v) =>
    value(v % 48, Math.floor(v / 48) % 40, Math.floor(v / 1920)),
  );
  return { data, shape, affine };
};
const at = (i: number, j: number, k = 1): number => i + 48 * (j + 40 * k);
const inVein = (i: number, j: number): boolean => Math.abs(i - 24) < 1.5 && j > 5 && j < 35;

/** A vein of 3 voxels' width along j, without magnitude contrast, on a background phase that wraps. */
const magnitude = volume((i, j) => 100 + ((i * 7 + j * 3) % 5));
const phaseOf = (sign: number, scale = 1): Volume =>
  volume((i, j) => wrapPhase(scale * (0.2 * i + 0.004 * j * j + (inVein(i, j) ? sign * 1.5 : 0))));
const stated: CreateSwiOptions = { phaseScale: "radians", mask: { kind: "positive" } };

/** The vein over the tissue beside it. */
const veinContrast = (swi: Volume): number => (swi.data[at(24, 20)] as number) / (swi.data[at(12, 20)] as number);

describe("createSwi", () => {
  it("darkens a vein that the magnitude does not show", async () => {
    const { volume: swi, warnings, missing } = await createSwi(magnitude, phaseOf(1), stated);
    expect(veinContrast(magnitude)).toBeCloseTo(1, 1);
    expect(veinContrast(swi)).toBeLessThan(0.55);
    expect(warnings).toEqual([]);
    expect(missing).toBe(0);
  });

  it("needs the mask of the other sign for data of the other handedness", async () => {
    expect(veinContrast((await createSwi(magnitude, phaseOf(-1), stated)).volume)).toBeGreaterThan(0.9);
    const negative = await createSwi(magnitude, phaseOf(-1), { ...stated, mask: { kind: "negative" } });
    expect(veinContrast(negative.volume)).toBeLessThan(0.55);
  });

  it("works on unwrapped phase and by the soft mask too", async () => {
    const gaussian = await createSwi(magnitude, phaseOf(1), { ...stated, filter: { method: "unwrap-gaussian" } });
    expect(veinContrast(gaussian.volume)).toBeLessThan(0.55);
    const soft = await createSwi(magnitude, phaseOf(1), { ...stated, mask: { kind: "tanh-positive", strength: 40 } });
    expect(veinContrast(soft.volume)).toBeLessThan(0.55);
  });

  it("passes the filter's own options on", async () => {
    const narrow = await createSwi(magnitude, phaseOf(1), { ...stated, filter: { method: "homodyne", fraction: 0.1 } });
    const wide = await createSwi(magnitude, phaseOf(1), { ...stated, filter: { method: "homodyne", fraction: 0.5 } });
    expect(veinContrast(narrow.volume)).toBeLessThan(veinContrast(wide.volume) - 0.1);
    const sigmas = [1, 8].map((sigma) => ({
      method: "unwrap-gaussian" as const,
      sigmaVoxels: [sigma, sigma, 0] as const,
    }));
    const [fine, coarse] = await Promise.all(
      sigmas.map((filter) => createSwi(magnitude, phaseOf(1), { ...stated, filter })),
    );
    expect(veinContrast((coarse as { volume: Volume }).volume)).toBeLessThan(
      veinContrast((fine as { volume: Volume }).volume) - 0.1,
    );
  });

  it("warns that it recognised the phase scale, and that it assumed the sign", async () => {
    const numbers = { ...phaseOf(1), data: Int16Array.from(phaseOf(1).data, (value) => (value / Math.PI) * 4095) };
    const { volume: swi, warnings } = await createSwi(magnitude, numbers);
    expect(warnings.map(({ code }) => code)).toEqual(["PHASE_SCALE_RECOGNISED", "MASK_SIGN_ASSUMED"]);
    expect(warnings[0]?.message).toContain("signed-12-bit");
    expect(veinContrast(swi)).toBeLessThan(0.55);
  });

  it("shows the magnitude where there is no phase, and says how often", async () => {
    const broken = phaseOf(1);
    for (const v of [at(24, 20), at(24, 21), at(3, 3)]) broken.data[v] = Number.NaN;
    for (const filter of [{ method: "homodyne" }, { method: "unwrap-gaussian" }] as const) {
      const { volume: swi, missing, warnings } = await createSwi(magnitude, broken, { ...stated, filter });
      expect(missing).toBe(3);
      expect(warnings.map(({ code }) => code)).toEqual(["PHASE_MISSING"]);
      expect(swi.data[at(24, 20)]).toBe(magnitude.data[at(24, 20)]);
      expect(swi.data.every((value) => Number.isFinite(value))).toBe(true);
      expect((swi.data[at(24, 24)] as number) / 100).toBeLessThan(0.6);
    }
  });

  it("combines echoes: magnitudes by the weighting, phases as at the longest echo time", async () => {
    const echoTimesMs = [10, 20];
    const magnitudes = [magnitude, { ...magnitude, data: magnitude.data.map((value) => 0.5 * value) }];
    const phases = [phaseOf(1, 0.5), phaseOf(1)];
    const options = { ...stated, echoTimesMs };
    const both = await createSwi(magnitudes, phases, options);
    expect(veinContrast(both.volume)).toBeLessThan(0.6);
    const last = await createSwi(magnitude, phaseOf(1), stated);
    expect(both.phase.data[at(24, 20)]).toBeCloseTo(last.phase.data[at(24, 20)] as number, 1);
    expect(both.magnitude.data[0]).toBeCloseTo(100 * Math.sqrt(1.25 / 2), 3);
    const byTime = await createSwi(magnitudes, phases, { ...options, combine: "echo-time" });
    expect(byTime.magnitude.data[0]).toBeCloseTo((10 * 100 + 20 * 50) / 30, 3);
  });

  it("reports progress that ends at its total, stops when asked, and leaves its inputs alone", async () => {
    const phase = phaseOf(1);
    const before = [magnitude.data.slice(), phase.data.slice()];
    const seen: number[] = [];
    await createSwi(magnitude, phase, {
      ...stated,
      onProgress: ({ completed, total }) => seen.push(completed / total),
    });
    expect(seen.at(-1)).toBe(1);
    expect([magnitude.data, phase.data]).toEqual(before);
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(createSwi(magnitude, phase, { ...stated, signal })).rejects.toThrow("stopped");
  });

  it.each([
    [{ phaseScale: "rad" }, 'phaseScale is "rad"'],
    [{ phaseScale: [1, 2, 3] }, "phaseScale is [1,2,3]"],
    [{ combine: "foo" }, 'combine is "foo"'],
  ])("refuses %j", async (options, message) => {
    const wanted = createSwi(magnitude, phaseOf(1), { ...stated, ...(options as unknown as CreateSwiOptions) });
    await expect(wanted).rejects.toMatchObject({ code: "INVALID_ARGUMENT", message: expect.stringContaining(message) });
  });

  it("refuses a phase that lies elsewhere than the magnitude", async () => {
    const moved = { ...phaseOf(1), affine: affineFromSpacing([0.6, 0.6, 2], [1, 0, 0]) };
    await expect(createSwi(magnitude, moved, stated)).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
  });

  it("refuses other grids, echoes that do not pair, missing echo times and unknown filters", async () => {
    const small: Volume<VoxelArray> = { data: new Float32Array(1), shape: [1, 1, 1], affine };
    const mismatch = { code: "SHAPE_MISMATCH" };
    const invalid = { code: "INVALID_ARGUMENT" };
    await expect(createSwi(magnitude, small, stated)).rejects.toMatchObject(mismatch);
    await expect(createSwi([magnitude, magnitude], [phaseOf(1)], stated)).rejects.toMatchObject(mismatch);
    await expect(createSwi([], [], stated)).rejects.toMatchObject({ code: "EMPTY_VOLUME" });
    const two = [phaseOf(1), phaseOf(1)];
    await expect(createSwi([magnitude, magnitude], two, stated)).rejects.toMatchObject(invalid);
    await expect(
      createSwi(
        magnitude,
        volume(() => 0.001),
      ),
    ).rejects.toMatchObject(invalid);
    const filter = { method: "median" as "homodyne" };
    await expect(createSwi(magnitude, phaseOf(1), { ...stated, filter })).rejects.toMatchObject(invalid);
  });

  describe("properties", () => {
    it("is never brighter than the magnitude, and scales with it", async () => {
      const kinds = fc.constantFrom("positive" as const, "negative" as const, "triangular" as const);
      const method = fc.constantFrom("homodyne" as const, "unwrap-gaussian" as const);
      await fc.assert(
        fc.asyncProperty(kinds, method, fc.integer({ min: 1, max: 1e6 }), async (kind, name, seed) => {
          const phase = volume((i, j, k) => wrapPhase(3 * Math.sin(i * i * seed + j * k)));
          const options: CreateSwiOptions = { phaseScale: "radians", mask: { kind }, filter: { method: name } };
          const { volume: swi } = await createSwi(magnitude, phase, options);
          const doubled = { ...magnitude, data: magnitude.data.map((value) => 2 * value) };
          const twice = await createSwi(doubled, phase, options);
          for (const [v, value] of swi.data.entries()) {
            expect(value).toBeLessThanOrEqual(magnitude.data[v] as number);
            expect(twice.volume.data[v]).toBeCloseTo(2 * value, 3);
          }
        }),
        { numRuns: 15 },
      );
    });
  });
});
