import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";

/** A folder of a test; `remove` takes it away. */
export async function testFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "cmb-synth-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** The hash of every file in a folder by its path with slashes. */
export async function snapshot(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name);
    if ((await stat(path)).isDirectory()) continue;
    const hash = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    found[relative(folder, path).replaceAll(sep, "/")] = hash;
  }
  return found;
}
