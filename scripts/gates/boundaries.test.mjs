import { describe, expect, it } from "vitest";
import { boundaries } from "./boundaries.mjs";
import { fixtureManifest, fixtureTree } from "./fixture-tree.mjs";

/** A repository of core, io and infer, in which one file of io has this text. */
function repositoryWith(text, path = "packages/io/src/read.ts") {
  return fixtureTree({
    "package.json": { devDependencies: { vitest: "4.0.0" } },
    "packages/core/package.json": fixtureManifest("@cmb/core"),
    "packages/core/src/index.ts": "export const one = 1;",
    "packages/io/package.json": fixtureManifest("@cmb/io", {
      dependencies: { "@cmb/core": "^0.0.0", "nifti-reader-js": "^0.8.0" },
    }),
    "packages/infer/package.json": fixtureManifest("@cmb/infer", { dependencies: { "@cmb/core": "^0.0.0" } }),
    "packages/infer/src/index.ts": "export const two = 2;",
    [path]: text,
  });
}

describe("boundaries", () => {
  it("accepts lower layers, declared packages, and Node in a file named for it", () => {
    expect(boundaries(repositoryWith('import { one } from "@cmb/core/ndarray";\nimport "nifti-reader-js";'))).toEqual(
      [],
    );
    expect(boundaries(repositoryWith('import "node:fs";', "packages/io/src/load.node.ts"))).toEqual([]);
    expect(boundaries(repositoryWith('import "vitest"; import "node:fs";', "packages/io/src/read.test.ts"))).toEqual(
      [],
    );
  });

  it("fails on an import of a higher layer", () => {
    const findings = boundaries(
      fixtureTree({
        "package.json": {},
        "packages/infer/package.json": fixtureManifest("@cmb/infer"),
        "packages/io/package.json": fixtureManifest("@cmb/io", { dependencies: { "@cmb/infer": "^0.0.0" } }),
        "packages/io/src/read.ts": 'import { two } from "@cmb/infer";',
      }),
    );
    expect(findings).toEqual([
      "packages/io/package.json depends on @cmb/infer, which is not of a lower layer",
      "packages/io/src/read.ts:1 imports @cmb/infer of layer 2 from layer 1: only lower layers may be imported",
    ]);
  });

  it.each([
    ["an undeclared dependency", 'import { gunzip } from "fflate";', "imports fflate, which @cmb/io does not declare"],
    ["an undeclared type", 'import type { A } from "fflate";', "imports fflate, which @cmb/io does not declare"],
    ["a dynamic import of one", 'await import("fflate/sub");', "imports fflate/sub, which @cmb/io does not declare"],
    ["a stray Node built-in", 'import { readFile } from "node:fs/promises";', "imports node:fs/promises outside of"],
    ["one without its prefix", 'export { join } from "path";', "imports path outside of"],
    ["a path into another package", 'import "../../core/src/index.js";', "reaches out of its package"],
    ["a tool of the tests in a source", 'import "vitest";', "imports vitest, which @cmb/io does not declare"],
    ["test data in a source", 'import "./testdata/head.js";', "which is only for tests"],
  ])("fails on %s", (_, text, finding) => {
    const findings = boundaries(repositoryWith(text));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(`packages/io/src/read.ts:1 `);
    expect(findings[0]).toContain(finding);
  });

  it("accepts a file by a name of the imports map, and fails on one that the map does not have", () => {
    const tree = (name) =>
      fixtureTree({
        "package.json": {},
        "packages/io/package.json": fixtureManifest("@cmb/io", { imports: { "#platform": "./src/platform.node.ts" } }),
        "packages/io/src/read.ts": `import { platform } from "${name}";`,
      });
    expect(boundaries(tree("#platform"))).toEqual([]);
    expect(boundaries(tree("#system"))).toEqual([
      "packages/io/src/read.ts:1 imports #system, which the imports map of @cmb/io does not have",
    ]);
  });

  it("lets datasets read and preprocess, and nothing of its own layer or above use it but the command line", () => {
    const tree = (user) =>
      fixtureTree({
        "package.json": {},
        "packages/io/package.json": fixtureManifest("@cmb/io"),
        "packages/datasets/package.json": fixtureManifest("@cmb/datasets", { dependencies: { "@cmb/io": "^0.0.0" } }),
        [`packages/${user}/package.json`]: fixtureManifest(`@cmb/${user}`, {
          dependencies: { "@cmb/datasets": "^0.0.0" },
        }),
      });
    expect(boundaries(tree("cli"))).toEqual([]);
    expect(boundaries(tree("synth"))).toEqual([
      "packages/synth/package.json depends on @cmb/datasets, which is not of a lower layer",
    ]);
  });

  it("fails on a package without a layer", () => {
    const root = fixtureTree({ "package.json": {}, "packages/new/package.json": fixtureManifest("@cmb/new") });
    expect(boundaries(root)).toEqual(["packages/new has no layer: add it to LAYERS"]);
  });
});
