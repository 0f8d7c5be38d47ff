import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { snapshot, type TestFolder, testFolder, writeFiles } from "../testdata/on-disk.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
let folder: TestFolder;
let program = "";

// A worker thread loads a file beside the code that starts it: so both are built, in a folder of their own.
beforeAll(async () => {
  folder = await testFolder((await generateDataset("momeni", { seed: 2, patients: 2 })).files);
  const built = join(folder.input, "..", "built");
  await build({
    entry: {
      "standardize-dataset.node": here("./standardize-dataset.node.ts"),
      "standardize-worker.node": here("./standardize-worker.node.ts"),
    },
    outDir: built,
    config: false,
    format: "esm",
    target: "es2022",
    silent: true,
    noExternal: [/.*/],
    esbuildOptions: (options) => {
      options.conditions = ["@cmb/source"];
    },
  });
  program = join(built, "run.js");
  await writeFile(join(built, "package.json"), '{ "type": "module" }');
  await writeFile(
    program,
    `import { standardizeDataset } from "./standardize-dataset.node.js";
const [input, output, workers, stopAfter] = process.argv.slice(2);
const stop = new AbortController();
const ids = [];
try {
  const options = { dataset: "momeni", input, output, workers: Number(workers), signal: stop.signal };
  for await (const { row } of standardizeDataset(options)) {
    ids.push(row.id + " " + row.status);
    if (ids.length === Number(stopAfter)) stop.abort(new Error("enough"));
  }
} catch (error) {
  ids.push(String(error));
}
console.log(JSON.stringify(ids));`,
  );
}, 120_000);
afterAll(() => folder.remove());

async function run(input: string, output: string, workers: number, stopAfter = 0): Promise<string[]> {
  const argv = [program, input, output, String(workers), String(stopAfter)];
  return JSON.parse((await promisify(execFile)(process.execPath, argv)).stdout);
}

describe("standardizeDataset with workers", () => {
  it("gives the files that one thread gives, and its tables in the same order", async () => {
    const outputs = ["one", "three"].map((name) => `${folder.output}-${name}`);
    const alone = await run(folder.input, outputs[0] ?? "", 1);
    const shared = await run(folder.input, outputs[1] ?? "", 3);
    expect(alone).toHaveLength(4);
    expect([...shared].sort()).toEqual([...alone].sort());
    const [before, after] = await Promise.all(outputs.map(snapshot));
    expect([...(after?.keys() ?? [])].sort()).toEqual([...(before?.keys() ?? [])].sort());
    const images = [...(before?.keys() ?? [])].filter((path) => path.endsWith(".nii.gz"));
    expect(images.filter((path) => before?.get(path) !== after?.get(path))).toEqual([]);
    const order = await Promise.all(
      outputs.map(async (output) => {
        const table = await readFile(join(output, "derivatives/cmb/qc.tsv"), "utf8");
        return table.split("\n").map((line) => line.split("\t")[1]);
      }),
    );
    expect(order[1]).toEqual(order[0]);
  });

  it("stops all threads, and leaves nothing half-written", async () => {
    const output = `${folder.output}-stopped`;
    const ids = await run(folder.input, output, 2, 1);
    expect(ids.at(-1)).toBe("Error: enough");
    const left = [...(await snapshot(output)).keys()];
    expect(left.filter((path) => path.includes(".cmb-"))).toEqual([]);
    const marks = left.filter((path) => path.endsWith("_space-standard_swi.json")).length;
    expect(left.filter((path) => path.endsWith("_space-standard_swi.nii.gz"))).toHaveLength(marks);
    const rest = await run(folder.input, output, 2);
    expect(rest.filter((line) => line.endsWith("skipped"))).toHaveLength(marks);
  });

  it("ends with what a thread could not go on for", async () => {
    await writeFiles(`${folder.input}-other`, new Map([["readme.txt", "no dataset"]]));
    const ids = await run(`${folder.input}-other`, `${folder.output}-other`, 2);
    expect(ids.at(-1)).toMatch(/CmbError: None of 1 files is an image of momeni/);
  });
});
