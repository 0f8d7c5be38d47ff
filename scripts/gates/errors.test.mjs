import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatErrorPage } from "../error-table.mjs";
import { errors } from "./errors.mjs";
import { fixtureManifest, fixtureTree } from "./fixture-tree.mjs";

const TABLE = `export interface CmbErrorDetails {
  /** Two grids do not fit. */
  SHAPE_MISMATCH: { readonly expected: readonly number[]; readonly actual?: string | undefined };
  /** No voxel. */
  EMPTY_VOLUME: { readonly shape: readonly number[] };
}`;

/** A repository whose core throws from this text; its page is up to date. */
function repositoryWith(text, table = TABLE) {
  const root = fixtureTree({
    "packages/core/package.json": fixtureManifest("@cmb/core"),
    "packages/core/src/errors.ts": table,
    "packages/core/src/check.ts": text,
    "docs/errors.md": "",
  });
  writeFileSync(join(root, "docs", "errors.md"), formatErrorPage(root));
  return root;
}
const both = 'throw new CmbError(flat ? "SHAPE_MISMATCH" : "EMPTY_VOLUME", "…", {});';

describe("errors", () => {
  it("accepts a table whose codes are all thrown and documented", () => {
    const root = repositoryWith(both);
    expect(errors(root)).toEqual([]);
    expect(formatErrorPage(root)).toContain(
      "## SHAPE_MISMATCH\n\nTwo grids do not fit.\n\nThrown by `@cmb/core`.\n\n| details | type |\n|---|---|\n" +
        "| `expected` | `readonly number[]` |\n| `actual?` | `string \\| undefined` |\n",
    );
  });

  it("fails on a code that nothing throws, or only a test", () => {
    expect(errors(repositoryWith('throw new CmbError("SHAPE_MISMATCH", "…", {});'))).toEqual([
      "EMPTY_VOLUME is never thrown: remove it from the table",
    ]);
  });

  it("fails on a code that the table lacks", () => {
    expect(errors(repositoryWith(`${both}\nthrow new CmbError("OTHER", "…", {});`))).toEqual([
      "OTHER is thrown and not in the table",
    ]);
  });

  it("fails on a code without a meaning", () => {
    expect(errors(repositoryWith(both, TABLE.replace("  /** No voxel. */\n", "")))).toEqual([
      "EMPTY_VOLUME has no meaning: write its doc comment",
    ]);
  });

  it("fails on a page that is not up to date", () => {
    const root = repositoryWith(both);
    writeFileSync(join(root, "packages/core/src/errors.ts"), TABLE.replace("No voxel.", "A volume without voxels."));
    expect(errors(root)).toEqual(["docs/errors.md is not up to date: npm run generate"]);
  });
});
