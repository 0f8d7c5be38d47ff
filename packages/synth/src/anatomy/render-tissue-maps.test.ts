import { affineFromSpacing, createRng, isCmbError } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spoiledGreSignal } from "../physics/spoiled-gre-signal.js";
import type { Anatomy } from "./anatomy.js";
import { renderTissueMaps } from "./render-tissue-maps.js";
import { type Tissue, tissueConstants, tissueIndex } from "./tissue.js";
import type { TissueMaps } from "./tissue-maps.js";
import { NO_TISSUE_VARIATION } from "./tissue-variation.js";

const protocol = { echoTimeMs: 20, fieldStrengthT: 3, repetitionTimeMs: 28, flipAngleDegrees: 15 };
const N = 24;

/** White matter to the left of x = 12 mm, the given tissue to the right. */
function halves(right: Tissue): Anatomy {
  const [a, b] = [tissueIndex("whiteMatter"), tissueIndex(right)];
  const data = Uint8Array.from({ length: N ** 3 }, (_, v) => (v % N < 12 ? a : b));
  return { tissues: { data, shape: [N, N, N], affine: affineFromSpacing([1, 1, 1]) } };
}

const gridAt = (spacingMm: number, n: number, from: readonly [number, number, number]): Grid => ({
  shape: [n, n, n] as const,
  affine: affineFromSpacing([spacingMm, spacingMm, spacingMm], from),
});

describe("renderTissueMaps", () => {
  it("gives the values of the table without variation", async () => {
    const maps = await renderTissueMaps(halves("cortex"), gridAt(1, 4, [2, 2, 2]), {
      protocol,
      rng: createRng(1),
      variation: NO_TISSUE_VARIATION,
    });
    const white = tissueConstants("whiteMatter", 3);
    expect(maps.amplitude[5]).toBeCloseTo(spoiledGreSignal(white, { ...protocol, echoTimeMs: 0 }), 6);
    expect(maps.r2StarPerS[5]).toBeCloseTo(1000 / 53, 4);
    expect(maps.susceptibilityPpm[5]).toBeCloseTo(-0.03, 6);
  });

  it("mixes linearly where a border runs between voxels of the anatomy", async () => {
    const options = { protocol, rng: createRng(1), variation: NO_TISSUE_VARIATION };
    const maps = await renderTissueMaps(halves("csf"), gridAt(0.25, 5, [11, 5, 5]), options);
    const [left, right] = [maps.susceptibilityPpm[0] as number, maps.susceptibilityPpm[4] as number];
    for (const n of [1, 2, 3]) {
      expect(maps.susceptibilityPpm[n]).toBeCloseTo(left + (n / 4) * (right - left), 6);
    }
    // Each border voxel holds an eighth of the other side.
    expect(right).toBeCloseTo(0.02 - 0.05 / 8, 6);
    expect(left).toBeCloseTo(-0.03 + 0.05 / 8, 6);
  });

  it.each(["skull", "air", "marrow", "fat", "scalp"] as const)(
    "leaves the susceptibility of %s to the field of the head",
    async (tissue) => {
      const maps = await renderTissueMaps(halves(tissue), gridAt(1, 3, [18, 5, 5]), {
        protocol,
        rng: createRng(1),
        variation: { ...NO_TISSUE_VARIATION, susceptibilityTexturePpm: 0 },
      });
      expect([...maps.susceptibilityPpm].every((ppm) => ppm === 0)).toBe(true);
    },
  );

  it("has air outside of the anatomy", async () => {
    const maps = await renderTissueMaps(halves("csf"), gridAt(1, 3, [-40, 5, 5]), { protocol, rng: createRng(1) });
    expect([...maps.amplitude].every((signal) => signal === 0)).toBe(true);
  });

  it("gives more R2* and susceptibility to nuclei with more iron, and the same to white matter", async () => {
    const render = (iron: number): Promise<TissueMaps> => {
      const variation = { ...NO_TISSUE_VARIATION, iron };
      return renderTissueMaps(halves("pallidum"), gridAt(1, 20, [2, 2, 2]), { protocol, rng: createRng(1), variation });
    };
    const [little, much] = [await render(0.5), await render(2.2)];
    expect(much.r2StarPerS[19]).toBeGreaterThan(1.5 * (little.r2StarPerS[19] as number));
    expect(much.susceptibilityPpm[19]).toBeGreaterThan(0.3);
    expect(much.r2StarPerS[0]).toBe(little.r2StarPerS[0]);
  });

  it("draws contrast anew for each tissue when it is random", async () => {
    const variation = { ...NO_TISSUE_VARIATION, contrast: "random" } as const;
    const ratios = [1, 2, 3, 4].map(async (seed) => {
      const maps = await renderTissueMaps(halves("csf"), gridAt(1, 20, [2, 2, 2]), {
        protocol,
        rng: createRng(seed),
        variation,
      });
      return (maps.amplitude[19] as number) / (maps.amplitude[0] as number);
    });
    const values = await Promise.all(ratios);
    expect(Math.max(...values)).toBeGreaterThan(1.3 * Math.min(...values));
  });

  it("has the texture that it was asked for", async () => {
    const variation = { ...NO_TISSUE_VARIATION, amplitudeTexture: 0.05, susceptibilityTexturePpm: 0.01 };
    const maps = await renderTissueMaps(halves("whiteMatter"), gridAt(1, 20, [2, 2, 2]), {
      protocol,
      rng: createRng(1),
      variation,
    });
    const spread = (data: Float32Array): number => {
      const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
      return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
    };
    const mean = maps.amplitude.reduce((sum, value) => sum + value, 0) / maps.amplitude.length;
    expect(spread(maps.amplitude) / mean).toBeGreaterThan(0.02);
    expect(spread(maps.amplitude) / mean).toBeLessThan(0.06);
    expect(spread(maps.susceptibilityPpm)).toBeGreaterThan(0.004);
    expect(spread(maps.susceptibilityPpm)).toBeLessThan(0.018);
    expect(spread(maps.r2StarPerS)).toBe(0);
  });

  it("refuses a field that the table does not reach", async () => {
    const error = await renderTissueMaps(halves("csf"), gridAt(1, 3, [2, 2, 2]), {
      protocol: { ...protocol, fieldStrengthT: 20 },
      rng: createRng(1),
    }).catch((reason: unknown) => reason);
    expect(isCmbError(error, "OUT_OF_RANGE")).toBe(true);
  });

  describe("properties", () => {
    it("gives a point of the world the same values in every patch, whatever was drawn before", async () => {
      const anatomy = halves("csf");
      const whole = await renderTissueMaps(anatomy, gridAt(0.5, 41, [1, 1, 1]), { protocol, rng: createRng(9) });
      const start = fc.integer({ min: 0, max: 30 });
      await fc.assert(
        fc.asyncProperty(start, start, start, async (i, j, k) => {
          const rng = createRng(9);
          rng.uniform();
          const from = [1 + i / 2, 1 + j / 2, 1 + k / 2] as const;
          const patch = await renderTissueMaps(anatomy, gridAt(0.5, 10, from), { protocol, rng });
          for (const name of ["amplitude", "r2StarPerS", "susceptibilityPpm"] as const) {
            const there = whole[name][i + 3 + 41 * (j + 4 + 41 * (k + 5))] as number;
            expect(Math.abs((patch[name][3 + 10 * (4 + 10 * 5)] as number) - there)).toBeLessThan(
              1e-5 * Math.max(1, there),
            );
          }
        }),
        { numRuns: 6 },
      );
    });

    it("differs from seed to seed", async () => {
      const [a, b] = await Promise.all(
        [1, 2].map((seed) =>
          renderTissueMaps(halves("csf"), gridAt(1, 3, [2, 2, 2]), { protocol, rng: createRng(seed) }),
        ),
      );
      expect(a?.amplitude).not.toEqual(b?.amplitude);
    });
  });
});
