import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cleanTree, treeState } from "./clean-tree.mjs";
import { fixtureTree } from "./fixture-tree.mjs";

it("fails on a file that came while the checks ran, and on no other", async () => {
  const root = fixtureTree({ "mine.txt": "", ".gitignore": "dist/" });
  execFileSync("git", ["init", "-q"], { cwd: root });
  const before = await treeState(root);
  expect(await cleanTree(root, before)).toEqual([]);
  writeFileSync(join(root, "debris.txt"), "");
  expect(await cleanTree(root, before)).toEqual(["left in the working tree: ?? debris.txt"]);
});
