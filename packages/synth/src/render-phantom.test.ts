import { isCmbError, type Progress, spacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { tissueAt } from "./anatomy/tissue-at.js";
import type { Phantom, PhantomLesion, PhantomOptions } from "./phantom.js";
import { renderPhantom } from "./render-phantom.js";
import { fingerprint } from "./testdata/fingerprint.js";

const SMALL = { headScale: 0.3, spacingMm: [1, 1, 2], veins: 6, microbleeds: 3 } as const satisfies PhantomOptions;
const bleed = (radiusMm: number, susceptibilityPpm: number) => [
  { centreMm: [5, 4, 8] as const, radiusMm, susceptibilityPpm },
];

function placesOf(phantom: Phantom): readonly Pick<PhantomLesion, "id" | "class" | "pathMm" | "radiusMm">[] {
  return phantom.truth.lesions.map(({ id, class: kind, pathMm, radiusMm }) => ({ id, class: kind, pathMm, radiusMm }));
}

/** Index of the voxel that holds a world point. */
function voxelAt({ volume }: Pick<Phantom, "volume">, [x, y, z]: readonly [number, number, number]): number {
  const [dx, dy, dz] = spacing(volume.affine);
  const i = Math.round((x - volume.affine[3]) / dx);
  const j = Math.round((y - volume.affine[7]) / dy);
  const k = Math.round((z - volume.affine[11]) / dz);
  return i + volume.shape[0] * (j + volume.shape[1] * k);
}

describe("renderPhantom", () => {
  it("renders a head in air on a grid with RAS axes, centred on the field of view", async () => {
    const { volume, phase, truth } = await renderPhantom({ ...SMALL, seed: 1 });
    expect(volume.shape).toEqual([62, 62, 18]);
    expect(spacing(volume.affine)).toEqual([1, 1, 2]);
    expect(volume.affine[3]).toBeCloseTo(-30.5, 12);
    expect(phase.shape).toEqual(volume.shape);
    expect(truth.visibleMask.affine).toEqual(volume.affine);
    const [corner, middle] = [volume.data[0] ?? 0, volume.data[voxelAt({ volume }, [8, 0, 8])] ?? 0];
    expect(middle).toBeGreaterThan(5 * corner);
  });

  it("gives the same bytes for the same options and other ones for another seed", async () => {
    const [first, again, other] = await Promise.all([
      renderPhantom({ ...SMALL, spacingMm: [2, 2, 4], seed: 4 }),
      renderPhantom({ ...SMALL, spacingMm: [2, 2, 4], seed: 4 }),
      renderPhantom({ ...SMALL, spacingMm: [2, 2, 4], seed: 5 }),
    ]);
    expect(fingerprint(again)).toBe(fingerprint(first));
    expect(fingerprint(other.volume)).not.toBe(fingerprint(first.volume));
    expect(placesOf(other)).not.toEqual(placesOf(first));
  });

  it.each([1, 5])("keeps every object where it is in mm when slices are %d mm thick", async (slice) => {
    const reference = await renderPhantom({ ...SMALL, seed: 2, spacingMm: [2, 2, 6] });
    const phantom = await renderPhantom({ ...SMALL, seed: 2, spacingMm: [2, 2, slice] });
    expect(placesOf(phantom)).toEqual(placesOf(reference));
    expect(phantom.volume.shape[2]).toBe(Math.round(36 / slice));
  });

  it("places microbleeds, then calcifications, then veins, numbered from 1", async () => {
    const { truth } = await renderPhantom({ ...SMALL, spacingMm: [3, 3, 6], seed: 3, calcifications: 2 });
    const classes = truth.lesions.map((lesion) => lesion.class);
    expect(classes.slice(0, 5)).toEqual(["microbleed", "microbleed", "microbleed", "calcification", "calcification"]);
    expect(classes.slice(5).every((kind) => kind === "vein")).toBe(true);
    expect(truth.lesions.map((lesion) => lesion.id)).toEqual(truth.lesions.map((_, n) => n + 1));
  });

  it("shows in the visible mask as many voxels as the truth says, the darkest of them at the lesion", async () => {
    const options = { ...SMALL, veins: 0, calcifications: 0, signalToNoise: Number.POSITIVE_INFINITY };
    const phantom = await renderPhantom({ ...options, microbleeds: bleed(1.2, 1) });
    const [lesion] = phantom.truth.lesions;
    const labels = phantom.truth.visibleMask.data;
    expect(labels.filter((label) => label === 1).length).toBe(lesion?.visibleVoxels);
    expect(lesion?.visibleVoxels).toBeGreaterThan(10);
    expect(labels[voxelAt(phantom, [5, 4, 8])]).toBe(1);
    const without = await renderPhantom({ ...options, microbleeds: 0 });
    const lost = phantom.volume.data.map((value, v) => {
      const before = without.volume.data[v] ?? 0;
      return before === 0 ? 0 : 1 - value / before;
    });
    expect(Math.max(...lost)).toBeCloseTo(lesion?.peakDepth ?? 0, 4);
    expect(lost.every((depth, v) => Number(depth >= 0.2) === labels[v])).toBe(true);
  });

  it("lists a microbleed that is too weak to be seen, without voxels", async () => {
    const options = { ...SMALL, veins: 0, calcifications: 0, spacingMm: [1, 1, 5] } as const;
    const { truth } = await renderPhantom({ ...options, microbleeds: bleed(0.25, 0.4) });
    expect(truth.lesions[0]).toMatchObject({ visibleVoxels: 0, apparentRadiusMm: 0 });
    expect(truth.lesions[0]?.peakDepth).toBeGreaterThan(0);
  });

  it("turns the phase upwards beside the pole of a microbleed, and downwards beside that of a calcification", async () => {
    const options = { headScale: 0.3, spacingMm: [0.5, 0.5, 0.5], veins: 0, calcifications: 0 } as const;
    const fieldOfViewMm = [16, 12, 24] as const;
    const noiseless = { ...options, fieldOfViewMm, signalToNoise: Number.POSITIVE_INFINITY };
    const iron = await renderPhantom({ ...noiseless, microbleeds: bleed(0.8, 0.3) });
    const calcium = await renderPhantom({ ...noiseless, microbleeds: bleed(0.8, -0.3) });
    const pole = voxelAt(iron, [5, 4, 9.8]);
    const equator = voxelAt(iron, [6.8, 4, 8]);
    expect(iron.phase.data[pole]).toBeGreaterThan(0.1);
    expect(iron.phase.data[equator]).toBeLessThan(-0.05);
    expect(calcium.phase.data[pole]).toBeCloseTo(-(iron.phase.data[pole] ?? 0), 5);
  });

  it("adds Rician noise of the wanted size: in air its mean is sigma times the root of π/2", async () => {
    const { volume } = await renderPhantom({ ...SMALL, seed: 1, veins: 0, microbleeds: 0, signalToNoise: 20 });
    const air = volume.data.subarray(0, 62 * 5);
    const mean = air.reduce((sum, value) => sum + value, 0) / air.length;
    expect(mean / (30 * Math.sqrt(Math.PI / 2))).toBeGreaterThan(0.9);
    expect(mean / (30 * Math.sqrt(Math.PI / 2))).toBeLessThan(1.1);
  });

  it("darkens a microbleed more in SWI than in the magnitude alone", async () => {
    const options = { ...SMALL, veins: 0, calcifications: 0, microbleeds: bleed(0.9, 0.5), repetitionTimeMs: 40 };
    const gre = await renderPhantom({ ...options, flipAngleDegrees: 15 });
    const swi = await renderPhantom({ ...options, flipAngleDegrees: 15, contrast: "SWI" });
    expect(swi.truth.lesions[0]?.peakDepth).toBeGreaterThan((gre.truth.lesions[0]?.peakDepth ?? 0) + 0.03);
  });

  it("has bright fluid with a long TR and dark fluid with a short one", async () => {
    const options = {
      ...SMALL,
      seed: 1,
      spacingMm: [0.5, 0.5, 1],
      fieldOfViewMm: [14, 18, 22],
      microbleeds: 0,
      veins: 0,
      calcifications: 0,
      signalToNoise: Number.POSITIVE_INFINITY,
    } as const;
    const [gre, swi] = [await renderPhantom(options), await renderPhantom({ ...options, contrast: "SWI" })];
    const ventricle = voxelAt(gre, [5.1, -7.2, 4.2]);
    const white = voxelAt(gre, [6, -3, 9.6]);
    expect(gre.volume.data[ventricle]).toBeGreaterThan(1.15 * (gre.volume.data[white] ?? 0));
    expect(swi.volume.data[ventricle]).toBeLessThan(0.85 * (swi.volume.data[white] ?? 0));
  });

  it("has no signal in the air of the skull base", async () => {
    const phantom = await renderPhantom({
      ...SMALL,
      veins: 0,
      microbleeds: 0,
      signalToNoise: Number.POSITIVE_INFINITY,
    });
    const [x, y, z] = phantom.head.airCavities[0]?.centreMm ?? [0, 0, 0];
    const centre = [0.3 * x, 0.3 * y, 0.3 * z] as const;
    expect(tissueAt(phantom.head, centre)).not.toBe("air");
    expect(phantom.volume.data[voxelAt(phantom, centre)]).toBe(0);
  });

  it("gives both channels and all slices noise of their own", async () => {
    const phantom = await renderPhantom({ ...SMALL, seed: 1, veins: 0, microbleeds: 0 });
    const corner = (k: number): Float32Array => phantom.phase.data.subarray(3844 * k, 3844 * k + 40);
    // Equal noise in both channels would leave phases of 45 and -135 degrees alone.
    expect(new Set(Array.from(corner(0), (phase) => phase.toFixed(3))).size).toBeGreaterThan(30);
    expect(corner(1)).not.toEqual(corner(0));
  });

  it("reports progress to the end and stops when aborted", async () => {
    const seen: Progress[] = [];
    await renderPhantom({ ...SMALL, spacingMm: [3, 3, 2], onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ stage: "phantom", completed: 18, total: 18 });
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(renderPhantom({ ...SMALL, signal })).rejects.toThrow("enough");
  });

  it.each([
    [{ spacingMm: [1, 0, 1] }, "OUT_OF_RANGE"],
    [{ fieldOfViewMm: [100, Number.NaN, 100] }, "OUT_OF_RANGE"],
    [{ fieldStrengthT: 7 }, "OUT_OF_RANGE"],
    [{ echoTimeMs: -1 }, "OUT_OF_RANGE"],
    [{ headScale: 0 }, "OUT_OF_RANGE"],
    [{ signalToNoise: 0 }, "OUT_OF_RANGE"],
    [{ veins: 1.5 }, "OUT_OF_RANGE"],
    [{ spacingMm: [0.1, 0.1, 0.1] }, "TOO_LARGE"],
  ] as const)("refuses %j with %s", async (options, code) => {
    const error: unknown = await renderPhantom(options).catch((reason: unknown) => reason);
    expect(isCmbError(error, code)).toBe(true);
  });
});
