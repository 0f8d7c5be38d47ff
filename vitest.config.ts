import { playwright } from "@vitest/browser-playwright";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// Tests read the sources, so that no build has to come first. Vite's own conditions are kept: a bare list replaces them.
const source = {
  resolve: { conditions: ["@cmb/source", ...defaultClientConditions] },
  ssr: { resolve: { conditions: ["@cmb/source", ...defaultServerConditions] } },
};

const chromiumFlags = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-webgpu",
];

export default defineConfig({
  test: {
    projects: [
      {
        ...source,
        test: {
          name: "node",
          include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.mjs", "examples/*/*.test.ts"],
          exclude: ["**/*.browser.test.ts", "**/*.slow.test.ts", "**/node_modules/**"],
          testTimeout: 30_000,
        },
      },
      {
        ...source,
        test: {
          name: "slow",
          include: ["packages/*/src/**/*.slow.test.ts"],
          testTimeout: 900_000,
        },
      },
      {
        ...source,
        server: {
          headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" },
        },
        test: {
          name: "browser",
          include: ["packages/*/src/**/*.browser.test.ts"],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args: chromiumFlags },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
