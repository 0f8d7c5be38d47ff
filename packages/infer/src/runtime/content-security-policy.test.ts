import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright";
import { build, defaultClientConditions, type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TINY_TOLERANCE } from "../testdata/tiny-network.js";

const SOURCES = fileURLToPath(new URL("..", import.meta.url));

/** A page that runs a network on the device of its query, and tells how far the answer is from that of float64. */
const PAGE = `
import { WHOLE_MANIFEST } from "${SOURCES}testdata/model-manifest.ts";
import { largestDifference, tinyAnswer, tinyExample, tinyNetwork } from "${SOURCES}testdata/tiny-network.ts";
import { modelNetworks } from "${SOURCES}runtime/model-networks.ts";
import { openNetworks } from "${SOURCES}runtime/open-networks.ts";
import { platform } from "${SOURCES}runtime/platform.browser.ts";

const violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  violations.push(violatedDirective + " " + blockedURI);
});
const run = async () => {
  const { kernels, input } = tinyExample();
  const networks = { lesions: WHOLE_MANIFEST.networks.lesions };
  const weights = new Map([["lesions.onnx", tinyNetwork({ kernels })]]);
  const device = new URLSearchParams(location.search).get("device");
  const opened = await openNetworks(modelNetworks({ ...WHOLE_MANIFEST, networks }, weights), { platform, device });
  const { logits } = await opened.sessions[0].run({ image: input });
  await opened.sessions[0].release();
  const difference = largestDifference(logits.data, tinyAnswer(kernels, input));
  return { device: opened.device, runtime: opened.runtime, difference, violations };
};
globalThis.answer = run().catch((error) => ({ error: String(error), violations }));
`;

/** No \`unsafe-eval\`, nothing from elsewhere. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--enable-unsafe-webgpu"];

let folder = "";
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cmb-policy-"));
  writeFileSync(join(folder, "index.html"), '<!doctype html><script type="module" src="/main.js"></script>');
  writeFileSync(join(folder, "main.js"), PAGE);
  await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["@cmb/source", ...defaultClientConditions] },
    worker: { format: "es" },
    build: { outDir: join(folder, "dist"), target: "es2022", assetsInlineLimit: 0 },
  });
  const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: FLAGS });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(headers: Readonly<Record<string, string>>): Promise<{ server: PreviewServer; origin: string }> {
  const server = await preview({
    root: folder,
    configFile: false,
    logLevel: "error",
    build: { outDir: join(folder, "dist") },
    preview: { port: 0, host: "127.0.0.1", headers },
  });
  return { server, origin: new URL(server.resolvedUrls?.local[0] ?? "").origin };
}

describe("the runtime of browsers in a bundle", () => {
  it.each([
    ["wasm", "on several threads", ISOLATED],
    ["wasm", "on the one thread of a page that is not isolated", {}],
    ["webgpu", "on a graphics adapter", ISOLATED],
  ])("runs on %s %s under a content-security policy without unsafe-eval", async (device, _, headers) => {
    const { server, origin } = await serve({ "Content-Security-Policy": POLICY, ...headers });
    const page = await browser.newPage();
    try {
      await page.goto(`${origin}/?device=${device}`);
      const answer = await page.evaluate(() => (globalThis as unknown as { answer: Promise<object> }).answer);
      expect(answer).toMatchObject({ device, violations: [] });
      expect((answer as { difference: number }).difference).toBeLessThan(TINY_TOLERANCE);
      if (!("Cross-Origin-Opener-Policy" in headers))
        expect(answer).toMatchObject({ runtime: expect.stringMatching(/, 1 thread$/) });
    } finally {
      await page.close();
      await server.close();
    }
  });
});
