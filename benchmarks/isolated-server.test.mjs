import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fileAt, startServer } from "./infer/isolated-server.mjs";

const folder = mkdtempSync(join(tmpdir(), "cmb-server-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
const scan = join(folder, "scan.nii");
writeFileSync(scan, "voxels");

describe("fileAt", () => {
  it("gives mounted files and folders, and packages", () => {
    const mounts = { "/scan": scan, "/model": folder };
    expect(fileAt("/scan", mounts)).toBe(scan);
    expect(fileAt("/model/scan.nii", mounts)).toBe(scan);
    expect(fileAt("/packages/core/package.json", mounts)).toMatch(/packages.core.package\.json$/);
  });

  it("gives nothing else of the machine", () => {
    for (const path of [
      "/package.json",
      "/packages/../package.json",
      "/model/../../etc/passwd",
      "/scan/x",
      "/packages/core",
    ]) {
      expect(fileAt(path, { "/scan": scan, "/model": folder })).toBeUndefined();
    }
  });
});

describe("startServer", () => {
  it("isolates the page where that is asked for, and maps the packages", async () => {
    for (const isolated of [true, false]) {
      const server = await startServer({ isolated, mounts: { "/scan": scan } });
      const page = await fetch(server.url);
      expect(page.headers.get("cross-origin-embedder-policy")).toBe(isolated ? "require-corp" : null);
      expect(await page.text()).toContain('"@cmb/infer":"/packages/infer/dist/index.js"');
      const file = await fetch(new URL("scan", server.url));
      expect([file.headers.get("cross-origin-opener-policy"), await file.text()]).toEqual([
        isolated ? "same-origin" : null,
        "voxels",
      ]);
      expect((await fetch(new URL("else", server.url))).status).toBe(404);
      await server.close();
    }
  });
});
