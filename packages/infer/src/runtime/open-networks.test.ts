import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FakeDevice, fakePlatform } from "../testdata/fake-platform.js";
import type { NamedDevice } from "./device.js";
import type { Network } from "./open-network.js";
import { openNetworks } from "./open-networks.js";

/** A network of which the output is the input. */
const NETWORK: Network = {
  field: "manifest.networks.lesions[0]",
  bytes: new Uint8Array(0),
  input: { name: "image", dims: [1, 1, 48, 96, 96], smallest: [1, 1, 8, 16, 16] },
  outputs: { logits: { field: "manifest.networks.lesions[0].output", dims: (input) => input } },
};

describe("openNetworks", () => {
  it("takes the first device on which every network runs, and says which were tried", async () => {
    const platform = fakePlatform({ cuda: "missing", webgpu: "lacks an operator", cpu: "works", coreml: "works" });
    const opened = await openNetworks([NETWORK, NETWORK], { platform, device: "auto" });
    expect(opened).toMatchObject({ runtime: "fake 1.0", device: "cpu", tried: ["cuda", "webgpu", "cpu"] });
    expect(opened.sessions).toHaveLength(2);
    expect(platform.sessions.map(({ device, released }) => [device, released])).toEqual([
      ["webgpu", true],
      ["cpu", false],
      ["cpu", false],
    ]);
  });

  it("passes over what is refused under auto and takes it when it is asked for", async () => {
    const devices = { webgpu: "refused", wasm: "works" } as const;
    const automatic = await openNetworks([NETWORK], { platform: fakePlatform(devices), device: "auto" });
    expect(automatic).toMatchObject({ device: "wasm", tried: ["webgpu", "wasm"] });
    const named = await openNetworks([NETWORK], { platform: fakePlatform(devices), device: "webgpu" });
    expect(named).toMatchObject({ device: "webgpu", tried: ["webgpu"] });
  });

  it("tries no other than the device that is asked for, and says why it does not work", async () => {
    const platform = fakePlatform({ cuda: "missing", cpu: "works" });
    await expect(openNetworks([NETWORK], { platform, device: "cuda" })).rejects.toMatchObject({
      code: "BACKEND_UNAVAILABLE",
      message: 'createDetector: "cuda" does not work here (cuda: no cuda library); give "auto"',
      details: { device: "cuda", tried: ["cuda"], reasons: { cuda: "no cuda library" } },
    });
    expect(platform.sessions).toEqual([]);
  });

  it("gives the reason of every device where none works", async () => {
    const platform = fakePlatform({ webgpu: "refused", cuda: "missing", cpu: "lacks an operator" });
    await expect(openNetworks([NETWORK], { platform, device: "auto" })).rejects.toMatchObject({
      code: "BACKEND_UNAVAILABLE",
      details: {
        tried: ["webgpu", "cuda", "cpu"],
        reasons: { webgpu: "it is software", cuda: "no cuda library", cpu: "Conv3D is not supported" },
      },
    });
    expect(platform.sessions.every(({ released }) => released)).toBe(true);
  });

  it.each([
    ["another input", { input: "picture" }, "manifest.networks.lesions[0].input", "of: picture"],
    ["no such output", { outputs: ["other"] }, "manifest.networks.lesions[0].output", "of the network: other"],
    ["tiles of another size", { shape: [1, 1, 32, 96, 96] }, "manifest.networks.lesions[0]", "(1, 1, 32, 96, 96)"],
    ["another number of axes", { shape: [1, 1, "j", "i"] }, "manifest.networks.lesions[0]", "(1, 1, j, i)"],
  ])("refuses a network with %s on the first device, and releases it", async (_, network, field, message) => {
    const platform = fakePlatform({ cuda: "works", cpu: "works" }, network);
    await expect(openNetworks([NETWORK], { platform, device: "auto" })).rejects.toMatchObject({
      code: "INVALID_MODEL",
      message: expect.stringContaining(message),
      details: { field },
    });
    expect(platform.sessions).toEqual([{ device: "cuda", released: true }]);
  });

  it("refuses a network that answers with another size than the manifest says", async () => {
    const network = { ...NETWORK, outputs: { logits: { field: "here", dims: () => [1, 3, 8, 16, 16] } } };
    const opening = openNetworks([network], { platform: fakePlatform({ cpu: "works" }), device: "auto" });
    await expect(opening).rejects.toMatchObject({
      code: "INVALID_MODEL",
      message: expect.stringContaining(
        "wanted: an output of size (1, 3, 8, 16, 16) for (1, 1, 8, 16, 16); it has (1, 1, 8",
      ),
      details: { field: "here" },
    });
  });

  it("makes its first run with the size that the network fixes, and refuses a fixed batch where runs differ", async () => {
    const fixed = fakePlatform({ cpu: "works" }, { shape: [1, 1, "k", 96, 96] });
    const seen: (readonly number[])[] = [];
    const outputs = {
      logits: {
        field: "here",
        dims: (input: readonly number[]) => {
          seen.push(input);
          return input;
        },
      },
    };
    await openNetworks([{ ...NETWORK, outputs }], { platform: fixed, device: "auto" });
    expect(seen).toEqual([[1, 1, 8, 96, 96]]);
    const batch = { ...NETWORK, input: { ...NETWORK.input, dims: ["any", 1, 48, 96, 96] as const } };
    await expect(openNetworks([batch], { platform: fixed, device: "auto" })).rejects.toMatchObject({
      code: "INVALID_MODEL",
      details: { field: "manifest.networks.lesions[0]" },
    });
  });
});

describe("properties", () => {
  it("takes the first device that works, tries none after it, and leaves open only what it gives", async () => {
    const names = fc.subarray<NamedDevice>(["cuda", "directml", "coreml", "webgpu", "wasm", "cpu"], { minLength: 1 });
    const kinds = fc.array(fc.constantFrom<FakeDevice>("works", "missing", "lacks an operator", "refused"), {
      minLength: 6,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(names, kinds, fc.integer({ min: 1, max: 3 }), async (devices, states, count) => {
        const platform = fakePlatform(Object.fromEntries(devices.map((name, n) => [name, states[n]])));
        const first = devices.find((_, n) => states[n] === "works");
        const opened = await openNetworks(Array<Network>(count).fill(NETWORK), { platform, device: "auto" }).catch(
          (error: unknown) => error,
        );
        const open = platform.sessions.filter(({ released }) => !released);
        if (first === undefined) {
          expect(isCmbError(opened, "BACKEND_UNAVAILABLE") && Object.keys(opened.details.reasons)).toEqual(devices);
          expect(open).toEqual([]);
        } else {
          expect(opened).toMatchObject({ device: first, tried: devices.slice(0, devices.indexOf(first) + 1) });
          expect(open.map(({ device }) => device)).toEqual(Array<NamedDevice>(count).fill(first));
        }
      }),
    );
  });
});
