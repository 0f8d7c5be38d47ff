import { readdir, readFile, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { snapshot, type TestFolder, testFolder, writeFiles } from "../testdata/on-disk.js";
import { failureOf } from "../testdata/read-all.js";
import type { QcRow } from "./qc-table.js";
import { type StandardizeDatasetOptions, standardizeDataset } from "./standardize-dataset.node.js";

const folders: TestFolder[] = [];
afterEach(async () => {
  for (const { remove } of folders.splice(0)) await remove();
});

async function onDisk(files: ReadonlyMap<string, Uint8Array>): Promise<TestFolder> {
  const folder = await testFolder(files);
  folders.push(folder);
  return folder;
}

async function rowsOf(options: StandardizeDatasetOptions): Promise<QcRow[]> {
  const rows: QcRow[] = [];
  for await (const { row } of standardizeDataset(options)) rows.push(row);
  return rows;
}

const tables = (output: string, name: string): Promise<string> =>
  readFile(join(output, "derivatives/cmb", name), "utf8");

const momeni = generateDataset("momeni", { seed: 2, patients: 1 });

describe("the output of standardizeDataset", () => {
  it("leaves a README as its reader changed it", async () => {
    const { input, output } = await onDisk((await momeni).files);
    await writeFiles(output, new Map([["README", "mine"]]));
    await rowsOf({ dataset: "momeni", input, output });
    expect(await readFile(join(output, "README"), "utf8")).toBe("mine");
  });

  it("leaves what is no series any more, says so in the log and the table, and lists its patient", async () => {
    const { files } = await generateDataset("momeni", { seed: 2, patients: 2 });
    const { input, output } = await onDisk(files);
    const options = { dataset: "momeni", input, output } as const;
    const [gone, ...others] = (await rowsOf(options)).map(({ id }) => id);
    const before = [...(await snapshot(output)).keys()];
    await rm(join(input, [...files.keys()].find((path) => path.includes(`/${gone}.nii`)) ?? ""));
    expect((await rowsOf(options)).map(({ id }) => id)).toEqual(others);
    expect([...(await snapshot(output)).keys()].sort()).toEqual(before.sort());
    const stem = "sub-11mom/ses-T0/anat/sub-11mom_ses-T0";
    expect(await tables(output, "qc.tsv")).toMatch(new RegExp(`\n${stem}\t${stem}\tsub-11mom\torphan\t`));
    const orphans = (await tables(output, "log.tsv")).split("\n").filter((line) => line.includes("ORPHAN"));
    expect(orphans).toEqual([expect.stringMatching(new RegExp(`^2\t${stem}\twarning\tn/a\tORPHAN: \\d+ files`))]);
    const patients = (await readdir(output)).filter((name) => name.startsWith("sub-"));
    expect(await readFile(join(output, "participants.tsv"), "utf8")).toBe(
      ["participant_id", ...patients, ""].join("\n"),
    );
  });

  it("refuses an output of another dataset, made here or elsewhere, and changes nothing of it", async () => {
    const { input, output } = await onDisk((await momeni).files);
    await rowsOf({ dataset: "momeni", input, output });
    const dou = await onDisk((await generateDataset("dou", { patients: 1 })).files);
    const failure = (out: string): Promise<string> =>
      failureOf(() => rowsOf({ dataset: "dou", input: dou.input, output: out }));
    const before = await snapshot(output);
    expect(await failure(output)).toMatch(/^INVALID_ARGUMENT: .* holds momeni, standardised, and dou is to go there/);
    expect(await snapshot(output)).toEqual(before);
    await writeFiles(dou.output, new Map([["dataset_description.json", '{"Name":"Own"}']]));
    expect(await failure(dou.output)).toMatch(/^INVALID_ARGUMENT: .* holds the dataset "Own"/);
    expect(await readdir(dou.output)).toEqual(["dataset_description.json"]);
  });

  it("sees through links that an output lies in its input, or the input in the output", async () => {
    const { input, output } = await onDisk((await momeni).files);
    const link = `${input}-link`;
    await symlink(input, link);
    const failure = (folders: { readonly input: string; readonly output: string }): Promise<string> =>
      failureOf(() => rowsOf({ dataset: "momeni", ...folders }));
    expect(await failure({ input, output: join(link, "new", "out") })).toMatch(/INVALID_ARGUMENT: .*lies in the input/);
    expect(await failure({ input: link, output: join(input, "out") })).toMatch(/INVALID_ARGUMENT: .*lies in the input/);
    expect(await failure({ input: link, output: dirname(input) })).toMatch(/INVALID_ARGUMENT: .*lies in the output/);
    expect(await readdir(input)).toEqual(["data"]);
    expect(await failureOf(() => readdir(output))).toMatch(/ENOENT/);
  });

  it("writes nothing for an input that is not there, is another dataset or has a broken workbook", async () => {
    const { input, output } = await onDisk((await momeni).files);
    const failure = (options: Partial<StandardizeDatasetOptions>): Promise<string> =>
      failureOf(() => rowsOf({ dataset: "momeni", input, output, ...options }));
    expect(await failure({ input: `${input}-none` })).toMatch(/^FILE_NOT_READABLE/);
    expect(await failure({ brainMasks: `${input}-none` })).toMatch(/^FILE_NOT_READABLE/);
    expect(await failure({ dataset: "dou" })).toMatch(/^INVALID_DATASET/);
    await writeFiles(input, new Map([["data/PublicDataShare_2020/rCMBInformationInfo.xlsx", "no workbook"]]));
    expect(await failure({})).toMatch(/^CORRUPT_DATA: .*rCMBInformationInfo.xlsx: The bytes are no Excel/);
    expect(await failure({ workers: 2 })).toMatch(/^CORRUPT_DATA/);
    expect(await failureOf(() => readdir(output))).toMatch(/ENOENT/);
  });
});
