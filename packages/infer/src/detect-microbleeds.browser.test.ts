import { expect, it } from "vitest";
import { detectMicrobleeds } from "./detect-microbleeds.js";
import { platform } from "./runtime/platform.browser.js";
import { detectInSlab, expectSlabFindings } from "./testdata/slab-detection.js";
import { LESIONS, smallHead } from "./testdata/small-head.js";

it("finds the same microbleeds in a browser", async () => {
  const { microbleeds, input } = await detectMicrobleeds(smallHead(3), { model: "classical", force: true });
  expect(microbleeds).toHaveLength(LESIONS.length);
  for (const [x, y, z] of LESIONS) {
    const distances = microbleeds.map(({ centreMm: [a, b, c] }) => Math.hypot(a - x, b - y, c - z));
    expect(Math.min(...distances)).toBeLessThan(2.5);
  }
  expect(input.sha256).toMatch(/^[0-9a-f]{64}$/);
});

it("finds with networks in WebAssembly what Node finds", async () => {
  const url = platform.toUrl("/fixtures/models/manifest.json");
  const result = await detectInSlab(url, { platform, device: "wasm" });
  expect(result.backend).toMatchObject({ device: "wasm", tried: ["wasm"] });
  expectSlabFindings(result);
});
