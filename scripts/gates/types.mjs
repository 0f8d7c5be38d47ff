// The compiler's strictest flags, over every package with its tests, over the examples, and over the root's own files.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runNx } from "../nx.mjs";
import { binary, run } from "../workspace.mjs";

const ERROR = /^\S.*\(\d+,\d+\): error TS\d+:/;

/** The compiler's error lines in an output; all of it when there are none. */
function errorsIn(output) {
  const errors = output.split("\n").filter((line) => ERROR.test(line.trim()));
  return errors.length > 0 ? errors.map((line) => line.trim()) : [output.trim()];
}

export async function types(root) {
  const workspaces = await runNx(["run-many", "-t", "typecheck", "--output-style=stream-without-prefixes"], {
    cwd: root,
  });
  const findings = workspaces.code === 0 ? [] : errorsIn(workspaces.output);
  if (!existsSync(join(root, "tsconfig.json"))) return findings;
  const own = await run(binary("tsc"), ["--noEmit", "--pretty", "false"], { cwd: root });
  return own.code === 0 ? findings : [...findings, ...errorsIn(own.output)];
}
