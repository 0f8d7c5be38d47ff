import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { assertProtocol } from "./assert-protocol.js";
import { drawProtocol, PROTOCOL_PRESETS, type ProtocolPreset } from "./draw-protocol.js";
import type { Protocol } from "./protocol.js";

const many = (preset: ProtocolPreset, n = 400): readonly Protocol[] =>
  Array.from({ length: n }, (_, seed) => drawProtocol(preset, createRng(seed)));

const share = (protocols: readonly Protocol[], is: (protocol: Protocol) => boolean): number =>
  protocols.filter(is).length / protocols.length;

describe("drawProtocol", () => {
  it.each(PROTOCOL_PRESETS)("draws protocols of %s that can be acquired, and that JSON keeps", (preset) => {
    for (const protocol of many(preset, 80)) {
      const copy = JSON.parse(JSON.stringify(protocol));
      assertProtocol(copy);
      expect(copy).toEqual(protocol);
    }
  });

  it("draws the same for the same stream, whatever was drawn from it before", () => {
    const rng = createRng(3);
    const first = drawProtocol("mixed", rng);
    rng.uniform();
    expect(drawProtocol("mixed", rng)).toEqual(first);
  });

  it("mixes 40 % SWI, 15 % 3-D magnitude and 45 % 2-D", () => {
    const protocols = many("mixed", 1000);
    // Standard error 1.6 %.
    expect(share(protocols, ({ contrast }) => contrast === "SWI")).toBeCloseTo(0.4, 1);
    expect(share(protocols, ({ contrast, encoding }) => contrast === "GRE" && encoding === "3D")).toBeCloseTo(0.15, 1);
    expect(share(protocols, ({ encoding }) => encoding === "2D")).toBeCloseTo(0.45, 1);
    for (const { encoding, spacingMm } of protocols) {
      if (encoding === "2D") expect(spacingMm[2]).toBeGreaterThanOrEqual(2.2);
      expect(spacingMm[2]).toBeLessThanOrEqual(6.5);
    }
  });

  it("keeps to the field of the preset", () => {
    expect(many("gre-2d-1.5t", 50).every(({ fieldStrengthT }) => fieldStrengthT === 1.5)).toBe(true);
    expect(many("gre-2d-3t", 50).every(({ fieldStrengthT }) => fieldStrengthT === 3)).toBe(true);
    expect(many("swi-7t", 50).every(({ fieldStrengthT, contrast }) => fieldStrengthT === 7 && contrast === "SWI")).toBe(
      true,
    );
  });

  it.each(PROTOCOL_PRESETS)("leaves time between the echo and the next pulse in %s", (preset) => {
    const room = many(preset).map(({ echoTimeMs, repetitionTimeMs }) => repetitionTimeMs - echoTimeMs);
    expect(Math.min(...room)).toBeGreaterThan(3.999);
  });

  it("leaves the ranges of mixed with every draw of shifted, in at least two respects", () => {
    const echoes: Record<string, readonly [number, number]> = {};
    const family = ({ contrast, encoding, fieldStrengthT }: Protocol): string =>
      `${contrast} ${encoding} ${fieldStrengthT}`;
    for (const protocol of many("mixed", 1000)) {
      const [low, high] = echoes[family(protocol)] ?? [Number.POSITIVE_INFINITY, 0];
      echoes[family(protocol)] = [Math.min(low, protocol.echoTimeMs), Math.max(high, protocol.echoTimeMs)];
    }
    for (const protocol of many("shifted")) {
      const { echoTimeMs, swi, kSpaceFilter, signalToNoise } = protocol;
      const [low, high] = echoes[family(protocol)] ?? [0, 0];
      const respects = [
        echoTimeMs < low || echoTimeMs > high,
        swi !== null && (swi.mask === "tanh" || swi.exponent < 3 || swi.exponent > 5),
        kSpaceFilter !== undefined,
        (signalToNoise ?? 0) < 8 || (signalToNoise ?? 0) > 60,
      ];
      expect(respects.filter(Boolean).length, JSON.stringify(protocol)).toBeGreaterThanOrEqual(2);
    }
  });

  it("shifts physics, filters and noise", () => {
    const protocols = many("shifted");
    expect(share(protocols, ({ fieldStrengthT }) => fieldStrengthT === 7)).toBeGreaterThan(0.1);
    expect(share(protocols, ({ kSpaceFilter }) => kSpaceFilter !== undefined)).toBeGreaterThan(0.3);
    expect(share(protocols, ({ swi }) => swi?.mask === "tanh")).toBeGreaterThan(0.05);
    for (const { swi, signalToNoise } of protocols) {
      if (swi?.mask === "linear") expect([2, 6]).toContain(swi.exponent);
      expect(signalToNoise).toBeLessThanOrEqual(120);
      expect(signalToNoise).toBeGreaterThanOrEqual(5);
    }
    for (const { swi } of many("mixed")) if (swi !== null) expect([3, 4, 5]).toContain(swi.exponent);
  });

  it("refuses a preset that there is not", () => {
    const unknown = "epi" as ProtocolPreset;
    const refused = expect.objectContaining({ code: "INVALID_ARGUMENT" });
    expect(() => drawProtocol(unknown, createRng(1))).toThrow(refused);
  });
});
