import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFolder } from "./open-folder.node.js";
import { failureOf } from "./testdata/read-all.js";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "cmb-datasets-"));
  await mkdir(join(root, "b"));
  await writeFile(join(root, "b", "x.bin"), Uint8Array.of(1, 2, 3));
  await writeFile(join(root, "a.bin"), "");
  await writeFile(join(root, ".hidden"), "");
  await symlink(join(root, "b", "x.bin"), join(root, "link.bin"));
  await symlink(root, join(root, "loop"));
  await symlink(join(root, "gone"), join(root, "dangling"));
});
afterAll(() => rm(root, { recursive: true }));

describe("openFolder", () => {
  it("lists files and links to files; not hidden ones, links to folders and links to nothing", async () => {
    expect(await (await openFolder(root)).list()).toEqual(["a.bin", "b/x.bin", "link.bin"]);
  });

  it("reads a file up to a size", async () => {
    const folder = await openFolder(root);
    expect(await folder.read("b/x.bin", { maxBytes: 3 })).toEqual(Uint8Array.of(1, 2, 3));
    expect(await failureOf(() => folder.read("b/x.bin", { maxBytes: 2 }))).toMatch(/^TOO_LARGE/);
    expect(await failureOf(() => folder.read("c", { maxBytes: 2 }))).toMatch(/^FILE_NOT_READABLE/);
  });

  it("refuses a file and a path that is not there", async () => {
    expect(await failureOf(() => openFolder(join(root, "a.bin")))).toMatch(/FILE_NOT_READABLE: .*no folder/);
    expect(await failureOf(() => openFolder(join(root, "none")))).toMatch(/FILE_NOT_READABLE/);
  });
});
