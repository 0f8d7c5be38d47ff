import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder of its own for a test, with an input folder in it. */
export interface TestFolder {
  readonly input: string;
  readonly output: string;
  readonly remove: () => Promise<void>;
}

/** Writes files into a new folder. */
export async function testFolder(files: ReadonlyMap<string, Uint8Array>): Promise<TestFolder> {
  const root = await mkdtemp(join(tmpdir(), "cmb-datasets-"));
  const input = join(root, "in");
  await writeFiles(input, files);
  return { input, output: join(root, "out"), remove: () => rm(root, { recursive: true, force: true }) };
}

export async function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

/** Every file of a folder with its bytes in hexadecimal, hidden ones too. */
export async function snapshot(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(paths.map(async (path) => (await readFile(path)).toString("hex")));
  return new Map(paths.map((path, n) => [path.slice(folder.length + 1), contents[n] ?? ""]));
}
