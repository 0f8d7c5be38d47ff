import { affineFromSpacing, createVolume, isCmbError, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { renderPhantom } from "../render-phantom.js";
import { fingerprint } from "../testdata/fingerprint.js";
import { insertPublishedMicrobleeds } from "./insert-published-microbleeds.js";

function labelled(side: number, spacingMm: number): { scan: Volume; labels: Volume<Uint8Array> } {
  const scan = createVolume(
    new Float32Array(side ** 3).fill(500),
    [side, side, side],
    affineFromSpacing([spacingMm, spacingMm, spacingMm]),
  );
  return { scan, labels: { ...scan, data: new Uint8Array(side ** 3).fill(2) } };
}

describe("insertPublishedMicrobleeds", () => {
  it("inserts ten unless asked otherwise, and the truth is exactly where the scan is darker", async () => {
    const { scan, labels } = labelled(40, 1);
    const { volume, truth, placement } = await insertPublishedMicrobleeds(scan, { labels, seed: 5 });
    expect(placement).toEqual({ asked: 10, placed: 10, shortfall: null });
    expect(truth.microbleeds).toHaveLength(10);
    expect(volume.data.every((value: number, v: number) => value < 500 === (truth.labels.data[v] ?? 0) > 0)).toBe(true);
    for (const { id, visibleVoxels, darkest } of truth.microbleeds) {
      const own = [...volume.data.keys()].filter((v) => truth.labels.data[v] === id);
      expect(own).toHaveLength(visibleVoxels);
      expect(Math.min(...own.map((v) => volume.data[v] as number))).toBeGreaterThanOrEqual(500 * darkest - 1e-3);
    }
  });

  it("gives equal bytes for equal seed and index, others for another index, and keeps the input", async () => {
    const { scan, labels } = labelled(30, 1);
    const run = async (index: number): Promise<ArrayLike<number>> =>
      (await insertPublishedMicrobleeds(scan, { labels, seed: 5, index, count: 2 })).volume.data;
    const first = fingerprint(await run(1));
    expect(fingerprint(await run(1))).toBe(first);
    expect(fingerprint(await run(2))).not.toBe(first);
    expect(scan.data.every((value) => value === 500)).toBe(true);
  });

  it("finds tissue in a scan without a segmentation", async () => {
    const phantom = await renderPhantom({
      seed: 7,
      headScale: 0.3,
      spacingMm: [1.5, 1.5, 2],
      microbleeds: 0,
      veins: 0,
    });
    const { truth } = await insertPublishedMicrobleeds(phantom.volume, { count: 2 });
    expect(truth.microbleeds.map(({ tissue }) => tissue)).toEqual(["parenchyma", "parenchyma"]);
  });

  it("says how many found room", async () => {
    const { scan, labels } = labelled(20, 1);
    const { placement } = await insertPublishedMicrobleeds(scan, { labels, count: 100 });
    expect(placement.placed).toBeLessThan(100);
    expect(placement.shortfall).toContain(`${placement.placed} of 100`);
  });

  it("refuses a count that is not whole, and a scan without a place", async () => {
    const { scan, labels } = labelled(10, 1);
    const half = await insertPublishedMicrobleeds(scan, { labels, count: 0.5 }).catch((reason: unknown) => reason);
    expect(isCmbError(half, "OUT_OF_RANGE")).toBe(true);
    const none = { ...labels, data: new Uint8Array(1000) };
    const empty = await insertPublishedMicrobleeds(scan, { labels: none }).catch((reason: unknown) => reason);
    expect(isCmbError(empty, "EMPTY_VOLUME")).toBe(true);
  });
});
