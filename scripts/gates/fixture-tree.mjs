// A small repository in a temporary folder, for the tests of the gates.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { repositoryRoot } from "../workspace.mjs";

/** Writes `{ path: content }` below a new folder, which goes when the test ends; content that is no text becomes JSON. */
export function fixtureTree(files) {
  const root = mkdtempSync(join(tmpdir(), "cmb-gate-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return root;
}

/** The manifest of a package in a fixture. */
export function fixtureManifest(name, extra = {}) {
  return {
    name,
    version: "0.0.0",
    type: "module",
    license: "Apache-2.0",
    exports: { ".": { "@cmb/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" } },
    ...extra,
  };
}

/** Lets the fixture use the tools that are installed in this repository. */
export function withInstalledTools(root) {
  symlinkSync(join(repositoryRoot, "node_modules"), join(root, "node_modules"), "dir");
  return root;
}

/** The root files of a fixture whose gate runs through nx. */
export const NX_FILES = {
  "package.json": { name: "fixture", private: true, workspaces: ["packages/*"] },
  "nx.json": { useDaemonProcess: false, neverConnectToCloud: true, analytics: false, cacheDirectory: ".nx/cache" },
};
