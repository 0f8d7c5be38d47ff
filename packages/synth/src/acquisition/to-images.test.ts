import { affineFromSpacing, createRng, voxelToWorld } from "@cmb/core";
import { createSwi } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { dipoleFactor } from "../objects/dipole-factor.js";
import { multiplyByFactor } from "../objects/multiply-by-factor.js";
import type { ComplexVolume } from "./complex-volume.js";
import { namedProtocol } from "./named-protocol.js";
import type { Protocol } from "./protocol.js";
import { toImages } from "./to-images.js";

const grid = { shape: [64, 64, 8], affine: affineFromSpacing([0.5, 0.5, 1], [-16, -16, -4]) } as const;
const centre = 32 + 64 * (32 + 64 * 4);
const swi = namedProtocol("clinical-swi-3t");

/** A ball of 0.8 mm in a constant signal with a slow phase, and a little noise. */
function ball(susceptibilityPpm: number): ComplexVolume {
  const draws = createRng(4);
  const [real, imaginary] = [new Float32Array(64 * 64 * 8), new Float32Array(64 * 64 * 8)];
  for (let v = 0; v < real.length; v++) {
    const [x, y] = voxelToWorld(grid.affine, [v % 64, Math.floor(v / 64) % 64, 0]);
    const phase = 0.2 * Math.sin(0.1 * x) - 0.1 * Math.cos(0.08 * y);
    real[v] = Math.cos(phase) + 0.01 * draws.normal();
    imaginary[v] = Math.sin(phase) + 0.01 * draws.normal();
  }
  const sphere = { centreMm: [0, 0, 0], radiusMm: 0.8, susceptibilityPpm, protonDensity: 1 } as const;
  const factor = dipoleFactor([sphere], grid, { ...swi, b0Direction: [0, 0, 1] });
  if (factor !== undefined) multiplyByFactor({ real, imaginary }, grid.shape, factor);
  return { real, imaginary, ...grid };
}

/** What a mask takes from the brightness of all voxels near the ball. */
async function darkening(susceptibilityPpm: number, protocol: Protocol): Promise<number> {
  const { magnitude, image } = await toImages(ball(susceptibilityPpm), { protocol });
  let lost = 0;
  for (let k = 2; k < 7; k++) {
    for (let n = 0; n < 49; n++) {
      const v = centre + (n % 7) - 3 + 64 * (Math.floor(n / 7) - 3) + 64 * 64 * (k - 4);
      lost += (magnitude.data[v] as number) - (image.data[v] as number);
    }
  }
  return lost;
}

describe("toImages", () => {
  it("gives magnitude and phase, and the magnitude again for a GRE", async () => {
    const image = {
      ...ball(0),
      real: new Float32Array(64 * 64 * 8).fill(-3),
      imaginary: new Float32Array(64 * 64 * 8).fill(4),
    };
    const gre = await toImages(image, { protocol: namedProtocol("valdo-alfa") });
    expect(gre.magnitude.data[5]).toBe(5);
    expect(gre.phase.data[5]).toBeCloseTo(Math.atan2(4, -3), 6);
    expect(gre.image).toBe(gre.magnitude);
  });

  it("turns the phase of iron up beyond its poles and down around its waist; that of calcium the other way", async () => {
    for (const ppm of [1, -1]) {
      const { phase } = await toImages(ball(ppm), { protocol: swi });
      const background = (await toImages(ball(0), { protocol: swi })).phase;
      const shift = (v: number): number => (phase.data[v] as number) - (background.data[v] as number);
      expect(Math.sign(shift(centre + 64 * 64 * 2))).toBe(Math.sign(ppm));
      expect(Math.sign(shift(centre + 3))).toBe(-Math.sign(ppm));
    }
  });

  it("is SWI as createSwi makes it of the same magnitude and phase", async () => {
    const cutoffPerMm = 0.15;
    const filter = { method: "homodyne", fraction: 2 * 0.15 * 0.5, window: "hann" } as const;
    const image = ball(1.2);
    const cases = [
      [
        { cutoffPerMm, exponent: 4, mask: "linear" },
        { kind: "positive", exponent: 4 },
      ],
      [{ cutoffPerMm, exponent: 1, mask: "tanh" }, { kind: "tanh-positive" }],
      [
        { cutoffPerMm, exponent: 1, mask: "tanh", strength: 6 },
        { kind: "tanh-positive", strength: 6 },
      ],
    ] as const;
    for (const [own, mask] of cases) {
      const ours = await toImages(image, { protocol: { contrast: "SWI", swi: own } });
      const theirs = await createSwi(ours.magnitude, ours.phase, { phaseScale: "radians", filter, mask });
      const differences = theirs.volume.data.map((value, v) => Math.abs(value - (ours.image.data[v] as number)));
      expect(differences.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(1e-6);
    }
  });

  it("darkens what is paramagnetic more than what is diamagnetic", async () => {
    // Both have a dipole field with lobes of either sign; those of iron that are positive lie beyond the poles, in the
    // plane of few voxels, and those of calcium around the waist.
    const linear = { ...swi, swi: { cutoffPerMm: 0.1, exponent: 4, mask: "linear" } } as const;
    const uniform = (phase: number) => ({
      ...ball(0),
      real: ball(0).real.map((_, v) => (v === centre ? Math.cos(phase) : 1)),
      imaginary: ball(0).imaginary.map((_, v) => (v === centre ? Math.sin(phase) : 0)),
    });
    const up = await toImages(uniform(1), { protocol: linear });
    const down = await toImages(uniform(-1), { protocol: linear });
    expect(up.image.data[centre]).toBeLessThan(0.4);
    expect(down.image.data[centre]).toBeGreaterThan(0.95);
    expect(await darkening(1, linear)).toBeGreaterThan(0);
  });

  it("leaves the magnitude as it is where a tanh mask finds no phase above 0", async () => {
    const flat = { ...ball(0), real: new Float32Array(64 * 64 * 8).fill(2), imaginary: new Float32Array(64 * 64 * 8) };
    const soft: Protocol = { ...swi, swi: { cutoffPerMm: 0.2, exponent: 1, mask: "tanh" } };
    const { magnitude, image } = await toImages(flat, { protocol: soft });
    expect(image.data.every((value) => value === 2)).toBe(true);
    expect(image.data).not.toBe(magnitude.data);
  });

  it("stops when asked", async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(toImages(ball(1), { protocol: swi, signal: controller.signal })).rejects.toThrow("abort");
  });
});
