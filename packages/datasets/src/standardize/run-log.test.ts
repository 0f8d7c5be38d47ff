import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestFolder, testFolder } from "../testdata/on-disk.js";
import { failureOf } from "../testdata/read-all.js";
import { openLog } from "./run-log.node.js";

let folder: TestFolder;
beforeAll(async () => {
  folder = await testFolder(new Map([["any.txt", new Uint8Array(1)]]));
});
afterAll(() => folder.remove());

const LINE = { about: "a", status: "completed", seconds: 1.5, message: "" } as const;

describe("openLog", () => {
  it("keeps the lines of earlier runs, below one header, and counts the runs", async () => {
    const path = join(folder.input, "kept.tsv");
    await (await openLog(path))(LINE);
    const add = await openLog(path);
    await add({ ...LINE, status: "skipped" });
    await add({ about: "b", status: "failed", seconds: null, message: "two\nlines" });
    expect(await readFile(path, "utf8")).toBe(
      "run\tseries\tstatus\tseconds\tmessage\n1\ta\tcompleted\t1.5\tn/a\n2\ta\tskipped\t1.5\tn/a\n2\tb\tfailed\tn/a\ttwo lines\n",
    );
  });

  it("begins a line of its own after one that a killed run left half-written", async () => {
    const path = join(folder.input, "torn.tsv");
    await (await openLog(path))(LINE);
    await writeFile(path, `${await readFile(path, "utf8")}1\tb\tcom`);
    await (await openLog(path))(LINE);
    expect((await readFile(path, "utf8")).split("\n").slice(2)).toEqual(["1\tb\tcom", "2\ta\tcompleted\t1.5\tn/a", ""]);
  });

  it("fails where there is no place for it", async () => {
    const path = join(folder.input, "taken.tsv");
    await mkdir(path);
    expect(await failureOf(() => openLog(path))).toMatch(/^FILE_NOT_WRITABLE: .*taken.tsv/);
  });
});
