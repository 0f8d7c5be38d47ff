import { affineFromSpacing, createRng, createVolume, voxelCount } from "@cmb/core";
import { expect, it } from "vitest";
import { acquireNoiseFree } from "../acquisition/acquire-noise-free.js";
import { imageGridWithin } from "../acquisition/image-grid-within.js";
import { namedProtocol } from "../acquisition/named-protocol.js";
import { dipoleFactor } from "../objects/dipole-factor.js";
import { multiplyByFactor } from "../objects/multiply-by-factor.js";
import { insertMicrobleeds } from "./insert-microbleeds.js";

const SIMULATED = {
  shape: [80, 80, 96],
  affine: affineFromSpacing([0.25, 0.25, 0.25], [-9.875, -9.875, -11.875]),
} as const;

it.each([
  { encoding: "2D", spacingMm: [1, 1, 3], sliceProfile: 0.8 },
  { encoding: "3D", spacingMm: [0.5, 0.5, 1], sliceProfile: 1 },
] as const)(
  "changes a constant signal as a simulated acquisition does: $encoding at $spacingMm mm",
  async (geometry) => {
    const clean = { ...geometry, biasStrength: 0, signalToNoise: null, acquiredSpacingMm: geometry.spacingMm };
    const protocol = {
      ...namedProtocol("valdo-alfa"),
      ...clean,
      fieldStrengthT: 3,
      echoTimeMs: 20,
      kSpaceFilter: undefined,
    };
    const ball = { centreMm: [0.3, -0.2, 0.5] as const, radiusMm: 0.6, susceptibilityPpm: 0.9 };
    const voxels = voxelCount(SIMULATED.shape);
    const signal = { ...SIMULATED, real: new Float32Array(voxels).fill(1), imaginary: new Float32Array(voxels) };
    const factor = dipoleFactor([{ ...ball, protonDensity: 1 }], SIMULATED, protocol);
    if (factor === undefined) throw new Error("the ball misses the grid");
    multiplyByFactor(signal, SIMULATED.shape, factor);
    const imageGrid = imageGridWithin(SIMULATED, protocol, { marginMm: 2 });
    const simulated = await acquireNoiseFree(signal, { protocol, imageGrid, rng: createRng(1) });

    const { shape, affine } = imageGrid;
    const magnitude = createVolume(new Float32Array(voxelCount(shape)).fill(1), shape, affine);
    const phase = { ...magnitude, data: magnitude.data.map(() => 0.5) };
    const { echoTimeMs, fieldStrengthT, encoding, sliceProfile } = protocol;
    const options = { microbleeds: [ball], noiseDeviation: 0, echoTimeMs, fieldStrengthT, encoding, sliceProfile };
    const inserted = await insertMicrobleeds({ magnitude, phase }, options);
    const after = inserted.magnitude?.data as Float32Array;
    let [worst, deepest] = [0, 0];
    for (let v = 0; v < after.length; v++) {
      const turned = (inserted.phase?.data[v] as number) - 0.5;
      const real = (after[v] as number) * Math.cos(turned) - (simulated.real[v] as number);
      const imaginary = (after[v] as number) * Math.sin(turned) - (simulated.imaginary[v] as number);
      worst = Math.max(worst, Math.hypot(real, imaginary));
      deepest = Math.max(deepest, 1 - (after[v] as number));
    }
    expect(deepest).toBeGreaterThan(0.3);
    // The simulation repeats itself beyond its edge, insertion ends its ringing a few voxels past the field.
    expect(worst).toBeLessThan(0.02);
  },
);
