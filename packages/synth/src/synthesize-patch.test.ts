import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { namedProtocol } from "./acquisition/named-protocol.js";
import type { MimicClass } from "./scene/draw-scene.js";
import { PATCH_MIMICS } from "./scene/draw-scene.js";
import { synthesizePatch } from "./synthesize-patch.js";
import { fingerprint } from "./testdata/fingerprint.js";
import { smallHead } from "./testdata/small-head.js";

const NO_MIMICS = Object.fromEntries(Object.keys(PATCH_MIMICS).map((name) => [name, 0])) as Record<MimicClass, number>;
const head = smallHead();
const PROTOCOL = { ...namedProtocol("aibl"), spacingMm: [1, 1, 2], acquiredSpacingMm: [1, 1, 2] } as const;
const COMMON = { seed: 5, head, protocol: PROTOCOL, centreMm: [0, 0, 0], sizeMm: 24 } as const;

describe("synthesizePatch", () => {
  it("gives image, phase, magnitude and truth on one grid around the centre", async () => {
    const scan = await synthesizePatch({ ...COMMON, microbleeds: { count: 2 }, mimics: NO_MIMICS });
    expect(scan.image.shape).toEqual([24, 24, 12]);
    for (const volume of [scan.magnitude, scan.phase, scan.truth.visibleMask, scan.truth.tissues, scan.truth.veins]) {
      expect(volume.shape).toEqual(scan.image.shape);
      expect(volume.affine).toEqual(scan.image.affine);
    }
    expect(scan.truth.objects.map(({ id, class: name }) => `${id} ${name}`)).toEqual(["1 microbleed", "2 microbleed"]);
  });

  it("shows microbleeds where it says they are", async () => {
    const quiet = { ...PROTOCOL, signalToNoise: null, biasStrength: 0 };
    const options = { ...COMMON, protocol: quiet, mimics: NO_MIMICS };
    const microbleeds = { medianRadiusMm: 1, susceptibilityPpm: [1, 1.5] as const };
    const bleeding = await synthesizePatch({ ...options, microbleeds: { ...microbleeds, count: 1 } });
    const without = await synthesizePatch({ ...options, microbleeds: { ...microbleeds, count: 0 } });
    expect(without.truth.objects).toEqual([]);
    expect(without.truth.visibleMask.data.every((id) => id === 0)).toBe(true);
    const [object] = bleeding.truth.objects;
    expect(object?.visible).toBe(true);
    expect(object?.peakDepth).toBeGreaterThan(0.5);
    const { data } = bleeding.truth.visibleMask;
    for (const [v, id] of data.entries()) {
      const depth = 1 - (bleeding.image.data[v] ?? 0) / (without.image.data[v] ?? 1);
      // The filter of the SWI sees the whole patch here and a part of it where the truth is measured.
      if (id === 1) expect(depth).toBeGreaterThan(0.5 * (object?.peakDepth ?? 1) - 0.2);
    }
  });

  it("gives the same bytes again, whatever was made before", async () => {
    const options = { ...COMMON, sizeMm: 16, centreMm: undefined, protocol: undefined, preset: "gre-2d-3t" } as const;
    const alone = await synthesizePatch({ ...options, index: 2 });
    const other = await synthesizePatch({ ...options, index: 1 });
    const inSeries = await synthesizePatch({ ...options, index: 2 });
    expect(fingerprint(inSeries)).toBe(fingerprint(alone));
    expect(fingerprint(other.image)).not.toBe(fingerprint(alone.image));
  });

  it("refuses a patch that is too large, and stops when asked", async () => {
    await expect(synthesizePatch({ ...COMMON, sizeMm: 200 })).rejects.toSatisfy((error) =>
      isCmbError(error, "OUT_OF_RANGE"),
    );
    const stopped = AbortSignal.abort(new Error("enough"));
    await expect(synthesizePatch({ ...COMMON, signal: stopped })).rejects.toThrow("enough");
  });
});
