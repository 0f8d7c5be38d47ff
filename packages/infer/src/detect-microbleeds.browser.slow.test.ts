import { expect, it } from "vitest";
import { platform } from "./runtime/platform.browser.js";
import { detectInSlab, expectSlabFindings } from "./testdata/slab-detection.js";

/** Where there is no graphics card the adapter is software, which takes minutes. */
it("finds with networks on WebGPU what Node finds", async () => {
  const url = platform.toUrl("/fixtures/models/manifest.json");
  const result = await detectInSlab(url, { platform, device: "webgpu" });
  expect(result.backend).toMatchObject({ device: "webgpu", tried: ["webgpu"] });
  expectSlabFindings(result);
});
