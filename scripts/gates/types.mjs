// The compiler's strictest flags, over every package with its tests, over the examples, and over the root's own files.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { runNx } from "../nx.mjs";
import { binary, run } from "../workspace.mjs";

const ERROR = /^(?:\S+: )?\S+?(?::\d+:\d+ - |\(\d+,\d+\): )error TS\d+: .*/;

/** The compiler's error lines in an output; all of it when there are none. */
function errorsIn(output) {
  const lines = stripVTControlCharacters(output)
    .split("\n")
    .map((line) => line.trim());
  const errors = lines.filter((line) => ERROR.test(line));
  return errors.length > 0 ? errors : [lines.join("\n").trim()];
}

export async function types(root) {
  const workspaces = await runNx(["run-many", "-t", "typecheck", "--output-style=stream"], {
    cwd: root,
  });
  const findings = workspaces.code === 0 ? [] : errorsIn(workspaces.output);
  if (!existsSync(join(root, "tsconfig.json"))) return findings;
  const own = await run(binary("tsc"), ["--noEmit", "--pretty", "false"], { cwd: root });
  return own.code === 0 ? findings : [...findings, ...errorsIn(own.output)];
}
