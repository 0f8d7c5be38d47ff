import { expect, it } from "vitest";
import { detectMicrobleeds } from "./detect-microbleeds.js";
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
