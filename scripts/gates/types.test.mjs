import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../workspace.mjs";
import { fixtureManifest, fixtureTree, NX_FILES, withInstalledTools } from "./fixture-tree.mjs";
import { types } from "./types.mjs";

function repositoryWith(text) {
  return withInstalledTools(
    fixtureTree({
      ...NX_FILES,
      "tsconfig.base.json": readFileSync(join(repositoryRoot, "tsconfig.base.json"), "utf8"),
      "packages/core/package.json": fixtureManifest("@cmb/core", {
        scripts: { typecheck: "tsc --noEmit" },
      }),
      "packages/core/tsconfig.json": { extends: "../../tsconfig.base.json", include: ["src"] },
      "packages/core/src/index.ts": text,
    }),
  );
}

describe("types", () => {
  it("accepts what the strictest flags accept", async () => {
    expect(
      await types(repositoryWith("export const first = (list: readonly number[]): number | undefined => list[0];\n")),
    ).toEqual([]);
  });

  it("fails on an unchecked index and on an export without a type", async () => {
    const unchecked = await types(
      repositoryWith("export const first = (list: readonly number[]): number => list[0];\n"),
    );
    expect(unchecked).toEqual([expect.stringMatching(/^@cmb\/core: src\/index\.ts:1:\d+ - error TS2322/)]);
    const untyped = await types(
      repositoryWith("export function first(list: readonly number[]) {\n  return list[0];\n}\n"),
    );
    expect(untyped.join("\n")).toMatch(/error TS9007/);
  });
});
