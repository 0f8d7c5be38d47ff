import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../workspace.mjs";
import { apiDocs } from "./api-docs.mjs";
import { fixtureManifest, fixtureTree, withInstalledTools } from "./fixture-tree.mjs";

const options = pathToFileURL(join(repositoryRoot, "typedoc.config.mjs")).href;

function repositoryWith(text) {
  const root = fixtureTree({
    "package.json": { name: "fixture", private: true },
    "README.md": "# Fixture\n",
    "typedoc.config.mjs": `import options from ${JSON.stringify(options)};\nexport default { ...options, entryPoints: ["packages/core"] };\n`,
    "packages/core/package.json": fixtureManifest("@cmb/core"),
    "packages/core/tsconfig.build.json": {
      compilerOptions: { rootDir: "src", outDir: "dist", target: "ES2022", module: "ESNext", types: [] },
      include: ["src"],
    },
    "packages/core/src/index.ts": text,
  });
  return withInstalledTools(root);
}

describe("apiDocs", () => {
  it("accepts exports with doc comments", async () => {
    expect(
      await apiDocs(
        repositoryWith("/** The sum. */\nexport function sum(a: number, b: number): number {\n  return a + b;\n}\n"),
      ),
    ).toEqual([]);
  });

  it.each([
    [
      "an export without a doc comment",
      "export function sum(): number {\n  return 1;\n}\n",
      /sum.* does not have any documentation/,
    ],
    ["a link that leads nowhere", "/** See {@link gone}. */\nexport const one = 1;\n", /gone/],
    [
      "a type that is not exported",
      "interface Pair {\n  a: number;\n}\n/** Two. */\nexport declare const pair: Pair;\n",
      /Pair.* not included/,
    ],
  ])("fails on %s", async (_, text, finding) => {
    expect(await apiDocs(repositoryWith(text))).toEqual([expect.stringMatching(finding)]);
  });
});
