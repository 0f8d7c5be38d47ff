import { describe, expect, it } from "vitest";
import { gaussianSmooth } from "../gaussian-smooth.js";
import { fingerprint, SMOOTHED_FINGERPRINT, smoothedFingerprint, textured } from "../testdata/smoothed.js";
import { TRANSFORMED_FINGERPRINT } from "../testdata/transformed.js";
import { webAssemblyRowKernels } from "./row-kernels.js";

/** What the probe reports from a page with this `script-src`. */
async function probe(scriptSource: string): Promise<unknown> {
  const policy = `default-src 'none'; script-src ${scriptSource}; connect-src 'self'`;
  const script = new URL("../testdata/csp-probe.ts", import.meta.url).href;
  const frame = document.createElement("iframe");
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}"><script type="module" src="${script}"></script>`;
  const message = new Promise<unknown>((resolve) => {
    addEventListener("message", (event) => event.source === frame.contentWindow && resolve(event.data));
  });
  document.body.append(frame);
  const report = await message;
  frame.remove();
  return report;
}

describe("the row kernels in Chromium", () => {
  it("run as WebAssembly, with the same bits as in Node", () => {
    expect(webAssemblyRowKernels()).toBeDefined();
    expect(smoothedFingerprint()).toBe(SMOOTHED_FINGERPRINT);
  });

  it("run as WebAssembly, without a violation, under a policy with wasm-unsafe-eval", async () => {
    expect(await probe("'self' 'wasm-unsafe-eval'")).toEqual({
      fingerprints: [SMOOTHED_FINGERPRINT, SMOOTHED_FINGERPRINT, TRANSFORMED_FINGERPRINT],
      bySmoothing: [],
      byTransforming: [],
      webAssembly: true,
    });
  });

  it("run as plain JavaScript under a policy without it: the same bits, and one violation however often they run", async () => {
    expect(await probe("'self'")).toEqual({
      fingerprints: [SMOOTHED_FINGERPRINT, SMOOTHED_FINGERPRINT, TRANSFORMED_FINGERPRINT],
      bySmoothing: ["wasm-eval"],
      byTransforming: [],
      webAssembly: false,
    });
  });

  it("share nothing between two workers that smooth at the same time", async () => {
    const volume = textured([64, 60, 40]);
    const sigmas = [1, 1.5, 2, 2.5, 3, 3.5];
    const smoothAll = async (own: readonly number[]): Promise<readonly string[]> => {
      const worker = new Worker(new URL("../testdata/smooth-worker.ts", import.meta.url), { type: "module" });
      const results: string[] = [];
      const done = new Promise<void>((resolve, reject) => {
        worker.onerror = reject;
        worker.onmessage = ({ data }) => results.push(fingerprint(data)) === own.length && resolve();
      });
      for (const sigmaMm of own) worker.postMessage({ volume, sigmaMm });
      await done;
      worker.terminate();
      return results;
    };
    const [forwards, backwards] = await Promise.all([smoothAll(sigmas), smoothAll(sigmas.toReversed())]);
    const expected = sigmas.map((sigmaMm) => fingerprint(gaussianSmooth(volume, { sigmaMm }).data));
    expect(forwards).toEqual(expected);
    expect(backwards.toReversed()).toEqual(expected);
  });
});
