import { affineFromSpacing, createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { acquireNoiseFree } from "./acquire-noise-free.js";
import { imageGridWithin } from "./image-grid-within.js";
import { namedProtocol } from "./named-protocol.js";
import { startAcquisition } from "./start-acquisition.js";

const grid = { shape: [20, 18, 24], affine: affineFromSpacing([0.5, 0.5, 0.5]) } as const;
const area = 20 * 18;
const draws = createRng(2);
const signal = {
  ...grid,
  real: Float32Array.from({ length: area * 24 }, () => draws.normal()),
  imaginary: Float32Array.from({ length: area * 24 }, () => draws.normal()),
};
const slab = (first: number, count: number) => ({
  real: signal.real.subarray(first * area, (first + count) * area),
  imaginary: signal.imaginary.subarray(first * area, (first + count) * area),
});

describe("startAcquisition", () => {
  it.each(["aibl", "valdo-alfa"] as const)(
    "makes of slabs in any order what it makes of the whole: %s",
    async (name) => {
      const protocol = { ...namedProtocol(name), ghost: { count: 1, intensity: 0.05 } };
      const options = { protocol, imageGrid: imageGridWithin(grid, protocol), rng: createRng(4) };
      const whole = await acquireNoiseFree(signal, options);
      const acquisition = startAcquisition(grid, options);
      for (const first of [12, 0, 18, 6]) acquisition.addPlanes(slab(first, 6), first);
      const parts = await acquisition.finish();
      for (const part of ["real", "imaginary"] as const) {
        const differences = whole[part].map((value, v) => Math.abs(value - (parts[part][v] as number)));
        expect(differences.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(1e-5);
      }
      expect(parts.affine).toEqual(options.imageGrid.affine);
    },
  );

  it("refuses planes that are none of the grid's, and parts of planes", () => {
    const protocol = namedProtocol("aibl");
    const acquisition = startAcquisition(grid, {
      protocol,
      imageGrid: imageGridWithin(grid, protocol),
      rng: createRng(4),
    });
    const refused = expect.objectContaining({ code: "SHAPE_MISMATCH" });
    expect(() => acquisition.addPlanes(slab(0, 6), 20)).toThrow(refused);
    expect(() => acquisition.addPlanes(slab(0, 6), -1)).toThrow(refused);
    const [real, imaginary] = [new Float32Array(area + 1), new Float32Array(area + 1)];
    expect(() => acquisition.addPlanes({ real, imaginary }, 0)).toThrow(refused);
  });

  it("stops when asked, and reports progress to the end", async () => {
    const protocol = namedProtocol("aibl");
    const options = { protocol, imageGrid: imageGridWithin(grid, protocol), rng: createRng(4) };
    const controller = new AbortController();
    controller.abort();
    await expect(startAcquisition(grid, options).finish({ signal: controller.signal })).rejects.toThrow("abort");
    const reports: number[] = [];
    await startAcquisition(grid, options).finish({
      onProgress: ({ completed, total }) => reports.push(completed / total),
    });
    expect(reports.at(-1)).toBe(1);
  });
});
