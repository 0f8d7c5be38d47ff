import { expect, it } from "vitest";
import { stratifiedShuffleSplit } from "./index.js";

it("reads dropped workbooks, MAT files and masks under a strict content-security policy", async () => {
  const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'none'";
  const script = new URL("./testdata/csp-probe.ts", import.meta.url).href;
  const frame = document.createElement("iframe");
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}"><script type="module" src="${script}"></script>`;
  const message = new Promise<unknown>((resolve) => {
    addEventListener("message", (event) => event.source === frame.contentWindow && resolve(event.data));
  });
  document.body.append(frame);
  const told = (await message) as { counts?: readonly (readonly number[])[]; error?: string };
  frame.remove();
  expect(told).toEqual({ counts: expect.any(Array), byReading: [], control: ["script-src"] });
  for (const [put = 0, read, left] of told.counts ?? []) {
    expect(put).toBeGreaterThan(0);
    expect([read, left]).toEqual([put, put]);
  }
});

it("splits as scikit-learn does in a browser too", () => {
  const labels = Array.from({ length: 12 }, (_, n) => (n < 6 ? "a" : "b"));
  // scikit-learn 1.9.1: train_test_split(range(12), stratify=labels, test_size=0.25, random_state=42)
  const { test } = stratifiedShuffleSplit(labels, { testFraction: 0.25, seed: 42 });
  expect(test).toEqual([10, 3, 4]);
});
