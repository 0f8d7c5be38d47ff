import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WHOLE_MANIFEST } from "../testdata/model-manifest.js";
import { largestDifference, TINY_TOLERANCE, tinyAnswer, tinyExample, tinyNetwork } from "../testdata/tiny-network.js";
import { modelNetworks } from "./model-networks.js";
import { openNetworks } from "./open-networks.js";
import { platform } from "./platform.node.js";

const { kernels, input } = tinyExample();

describe("the runtime of Node", () => {
  it("computes on the processor what float64 gives, and the same bits each time and on each of its sessions", async () => {
    const runtime = await platform.loadRuntime("cpu", 2);
    expect(runtime.name()).toMatch(/^onnxruntime-node \d+\.\d+\.\d+, 2 threads$/);
    const sessions = [
      await runtime.open(tinyNetwork({ kernels }), "cpu"),
      await runtime.open(tinyNetwork({ kernels }), "cpu"),
    ];
    const answers = [];
    for (const session of [...sessions, ...sessions]) answers.push((await session.run({ image: input }))["logits"]);
    const [first, ...others] = answers;
    expect(first?.dims).toEqual([1, 3, 8, 16, 16]);
    expect(largestDifference(first?.data ?? [], tinyAnswer(kernels, input))).toBeLessThan(TINY_TOLERANCE);
    for (const other of others) expect(other?.data).toEqual(first?.data);
    for (const session of sessions) await session.release();
  });

  it("names the tensors of a network and the sizes that are free", async () => {
    const runtime = await platform.loadRuntime("cpu", 1);
    const session = await runtime.open(tinyNetwork({ kernels, input: "cube", output: "score" }), "cpu");
    expect([session.inputNames, session.outputNames]).toEqual([["cube"], ["score"]]);
    expect(session.inputShape("cube")).toEqual([1, 1, "k", "j", "i"]);
    expect(session.inputShape("image")).toBeUndefined();
    await session.release();
  });

  it("lets runs wait for one another, also after one that failed, and releases after them", async () => {
    const runtime = await platform.loadRuntime("cpu", 1);
    const session = await runtime.open(tinyNetwork({ kernels }), "cpu");
    const wrong = session.run({ picture: input });
    const right = session.run({ image: input });
    const released = session.release();
    await expect(wrong).rejects.toThrow("image");
    expect((await right)["logits"]?.dims).toEqual([1, 3, 8, 16, 16]);
    await released;
  });

  it("throws for a device that is not there and for an operator that it does not have", async () => {
    const runtime = await platform.loadRuntime("auto", undefined);
    expect(runtime.name()).toMatch(/, [1-4] threads?$/);
    for (const device of [process.platform === "darwin" ? "directml" : "coreml", "wasm"] as const) {
      await expect(runtime.open(tinyNetwork({ kernels }), device)).rejects.toThrow();
    }
    await expect(runtime.open(tinyNetwork({ kernels, operator: "Sharpen" }), "cpu")).rejects.toThrow("Sharpen");
    await expect(runtime.open(Uint8Array.from([1, 2, 3]), "cpu")).rejects.toThrow();
  });

  it("takes an operator that no device has for a fault of the network", async () => {
    const { regions: _regions, verifier: _verifier, ...lesions } = WHOLE_MANIFEST.networks;
    const weights = new Map([["lesions.onnx", tinyNetwork({ kernels, operator: "Sharpen" })]]);
    const networks = modelNetworks({ ...WHOLE_MANIFEST, networks: lesions }, weights);
    for (const device of ["auto", "cpu"] as const) {
      await expect(openNetworks(networks, { platform, device })).rejects.toMatchObject({
        code: "INVALID_MODEL",
        message: expect.stringContaining("wanted: a network of operators that ONNX Runtime has"),
        details: { field: "manifest.networks.lesions[0].file", value: expect.stringContaining("Sharpen") },
      });
    }
  });

  it("tries what the operating system may have, the processor last, and refuses the browser's", async () => {
    expect(platform.automatic().at(-1)).toBe("cpu");
    expect(await platform.refusal("wasm", "wasm")).toContain('give "cpu"');
    expect(await platform.refusal("cuda", "auto")).toBeUndefined();
  });
});

describe("the files of Node", () => {
  let folder = "";
  let path = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cmb-platform-"));
    path = join(folder, "a file");
    await writeFile(path, Uint8Array.from([1, 2, 3, 4]));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("takes paths and URLs", () => {
    expect(platform.toUrl("models/my model.json").href).toBe(pathToFileURL(resolve("models/my model.json")).href);
    for (const url of ["https://example.org/a/manifest.json", "file:///a/manifest.json"]) {
      expect(platform.toUrl(url).href).toBe(url);
      expect(platform.toUrl(new URL(url)).href).toBe(url);
    }
  });

  it("reads a file, and no more of it than is asked for", async () => {
    const url = platform.toUrl(path);
    expect(await platform.readBytes(url, 100)).toEqual(Uint8Array.from([1, 2, 3, 4]));
    expect(await platform.readBytes(url, 3)).toEqual(Uint8Array.from([1, 2, 3]));
    for (const missing of [join(folder, "missing"), folder]) {
      await expect(platform.readBytes(platform.toUrl(missing), 9)).rejects.toMatchObject({
        code: "FILE_NOT_READABLE",
        details: { path: missing },
      });
    }
  });

  it("reads from the network, and no more than is asked for", async () => {
    const server = createServer((request, response) => {
      response.writeHead(request.url === "/weights" ? 200 : 404);
      response.end(request.url === "/weights" ? Buffer.alloc(1_000_000, 7) : "nothing");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const whole = await platform.readBytes(new URL("/weights", base), 2_000_000);
      expect([whole.length, whole[999_999]]).toEqual([1_000_000, 7]);
      expect(await platform.readBytes(new URL("/weights", base), 5)).toEqual(new Uint8Array(5).fill(7));
      await expect(platform.readBytes(new URL("/missing", base), 5)).rejects.toMatchObject({
        code: "FETCH_FAILED",
        details: { status: 404 },
      });
    } finally {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
    await expect(platform.readBytes(new URL("/weights", base), 5)).rejects.toMatchObject({
      code: "FETCH_FAILED",
      details: { status: 0 },
    });
  });
});
