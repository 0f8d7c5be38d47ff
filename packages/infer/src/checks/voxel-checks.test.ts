import { affineFromSpacing, createRng, type Shape, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkEmptyImage } from "./empty-image.js";
import { formatPercent } from "./format-percent.js";
import { summariseImage } from "./image-summary.js";
import { checkInvertedContrast } from "./inverted-contrast.js";
import { checkLabelMap } from "./label-map.js";
import { checkLowSignalToNoise } from "./low-signal-to-noise.js";
import { checkMinimumIntensityProjection } from "./minimum-intensity-projection.js";
import { checkNanVoxels } from "./nan-voxels.js";
import { checkStructure } from "./not-a-brain.js";
import { checkNotMagnitude, negativeShare } from "./not-magnitude.js";
import { checkPhaseImage } from "./phase-image.js";
import { checkThickSlices } from "./thick-slices.js";
import { checkTooCoarse } from "./too-coarse.js";

const SHAPE: Shape = [32, 30, 24];
const AFFINE = affineFromSpacing([1, 1, 1]);
const rng = createRng(11, "voxel-checks");

function image(value: (i: number, j: number, k: number) => number, shape = SHAPE): Volume {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let v = 0; v < data.length; v++) {
    data[v] = value(v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1])));
  }
  return { data, shape, affine: AFFINE };
}

const noise = image(() => rng.uniform());
const at = (volume: Volume, i: number, j: number, k: number): number =>
  volume.data[i + volume.shape[0] * (j + volume.shape[1] * k)] as number;
const isAir = (i: number, j: number, k: number): boolean => Math.hypot(i - 16, j - 15, (k - 12) * 0.5) > 12;
const tissue = image((i, j, k) => (isAir(i, j, k) ? 0 : 100 + 10 * Math.sin(i + j / 2)) + 4 * at(noise, i, j, k));
const wrap = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));

describe("checkEmptyImage", () => {
  it("names the one value, or that there is none", () => {
    expect(checkEmptyImage(summariseImage(image(() => 7)))?.message).toContain("all voxels have the value 7");
    expect(checkEmptyImage(summariseImage(image(() => Number.NaN)))?.message).toContain("none of the 23040 voxels");
    expect(checkEmptyImage(summariseImage(tissue))).toBeUndefined();
  });
});

describe("checkNanVoxels", () => {
  it("warns with the number and the share", () => {
    const check = checkNanVoxels(summariseImage(image((i) => (i === 0 ? Number.NaN : i))));
    expect(check).toMatchObject({ code: "NAN_VOXELS", severity: "warning" });
    expect(check?.message).toMatch(/^720 voxels \(3\.1 %\)/);
    expect(checkNanVoxels(summariseImage(tissue))).toBeUndefined();
  });
});

describe("checkLabelMap", () => {
  it("recognises masks and atlases, not scans", () => {
    expect(checkLabelMap(summariseImage(image((i, j) => Math.floor(i / 8) + 4 * Math.floor(j / 8))))?.code).toBe(
      "LABEL_MAP",
    );
    expect(checkLabelMap(summariseImage(image((i, j, k) => (isAir(i, j, k) ? 0 : 1))))?.code).toBe("LABEL_MAP");
    expect(checkLabelMap(summariseImage(tissue))).toBeUndefined();
  });

  it("lets an 8-bit scan and one that was enlarged by repeating voxels through", () => {
    expect(checkLabelMap(summariseImage(image((i, j, k) => Math.round(at(tissue, i, j, k)))))).toBeUndefined();
    const repeated = image((i, j, k) => at(tissue, i >> 1, j >> 1, k >> 1));
    expect(checkLabelMap(summariseImage(repeated))).toBeUndefined();
  });
});

describe("checkStructure", () => {
  it("recognises noise, not tissue", () => {
    expect(checkStructure(summariseImage(noise))?.code).toBe("NOT_A_BRAIN");
    expect(checkStructure(summariseImage(tissue))).toBeUndefined();
  });
});

describe("checkPhaseImage", () => {
  const phase = image((i, j, k) => (isAir(i, j, k) ? (2 * at(noise, i, j, k) - 1) * Math.PI : wrap(i / 3 + k / 5)));

  it.each([
    ["radians", (angle: number) => angle],
    ["0 to 4095, as scanners store it", (angle: number) => Math.round(2048 + (2047 * angle) / Math.PI)],
    ["±4096", (angle: number) => Math.round((4096 * angle) / Math.PI)],
  ])("recognises wrapped phase in %s", (_, scale) => {
    const check = checkPhaseImage(summariseImage(image((i, j, k) => scale(at(phase, i, j, k)))));
    expect(check).toMatchObject({ code: "PHASE_IMAGE", severity: "error" });
  });

  it("recognises a crop of phase without a jump by its two signs", () => {
    expect(checkPhaseImage(summariseImage(image((i, j) => i / 40 - 0.3 + j / 200)))?.message).toContain("are negative");
  });

  it("lets a magnitude image through, at any scale, and with an outlier", () => {
    expect(checkPhaseImage(summariseImage(tissue))).toBeUndefined();
    const bright = image((i, j, k) => (i === 16 && j === 15 ? 900 : at(tissue, i, j, k)));
    expect(checkPhaseImage(summariseImage(bright))).toBeUndefined();
  });
});

describe("checkNotMagnitude", () => {
  it("recognises values of both signs", () => {
    const map = image((i, j, k) => (isAir(i, j, k) ? 0 : Math.sin(i / 3)));
    expect(checkNotMagnitude(summariseImage(map))?.code).toBe("NOT_MAGNITUDE");
    expect(checkPhaseImage(summariseImage(map))).toBeUndefined();
  });

  it("forgives the overshoot of an interpolation", () => {
    const ringing = image((i, j, k) => (isAir(i, j, k) ? (i % 3 === 0 ? -5 : 0) : at(tissue, i, j, k)));
    expect(checkNotMagnitude(summariseImage(ringing))).toBeUndefined();
    expect(negativeShare(Float64Array.of(-1, 0, 0, 1, 1, 1))).toBe(0.25);
    expect(negativeShare(Float64Array.of(0, 0))).toBe(0);
  });
});

describe("checkInvertedContrast", () => {
  const inverted = image((i, j, k) => 130 - at(tissue, i, j, k));

  it("recognises bright air around a darker head", () => {
    expect(checkInvertedContrast(summariseImage(inverted))?.code).toBe("INVERTED_CONTRAST");
    expect(checkInvertedContrast(summariseImage(tissue))).toBeUndefined();
  });

  it("says nothing of a crop without air, nor of one whose bright tissue was clipped", () => {
    const clipped = image((i, j, k) => Math.min(100, 80 + 40 * at(noise, i, j, k)));
    expect(checkInvertedContrast(summariseImage(clipped))).toBeUndefined();
    expect(checkInvertedContrast(summariseImage(image((i, j, k) => 80 + at(noise, i, j, k))))).toBeUndefined();
  });
});

describe("checkMinimumIntensityProjection", () => {
  const lowest = (volume: Volume, axis: 0 | 1 | 2, depth: number): Volume =>
    image((...index) => {
      const slab = Array.from({ length: depth }, (_, d) => {
        const [i, j, k] = index.map((p, a) => (a === axis ? Math.min(p + d, (SHAPE[a] ?? 1) - 1) : p));
        return at(volume, i ?? 0, j ?? 0, k ?? 0);
      });
      return Math.min(...slab);
    });

  it.each([0, 1, 2] as const)("recognises slabs of 3, 5 and 8 slices along axis %d", (axis) => {
    const crop = image((i, j, k) => 100 + 20 * at(noise, i, j, k));
    for (const depth of [3, 5, 8]) {
      const found = checkMinimumIntensityProjection(summariseImage(lowest(crop, axis, depth)));
      expect(found?.code, `${depth} slices`).toBe("MINIMUM_INTENSITY_PROJECTION");
    }
  });

  it("lets slices of few grey levels and repeated slices through", () => {
    const coarse = image((i, j, k) => Math.round(10 + 3 * at(noise, i, j, k)));
    const repeated = image((i, j, k) => at(noise, i, j, k >> 1));
    for (const volume of [noise, tissue, coarse, repeated]) {
      expect(checkMinimumIntensityProjection(summariseImage(volume))).toBeUndefined();
    }
  });
});

describe("checkTooCoarse and checkThickSlices", () => {
  const summary = (spacingMm: readonly [number, number, number]) =>
    summariseImage({ ...tissue, affine: affineFromSpacing(spacingMm) });

  it.each([
    [[0.5, 0.5, 5], undefined, "THICK_SLICES"],
    [[0.45, 0.45, 7.2], undefined, "THICK_SLICES"],
    [[1, 1, 3], undefined, undefined],
    [[2, 2, 2], undefined, undefined],
    [[2.4, 2.4, 2.4], "TOO_COARSE", undefined],
    [[7.6, 0.5, 0.5], "TOO_COARSE", "THICK_SLICES"],
    [[0.5, 3, 3], "TOO_COARSE", undefined],
  ] as const)("judge %j mm as %s and %s, whichever axis is thick", (spacingMm, coarse, thick) => {
    expect(checkTooCoarse(summary(spacingMm))?.code).toBe(coarse);
    expect(checkThickSlices(summary(spacingMm))?.code).toBe(thick);
  });
});

describe("checkLowSignalToNoise", () => {
  const noisy = (deviation: number): Volume =>
    image((i, j, k) => Math.hypot((isAir(i, j, k) ? 0 : 100) + rng.normal(0, deviation), rng.normal(0, deviation)));

  it("warns below five, with the ratio", () => {
    const check = checkLowSignalToNoise(summariseImage(noisy(33)));
    expect(check).toMatchObject({ code: "LOW_SIGNAL_TO_NOISE", severity: "warning" });
    expect(Number(/only ([\d.]+) times/.exec(check?.message ?? "")?.[1])).toBeGreaterThan(2.5);
    expect(checkLowSignalToNoise(summariseImage(noisy(8)))).toBeUndefined();
  });
});

describe("formatPercent", () => {
  it("keeps two digits that count", () => {
    expect([0, 0.000123, 0.034, 0.256, 1].map(formatPercent)).toEqual(["0 %", "0.012 %", "3.4 %", "26 %", "100 %"]);
  });
});

describe("properties", () => {
  it("no check depends on the scale of the values", () => {
    const checks = [
      checkEmptyImage,
      checkLabelMap,
      checkStructure,
      checkPhaseImage,
      checkNotMagnitude,
      checkInvertedContrast,
      checkMinimumIntensityProjection,
      checkLowSignalToNoise,
    ];
    const images = [tissue, noise, image((i, j, k) => 130 - at(tissue, i, j, k)), image((i) => wrap(i / 3))];
    fc.assert(
      fc.property(fc.constantFrom(...images), fc.integer({ min: -30, max: 30 }), (volume, power) => {
        const scaled = { ...volume, data: volume.data.map((value) => value * 2 ** power) };
        for (const check of checks) {
          expect(check(summariseImage(scaled))?.code).toBe(check(summariseImage(volume))?.code);
        }
      }),
      { numRuns: 25 },
    );
  });
});
