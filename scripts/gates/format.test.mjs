import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../workspace.mjs";
import { fixtureTree } from "./fixture-tree.mjs";
import { format } from "./format.mjs";

const { formatter, linter, overrides } = JSON.parse(readFileSync(join(repositoryRoot, "biome.json"), "utf8"));
// The fixture has no git, and its own copy of the rules is not formatted.
const rules = { formatter, linter, overrides, json: { formatter: { enabled: false } } };

describe("format", () => {
  it("accepts a formatted source without loose types", async () => {
    const root = fixtureTree({ "biome.json": rules, "packages/core/src/a.ts": "export const a: number = 1;\n" });
    expect(await format(root)).toEqual([]);
  });

  it.each([
    ["another format", "export const a: number=1\n", /a\.ts/],
    ["any", "export const a: any = 1;\n", /Unexpected any/],
    ["a non-null assertion", "export const a = (b?: string): string => b!;\n", /non-null/],
    ["a default export", "const a = 1;\nexport default a;\n", /default export/],
    ["console in a library", 'console.log("a");\n', /console/],
    ["export *", 'export * from "./b.js";\n', /re-?export|export \*/i],
  ])("fails on %s", async (_, text, finding) => {
    const findings = await format(fixtureTree({ "biome.json": rules, "packages/core/src/a.ts": text }));
    expect(findings.join("\n")).toMatch(finding);
  });
});
