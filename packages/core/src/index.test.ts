import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** Every module that a file loads, followed through relative imports; type-only imports load nothing. */
function loadedFrom(entry: string): { readonly files: ReadonlySet<string>; readonly packages: ReadonlySet<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (url: URL): void => {
    if (files.has(url.href)) return;
    files.add(url.href);
    const source = readFileSync(url, "utf8");
    for (const [, specifier = ""] of source.matchAll(/^(?:import|export) (?!type )[^;]*?"([^"]+)";/gm)) {
      if (specifier.startsWith(".")) visit(new URL(specifier.replace(/\.js$/, ".ts"), url));
      else packages.add(specifier);
    }
  };
  visit(new URL(entry, import.meta.url));
  return { files, packages };
}

describe("the entries of @cmb/core", () => {
  it("load no other package from the main entry, so that it runs under a strict content-security policy", () => {
    const { files, packages } = loadedFrom("./index.ts");
    expect(files.size).toBeGreaterThan(20);
    expect([...packages]).toEqual([]);
  });

  it("load ndarray from ./ndarray and fast-check from ./testing alone", () => {
    expect([...loadedFrom("./ndarray.ts").packages]).toEqual(["ndarray"]);
    expect([...loadedFrom("./testing.ts").packages]).toEqual(["fast-check"]);
  });
});
