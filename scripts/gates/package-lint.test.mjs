import { describe, expect, it } from "vitest";
import { fixtureManifest, fixtureTree, NX_FILES, withInstalledTools } from "./fixture-tree.mjs";
import { packageLint } from "./package-lint.mjs";

const scripts = { "check:package": "publint --strict && attw --pack . --profile esm-only" };

function repositoryWith(manifest, declarations = "export declare const a = 1;\n") {
  return withInstalledTools(
    fixtureTree({
      ...NX_FILES,
      "packages/core/package.json": fixtureManifest("@cmb/core", {
        scripts,
        files: ["dist"],
        sideEffects: false,
        ...manifest,
      }),
      "packages/core/dist/index.js": "export const a = 1;\n",
      "packages/core/dist/index.d.ts": declarations,
    }),
  );
}

describe("packageLint", () => {
  it("accepts a package whose entry and types are where its manifest says", async () => {
    const exports = { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } };
    expect(await packageLint(repositoryWith({ exports }))).toEqual([]);
  });

  it("fails on an entry that is not in the package", async () => {
    const exports = { ".": { types: "./dist/index.d.ts", default: "./dist/main.js" } };
    expect((await packageLint(repositoryWith({ exports }))).join("\n")).toContain("main.js");
  });

  it("fails on types that lead nowhere", async () => {
    const exports = { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } };
    const root = repositoryWith({ exports }, 'export { a } from "./gone.js";\n');
    expect(await packageLint(root)).toEqual([expect.stringMatching(/^@cmb\/core\n[\s\S]*internal resolution error/i)]);
  });
});
