// Every export, option and field has a doc comment, and every link in one resolves: typedoc, with warnings as errors.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary, run } from "../workspace.mjs";

export async function apiDocs(root) {
  const out = mkdtempSync(join(tmpdir(), "cmb-docs-"));
  try {
    const { code, output } = await run(binary("typedoc"), ["--out", out], {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1" },
    });
    if (code === 0) return [];
    const told = output
      .split("\n")
      .filter((line) => /^\[(error|warning)\]/.test(line) && !/Found \d+ errors? and/.test(line));
    return told.length > 0 ? told.map((line) => line.replace(/^\[\w+\] /, "")) : [output.trim()];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
