import { describe, expect, it } from "vitest";
import { WHOLE_MANIFEST } from "../testdata/model-manifest.js";
import { largestDifference, TINY_TOLERANCE, tinyAnswer, tinyExample, tinyNetwork } from "../testdata/tiny-network.js";
import { modelNetworks } from "./model-networks.js";
import { openNetworks } from "./open-networks.js";
import { platform } from "./platform.browser.js";

const { kernels, input } = tinyExample();
const { regions: _regions, verifier: _verifier, ...networks } = WHOLE_MANIFEST.networks;
/** One network of three channels. */
const NETWORKS = modelNetworks({ ...WHOLE_MANIFEST, networks }, new Map([["lesions.onnx", tinyNetwork({ kernels })]]));

describe("the runtime of browsers", () => {
  it.each(["wasm", "webgpu"] as const)(
    "computes with %s what float64 gives, within the tolerance that Node is held to, and the same bits each time",
    async (device) => {
      const { sessions, ...opened } = await openNetworks(NETWORKS, { platform, device });
      expect(opened).toMatchObject({ device, tried: [device] });
      expect(opened.runtime).toMatch(/^onnxruntime-web \d+\.\d+\.\d+, [1-4] threads?$/);
      const [first, second] = [await sessions[0]?.run({ image: input }), await sessions[0]?.run({ image: input })];
      expect(first?.["logits"]?.dims).toEqual([1, 3, 8, 16, 16]);
      expect(largestDifference(first?.["logits"]?.data ?? [], tinyAnswer(kernels, input))).toBeLessThan(TINY_TOLERANCE);
      expect(second?.["logits"]?.data).toEqual(first?.["logits"]?.data);
      await sessions[0]?.release();
    },
  );

  it("passes over a graphics adapter that is software, and takes it when it is asked for", async () => {
    const { device, tried, sessions } = await openNetworks(NETWORKS, { platform, device: "auto" });
    expect({ device, tried }).toEqual({ device: "wasm", tried: ["webgpu", "wasm"] });
    expect(await platform.refusal("webgpu", "auto")).toBe("the only graphics adapter is software");
    expect(await platform.refusal("webgpu", "webgpu")).toBeUndefined();
    await sessions[0]?.release();
  });

  it("has no device of Node, and says which to give", async () => {
    for (const device of ["cpu", "cuda", "directml", "coreml"] as const) {
      await expect(openNetworks(NETWORKS, { platform, device })).rejects.toMatchObject({
        code: "BACKEND_UNAVAILABLE",
        message: expect.stringContaining('in a browser give "webgpu" or "wasm"'),
        details: { device, tried: [device] },
      });
    }
  });

  it("keeps to the threads of the page's first session", async () => {
    const { sessions, runtime } = await openNetworks(NETWORKS, { platform, device: "wasm" });
    await sessions[0]?.release();
    const inUse = Number(/, (\d+) thread/.exec(runtime)?.[1]);
    const again = await openNetworks(NETWORKS, { platform, device: "wasm", threads: inUse });
    expect(again.runtime).toBe(runtime);
    await again.sessions[0]?.release();
    await expect(openNetworks(NETWORKS, { platform, device: "wasm", threads: inUse + 1 })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("leave threads out"),
      details: { name: "threads", value: inUse + 1 },
    });
  });

  it("reads what is at a URL, relative to the page", async () => {
    const bytes = await platform.readBytes(platform.toUrl("/package.json"), 1);
    expect(new TextDecoder().decode(bytes)).toBe("{");
  });
});
