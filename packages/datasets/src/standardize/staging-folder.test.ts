import { spawnSync } from "node:child_process";
import { mkdir, readdir, rm, symlink, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestFolder, testFolder, writeFiles } from "../testdata/on-disk.js";
import { makeStagingFolder, removeStaleStaging } from "./staging-folder.node.js";

let folder: TestFolder;
beforeEach(async () => {
  folder = await testFolder(new Map());
  await mkdir(folder.output);
});
afterEach(() => folder.remove());

const HOST = hostname().replace(/[^A-Za-z0-9]/g, "");

/** A process that ran and is gone. */
const endedPid = (): number => spawnSync(process.execPath, ["--version"]).pid;

async function makeFolder(name: string, { daysAgo = 0 } = {}): Promise<string> {
  await writeFiles(folder.output, new Map([[`${name}/0.nii.gz`, "half"]]));
  const seconds = Date.now() / 1000 - daysAgo * 24 * 3600;
  await utimes(join(folder.output, name), seconds, seconds);
  return name;
}

describe("removeStaleStaging", () => {
  it("removes what a process of this machine left that is gone", async () => {
    await makeFolder(`.cmb-${endedPid()}-${HOST}-a1B2c3`);
    await removeStaleStaging(folder.output);
    expect(await readdir(folder.output)).toEqual([]);
  });

  it("leaves what a run is writing: its own, and that of a process that is there", async () => {
    const own = await makeStagingFolder(folder.output);
    const parent = await makeFolder(`.cmb-${process.ppid}-${HOST}-a1B2c3`);
    await removeStaleStaging(folder.output);
    expect((await readdir(folder.output)).sort()).toEqual([own.slice(folder.output.length + 1), parent].sort());
  });

  it("asks of another machine's only whether anything was written for a day", async () => {
    const fresh = await makeFolder(`.cmb-${endedPid()}-${HOST}other-a1B2c3`, { daysAgo: 0.9 });
    await makeFolder(`.cmb-${endedPid()}-${HOST}other-d4E5f6`, { daysAgo: 1.1 });
    await makeFolder(`.cmb-${process.pid}-${HOST}-d4E5f6`, { daysAgo: 1.1 });
    await removeStaleStaging(folder.output);
    expect(await readdir(folder.output)).toEqual([fresh]);
  });

  it("leaves folders of other names, files, and links alone, however old", async () => {
    const pid = endedPid();
    const names = [".cmb-mine", `.cmb-${pid}-${HOST}-a1B2c3.kept`, `x.cmb-${pid}-${HOST}-a1B2c3`];
    for (const name of names) await makeFolder(name, { daysAgo: 9 });
    const [file, link] = [`.cmb-${pid}-${HOST}-filexx`, `.cmb-${pid}-${HOST}-linkxx`];
    await writeFiles(folder.output, new Map([[file, "mine"]]));
    await symlink(folder.input, join(folder.output, link));
    await removeStaleStaging(folder.output);
    expect((await readdir(folder.output)).sort()).toEqual([...names, file, link].sort());
    await rm(join(folder.output, link));
  });
});
