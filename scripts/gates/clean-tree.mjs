// Installing, building, testing and checking leave the working tree as it was.
import { runGit } from "../workspace.mjs";

/** What git sees as changed or new, a line each. */
export async function treeState(root) {
  return (await runGit(["status", "--porcelain"], root)).split("\n").filter((line) => line !== "");
}

/** The changes that were not there in `before`, the state when the checks began. */
export async function cleanTree(root, before) {
  const known = new Set(before);
  return (await treeState(root))
    .filter((line) => !known.has(line))
    .map((line) => `left in the working tree: ${line.trim()}`);
}
