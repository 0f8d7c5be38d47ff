import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLesionModel } from "./open-lesion-model.js";
import { platform } from "./runtime/platform.node.js";
import { fakePlatform } from "./testdata/fake-platform.js";
import { tinyModel } from "./testdata/tiny-model.js";

const tiny = await tinyModel();

describe("openLesionModel", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cmb-model-"));
    await writeFile(join(folder, "manifest.json"), JSON.stringify(tiny.manifest));
    await writeFile(join(folder, "lesions.onnx"), tiny.weights["lesions.onnx"] as Uint8Array);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("opens a model from memory, from a path and from a URL", async () => {
    const path = join(folder, "manifest.json");
    for (const model of [tiny, { manifest: path }, { manifest: pathToFileURL(path) }]) {
      const opened = await openLesionModel({ model, device: "cpu", threads: 1 }, platform);
      expect(opened).toMatchObject({
        id: "cmb-test",
        version: "0.1.0",
        runtime: expect.stringMatching(/^onnxruntime-node \d.*, 1 thread$/),
        device: "cpu",
        tried: ["cpu"],
        thresholds: tiny.manifest.thresholds,
      });
      await opened.close();
    }
  });

  it("takes the default model from its package, and says what to do where its files are not there", async () => {
    await (await openLesionModel({ model: "default", device: "cpu" }, platform)).close();
    const readBytes = (): Promise<never> => Promise.reject(new Error("no such file"));
    await expect(openLesionModel({ model: "default" }, { ...fakePlatform({}), readBytes })).rejects.toMatchObject({
      code: "MODEL_NOT_FOUND",
      message: expect.stringContaining("install @cmb/models anew"),
      details: { model: "default" },
    });
  });

  it("opens the classical model without a runtime, on the processor and on one thread", async () => {
    const withoutRuntime = { ...fakePlatform({}), loadRuntime: () => Promise.reject(new Error("not installed")) };
    expect(await openLesionModel({ model: "classical" }, withoutRuntime)).toMatchObject({
      id: "classical",
      device: "cpu",
    });
    await expect(openLesionModel({ model: "classical", threads: 2 }, withoutRuntime)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      details: { name: "threads", value: 2 },
    });
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %d threads", async (threads) => {
    await expect(openLesionModel({ model: tiny, threads }, platform)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      details: { name: "threads", value: threads },
    });
  });

  it("releases its sessions where the model cannot be put together", async () => {
    const fake = fakePlatform({ cpu: "works" });
    const manifest = { ...tiny.manifest, calibration: { intercept: 0, coefficients: { smell: 1 } } };
    await expect(openLesionModel({ model: { ...tiny, manifest } }, fake)).rejects.toThrow("smell");
    expect(fake.sessions).toEqual([{ device: "cpu", released: true }]);
  });

  it("releases its sessions when it is closed", async () => {
    const fake = fakePlatform({ cuda: "missing", cpu: "works" });
    const model = await openLesionModel({ model: tiny }, fake);
    expect(model).toMatchObject({ runtime: "fake 1.0", device: "cpu", tried: ["cuda", "cpu"] });
    expect(fake.sessions).toEqual([{ device: "cpu", released: false }]);
    await model.close();
    expect(fake.sessions).toEqual([{ device: "cpu", released: true }]);
  });
});
