import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { manifestUrl } from "./manifest-url.js";

const FOLDER = new URL("../", import.meta.url);

/** Every object of a JSON value that has a file. */
function filesOf(value: unknown): readonly { file: string; sha256: string; bytes: number }[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "file" in value ? [value as { file: string; sha256: string; bytes: number }] : [];
  return [...own, ...Object.values(value).flatMap(filesOf)];
}

describe("manifestUrl", () => {
  it("is the manifest beside the weights", () => {
    expect(manifestUrl().href).toBe(new URL("manifest.json", FOLDER).href);
  });

  it("leads to a manifest that names the weights of the package with their bytes and hashes, and no others", async () => {
    const there = (await readdir(FOLDER)).filter((name) => name.endsWith(".onnx"));
    const manifest: unknown = existsSync(manifestUrl()) ? JSON.parse(await readFile(manifestUrl(), "utf8")) : {};
    const named = filesOf(manifest);
    expect([...new Set(named.map(({ file }) => file))].sort()).toEqual(there.sort());
    for (const { file, sha256, bytes } of named) {
      const content = await readFile(new URL(file, FOLDER));
      expect({ file, bytes: content.length }).toEqual({ file, bytes });
      expect({ file, sha256: createHash("sha256").update(content).digest("hex") }).toEqual({ file, sha256 });
    }
  });
});
