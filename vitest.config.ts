import { randomInt } from "node:crypto";
import { playwright } from "@vitest/browser-playwright";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

// One seed for every property of a run; `npm test` sets and prints it, so that a failure can be had again.
const seed = Number(process.env["FC_SEED"] ?? randomInt(2 ** 31));

// Tests read the sources, so that no build has to come first. Vite's own conditions are kept: a bare list replaces them.
const source = {
  resolve: { conditions: ["@cmb/source", ...defaultClientConditions] },
  ssr: { resolve: { conditions: ["@cmb/source", ...defaultServerConditions] } },
};

const everyProject = { setupFiles: ["./scripts/vitest/fast-check-seed.ts"], provide: { fastCheckSeed: seed } };

/** What a test of the slow lane may take. */
const SLOW_MS = 900_000;

const chromiumFlags = [
  "--no-sandbox",
  // Containers have 64 MiB of shared memory, less than a volume.
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-webgpu",
];

const node: TestProjectConfiguration = {
  ...source,
  test: {
    ...everyProject,
    name: "node",
    include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.mjs", "examples/*/*.test.ts", "benchmarks/*.test.mjs"],
    exclude: ["**/*.browser.test.ts", "**/*.slow.test.ts", "**/node_modules/**"],
    // Loading the packages anew for each file takes longer than most tests; nothing in them keeps state that shows.
    isolate: false,
    testTimeout: 60_000,
  },
};

const slow: TestProjectConfiguration = {
  ...source,
  test: {
    ...everyProject,
    name: "slow",
    include: ["packages/*/src/**/*.slow.test.ts"],
    exclude: ["**/*.browser.slow.test.ts", "**/node_modules/**"],
    testTimeout: SLOW_MS,
  },
};

const inBrowser = {
  ...source,
  // The runtime finds its WebAssembly beside itself, and not where Vite would put a copy of its script.
  optimizeDeps: { exclude: ["onnxruntime-web"] },
  server: { headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" } },
};
const inChromium = {
  ...everyProject,
  browser: {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({
      launchOptions: { executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args: chromiumFlags },
    }),
    instances: [{ browser: "chromium" as const }],
  },
};

const browser: TestProjectConfiguration = {
  ...inBrowser,
  test: { ...inChromium, name: "browser", include: ["packages/*/src/**/*.browser.test.ts"], testTimeout: 60_000 },
};

const slowBrowser: TestProjectConfiguration = {
  ...inBrowser,
  test: {
    ...inChromium,
    name: "slow-browser",
    include: ["packages/*/src/**/*.browser.slow.test.ts"],
    testTimeout: SLOW_MS,
  },
};

// Vitest leaves one processor free, which is half of a machine with two.
export default defineConfig({ test: { maxWorkers: "100%", projects: [node, slow, browser, slowBrowser] } });
