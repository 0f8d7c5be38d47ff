import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { affineFromSpacing, createVolume } from "@cmb/core";
import { saveNifti } from "@cmb/io/node";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { namedProtocol } from "../acquisition/named-protocol.js";
import { snapshot, testFolder } from "../testdata/test-folder.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
let folder: Awaited<ReturnType<typeof testFolder>>;
let program = "";

// A worker thread loads a file beside the code that starts it: so both are built, in a folder of their own.
beforeAll(async () => {
  folder = await testFolder();
  await build({
    entry: {
      "write-dataset.node": here("./write-dataset.node.ts"),
      "sample-worker.node": here("./sample-worker.node.ts"),
    },
    outDir: folder.path,
    config: false,
    format: "esm",
    target: "es2022",
    silent: true,
    noExternal: [/.*/],
    esbuildOptions: (options) => {
      options.conditions = ["@cmb/source"];
    },
  });
  program = join(folder.path, "run.js");
  await writeFile(join(folder.path, "package.json"), '{ "type": "module" }');
  await writeFile(
    program,
    `import { writeDataset } from "./write-dataset.node.js";
const [text, stopAfter] = process.argv.slice(2);
const stop = new AbortController();
const samples = [];
try {
  for await (const { sample, status } of writeDataset({ ...JSON.parse(text), signal: stop.signal })) {
    samples.push(sample + " " + status);
    if (samples.length === Number(stopAfter)) stop.abort(new Error("enough"));
  }
} catch (error) {
  samples.push(String(error));
}
console.log(JSON.stringify(samples));`,
  );
}, 120_000);
afterAll(() => folder.remove());

const PATCHES = {
  kind: "patch",
  sizeMm: 24,
  seed: 11,
  count: 4,
  patchesPerHead: 2,
  headScale: 0.3,
  phase: true,
  maps: true,
  protocol: namedProtocol("clinical-swi-3t"),
};

async function run(name: string, changes: object, stopAfter = 0): Promise<readonly string[]> {
  const options = { ...PATCHES, output: join(folder.path, name), ...changes };
  const argv = [program, JSON.stringify(options), String(stopAfter)];
  return JSON.parse((await promisify(execFile)(process.execPath, argv)).stdout);
}

describe("writeDataset on several threads", () => {
  it("writes the same bytes as on one, and a sample alone the same as in the series", async () => {
    expect(await run("one", { workers: 1 })).toEqual(["1 made", "2 made", "3 made", "4 made"]);
    expect((await run("three", { workers: 3 })).toSorted()).toEqual(["1 made", "2 made", "3 made", "4 made"]);
    const one = await snapshot(join(folder.path, "one"));
    const table = (await readFile(join(folder.path, "one", "participants.tsv"), "utf8")).trimEnd().split("\n");
    expect(table.map((row) => row.split("\t")[1])).toEqual(["head", "1", "1", "2", "2"]);
    expect(await snapshot(join(folder.path, "three"))).toEqual(one);
    await run("alone", { index: 4 });
    const alone = await snapshot(join(folder.path, "alone"));
    for (const path of Object.keys(alone).filter((name) => name.includes("sub-0004"))) {
      expect(alone[path], path).toBe(one[path]);
    }
  });

  it("stops when told to, leaves nothing half-written, and goes on", async () => {
    const stopped = await run("stopped", { workers: 2 }, 1);
    expect(stopped.at(-1)).toBe("Error: enough");
    const left = Object.keys(await snapshot(join(folder.path, "stopped")));
    expect(left.filter((path) => path.startsWith(".cmb-"))).toEqual([]);
    await run("stopped", { workers: 2 });
    expect(await snapshot(join(folder.path, "stopped"))).toEqual(await snapshot(join(folder.path, "one")));
  });

  it("gives on what a sample cannot be made for", async () => {
    const labels = join(folder.path, "empty.nii");
    const shape = [8, 8, 8] as const;
    await saveNifti(createVolume(new Uint8Array(512), shape, affineFromSpacing([2, 2, 2])), labels);
    const [error] = await run("refused", { workers: 2, labels: [labels], headScale: undefined });
    expect(error).toMatch(/^CmbError: anatomyFromLabels/);
  });
});
