import { affineFromSpacing, isCmbError, type Progress } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { createDetector } from "./create-detector.js";
import type { Preset } from "./report.js";
import type { Device } from "./runtime/device.js";
import { sha256 } from "./sha256.js";
import { phantom } from "./testdata/phantom.js";
import { tinyModel } from "./testdata/tiny-model.js";

/** A head of 72 × 80 × 56 mm with one lesion. */
function smallHead(noise = 0.02): ReturnType<typeof phantom> {
  const balls = [{ centreMm: [5, -6, 2] as const, radiusMm: 2, depth: 0.8 }];
  return phantom({ shape: [60, 66, 28], spacingMm: [1.2, 1.2, 2], balls, noise });
}

describe("createDetector", () => {
  it("runs many scans with one model and reports the device that ran", async () => {
    const detector = await createDetector({ model: "classical", device: "auto" });
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
    await rejects(
      { model: "oracle" },
      { code: "MODEL_NOT_FOUND", details: { model: "oracle", known: ["default", "classical"] } },
    );
    for (const device of ["cuda", "directml", "coreml", "webgpu", "wasm"]) {
      await rejects(
        { model: "classical", device },
        { code: "BACKEND_UNAVAILABLE", details: { device, tried: [device] } },
      );
    }
    await rejects({ device: "abacus" as Device }, { code: "INVALID_ARGUMENT", details: { name: "device" } });
  });

  it("runs a model with networks like any other, the same bits each time, and says where it ran", async () => {
    const detector = await createDetector({ model: await tinyModel(), device: "cpu", threads: 2 });
    expect(detector.model).toEqual({ id: "cmb-test", version: "0.1.0" });
    const first = await detector.detect(smallHead(), { force: true });
    const { timingsMs: _first, ...report } = first;
    const { timingsMs: _second, ...again } = await detector.detect(smallHead(), { force: true });
    await detector.close();
    expect(report).toMatchObject({
      backend: { runtime: expect.stringMatching(/^onnxruntime-node .*, 2 threads$/), device: "cpu", tried: ["cpu"] },
      model: { id: "cmb-test", sha256: expect.stringMatching(/^[0-9a-f]{64}$/), threshold: 0.97 },
    });
    // Any dark voxel will do for this network, so there is much to compare.
    expect(first.microbleeds.length + first.rejected.length).toBeGreaterThan(5);
    expect(again).toEqual(report);
    await expect(detector.detect(smallHead())).rejects.toMatchObject({ code: "RESOURCE_CLOSED" });
  });

  it.each([{ overlap: 0.5 }, { mirror: "all" } as const])("refuses %j for a model without networks", async (option) => {
    const detector = await createDetector({ model: "classical" });
    await expect(detector.detect(smallHead(), { force: true, ...option })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      details: { name: Object.keys(option)[0] },
    });
  });

  it.each([
    ["classical", "input checks"],
    ["of networks", "input checks"],
    ["of networks", "lesion network"],
  ])("says that it was closed while it ran, a %s model at the %s", async (kind, closeAt) => {
    const model = kind === "classical" ? "classical" : await tinyModel();
    const detector = await createDetector({ model, device: "cpu" });
    const running = detector.detect(smallHead(), {
      force: true,
      onProgress: ({ stage }) => {
        if (stage === closeAt) void detector.close();
      },
    });
    await expect(running).rejects.toMatchObject({ code: "RESOURCE_CLOSED", details: { resource: "detector" } });
  });

  it("refuses an option that there is not, before it opens anything", async () => {
    await expect(createDetector({ models: "default" } as object)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: "createDetector: models is unknown; there are device, model, threads",
    });
    await expect(createDetector({ threads: 1e9 })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  it("names the file's field where it is no network, and gives the same hash for the same weights", async () => {
    const { manifest, weights } = await tinyModel();
    const [lesions] = manifest.networks.lesions;
    const bytes = new Uint8Array(64).fill(7);
    const broken = { ...lesions, bytes: bytes.length, sha256: await sha256(bytes) };
    const model = {
      manifest: { ...manifest, networks: { lesions: [broken] as const } },
      weights: { [lesions.file]: bytes },
    };
    await expect(createDetector({ model, device: "cpu" })).rejects.toMatchObject({
      code: "INVALID_MODEL",
      details: { field: "manifest.networks.lesions[0].file" },
    });
    const detector = await createDetector({ model: { manifest, weights }, device: "cpu" });
    const { model: named } = await detector.detect(smallHead(), { force: true });
    expect(named.sha256).toBe(await sha256(new TextEncoder().encode(lesions.sha256)));
    await detector.close();
  });

  it("closes once, and refuses to detect afterwards", async () => {
    const detector = await createDetector({ model: "classical" });
    await detector.close();
    await detector.close();
    await expect(detector.detect(smallHead())).rejects.toMatchObject({ code: "RESOURCE_CLOSED" });
  });

  it("closes at the end of `await using`", async () => {
    const detector = await createDetector({ model: "classical" });
    await detector[Symbol.asyncDispose]();
    await expect(detector.detect(smallHead())).rejects.toMatchObject({ code: "RESOURCE_CLOSED" });
  });

  it("refuses an unknown preset", async () => {
    const detector = await createDetector({ model: "classical" });
    const detecting = detector.detect(smallHead(), { preset: "bold" as Preset });
    await expect(detecting).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      details: { name: "preset", value: "bold" },
    });
  });

  it("refuses what is no scan with every check, unless forced", async () => {
    const detector = await createDetector({ model: "classical" });
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
    const detector = await createDetector({ model: "classical" });
    await detector.detect(smallHead(), { force: true, onProgress: (progress) => heard.push(progress) });
    const done = heard.map(({ completed, total }) => completed / total);
    expect(done.length).toBeGreaterThan(3);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
    expect(heard[0]).toMatchObject({ stage: "input checks" });
  });

  it("stops with the reason of its signal, before and while it works", async () => {
    const detector = await createDetector({ model: "classical" });
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
