import { describe, expect, it } from "vitest";
import { deadCode } from "./dead-code.mjs";
import { fixtureManifest, fixtureTree } from "./fixture-tree.mjs";

function repositoryWith(files) {
  return fixtureTree({
    "package.json": { name: "fixture", private: true, workspaces: ["packages/*"] },
    "packages/core/package.json": fixtureManifest("@cmb/core"),
    "packages/core/src/index.ts": 'export { a } from "./a.js";\n',
    "packages/core/src/a.ts": "export const a = 1;\n",
    ...files,
  });
}

describe("deadCode", () => {
  it("accepts a package whose files all lead to its entry", async () => {
    expect(await deadCode(repositoryWith({}))).toEqual([]);
  });

  it("fails on a file, an export and a dependency that nothing uses", async () => {
    const findings = await deadCode(
      repositoryWith({
        "packages/core/src/orphan.ts": "export const b = 1;\n",
        "packages/core/src/a.ts": "export const a = 1;\nexport const unused = 2;\n",
        "packages/core/package.json": fixtureManifest("@cmb/core", { dependencies: { fflate: "^0.8.0" } }),
      }),
    );
    const all = findings.join("\n");
    expect(all).toContain("orphan.ts");
    expect(all).toContain("unused");
    expect(all).toContain("fflate");
  });
});
