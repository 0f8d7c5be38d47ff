import { describe, expect, it } from "vitest";
import { fixtureTree } from "./fixture-tree.mjs";
import { size } from "./size.mjs";

function repositoryWith(limit, entry = { path: "index.js", import: "{ sum }" }) {
  return fixtureTree({
    "package.json": {
      name: "fixture",
      type: "module",
      devDependencies: { "size-limit": "*", "@size-limit/esbuild": "*", "@size-limit/file": "*" },
    },
    ".size-limit.json": [{ name: "sum", ...entry, limit }],
    "index.js": 'export const sum = (a, b) => a + b;\nexport const unused = "0123456789".repeat(9);\n',
  });
}

describe("size", () => {
  it("accepts an import below its limit and fails on one above", async () => {
    expect(await size(repositoryWith("100 B"))).toEqual([]);
    expect(await size(repositoryWith("5 B"))).toEqual([expect.stringMatching(/^sum has \d+ bytes, of at most 5$/)]);
  });

  it("fails on a path that leads nowhere", async () => {
    expect(await size(repositoryWith("100 B", { path: "gone.js" }))).toEqual(["sum has no code: is its path right?"]);
  });
});
