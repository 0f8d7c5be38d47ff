import { affineFromSpacing, isCmbError, type Progress } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { createDetector, type Device } from "./create-detector.js";
import type { Preset } from "./report.js";
import { phantom } from "./testdata/phantom.js";

/** A head of 72 × 80 × 56 mm with one lesion. */
function smallHead(noise = 0.02): ReturnType<typeof phantom> {
  const balls = [{ centreMm: [5, -6, 2] as const, radiusMm: 2, depth: 0.8 }];
  return phantom({ shape: [60, 66, 28], spacingMm: [1.2, 1.2, 2], balls, noise });
}

describe("createDetector", () => {
  it("runs many scans with one model and reports the device that ran", async () => {
    const detector = await createDetector({ device: "auto" });
    const first = await detector.detect(smallHead(), { force: true });
    const second = await detector.detect(smallHead(0.01), { force: true });
    expect([first.summary.count, second.summary.count]).toEqual([1, 1]);
    expect(first.backend).toMatchObject({ device: "cpu", tried: ["cpu"] });
    expect(first.input.sha256).not.toBe(second.input.sha256);
    await detector.close();
  });

  it("names the models and devices that it does not have", async () => {
    const rejects = async (options: object, expected: object): Promise<void> => {
      await expect(createDetector(options)).rejects.toMatchObject(expected);
    };
    await rejects({ model: "oracle" }, { code: "MODEL_NOT_FOUND", details: { model: "oracle", known: ["classical"] } });
    for (const device of ["cuda", "directml", "coreml", "webgpu", "wasm"]) {
      await rejects({ device }, { code: "BACKEND_UNAVAILABLE", details: { device, tried: [device] } });
    }
    await rejects({ device: "abacus" as Device }, { code: "INVALID_ARGUMENT", details: { name: "device" } });
  });

  it("closes once, and refuses to detect afterwards", async () => {
    const detector = await createDetector();
    await detector.close();
    await detector.close();
    await expect(detector.detect(smallHead())).rejects.toMatchObject({ code: "RESOURCE_CLOSED" });
  });

  it("closes at the end of `await using`", async () => {
    const detector = await createDetector();
    await detector[Symbol.asyncDispose]();
    await expect(detector.detect(smallHead())).rejects.toMatchObject({ code: "RESOURCE_CLOSED" });
  });

  it("refuses an unknown preset", async () => {
    const detector = await createDetector();
    const detecting = detector.detect(smallHead(), { preset: "bold" as Preset });
    await expect(detecting).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      details: { name: "preset", value: "bold" },
    });
  });

  it("refuses what is no scan with every check, unless forced", async () => {
    const detector = await createDetector();
    const coarse = { ...smallHead(), affine: affineFromSpacing([1.2, 1.2, 14]) };
    const error: unknown = await detector.detect(coarse).catch((reason: unknown) => reason);
    expect(isCmbError(error, "UNSUITABLE_INPUT")).toBe(true);
    if (!isCmbError(error, "UNSUITABLE_INPUT")) return;
    expect(error.details.checks.some(({ severity }) => severity === "error")).toBe(true);
    const forced = await detector.detect(coarse, { force: true });
    expect(forced.input.checks).toEqual(error.details.checks);
  });

  it("reports progress that never falls and ends complete", async () => {
    const heard: Progress[] = [];
    const detector = await createDetector();
    await detector.detect(smallHead(), { force: true, onProgress: (progress) => heard.push(progress) });
    const done = heard.map(({ completed, total }) => completed / total);
    expect(done.length).toBeGreaterThan(3);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
  });

  it("stops with the reason of its signal, before and while it works", async () => {
    const detector = await createDetector();
    const reason = new Error("enough");
    await expect(detector.detect(smallHead(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const detecting = detector.detect(smallHead(), {
      force: true,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(detecting).rejects.toBe(reason);
  });
});
