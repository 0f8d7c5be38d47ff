import { expect, it } from "vitest";
import { platform } from "./runtime/platform.browser.js";
import { detectInSlab, SLAB_FINDINGS, SLAB_TOLERANCE } from "./testdata/slab-detection.js";

/** Where there is no graphics card the adapter is software, which takes minutes. */
it("finds with networks on WebGPU what Node finds", async () => {
  const url = platform.toUrl("/fixtures/models/manifest.json");
  const { microbleeds, backend, rejected } = await detectInSlab(url, { platform, device: "webgpu" });
  expect(backend).toMatchObject({ device: "webgpu", tried: ["webgpu"] });
  expect(rejected).toEqual([]);
  expect(microbleeds.map(({ centreMm, region }) => [centreMm, region?.zone])).toEqual(
    SLAB_FINDINGS.map(([centreMm, , zone]) => [centreMm, zone]),
  );
  for (const [n, [, score]] of SLAB_FINDINGS.entries()) {
    expect(Math.abs((microbleeds[n]?.score ?? 0) - score)).toBeLessThan(SLAB_TOLERANCE);
  }
});
