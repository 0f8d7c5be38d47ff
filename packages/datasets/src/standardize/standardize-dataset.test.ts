import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { affineFromSpacing, createVolume } from "@cmb/core";
import { writeNifti } from "@cmb/io";
import { loadNifti } from "@cmb/io/node";
import { afterEach, describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { expectLesionsKept } from "../testdata/lesions-kept.js";
import { snapshot, type TestFolder, testFolder, writeFiles } from "../testdata/on-disk.js";
import { failureOf, withFiles } from "../testdata/read-all.js";
import { parseRadiusFixes } from "./parse-radius-fixes.js";
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
const statuses = (rows: readonly QcRow[]): string[] => rows.map(({ status }) => status);

/** Masks of the brain that say: the part of the grid that is 10 to 39 along i; for the images of a folder, in another. */
async function writeMasks(input: string, images: readonly string[], folder: string): Promise<void> {
  for (const path of images) {
    const { shape, affine } = (await loadNifti(join(input, path))).volume;
    const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
    for (let v = 0; v < data.length; v++) data[v] = v % shape[0] >= 10 && v % shape[0] < 40 ? 1 : 0;
    const name = `${path.replace(/^.*\//, "").replace(".nii.gz", "")}_mask.nii`;
    await writeFiles(folder, new Map([[name, writeNifti(createVolume(data, shape, affine))]]));
  }
}

/** Two visits of a patient with microbleeds; brains cut out, so that each takes a fraction of a second. */
const momeni = generateDataset("momeni", { seed: 2, patients: 1 });
const [FIRST, SECOND] = ["11_T0", "11_T1"].map((id) => `data/PublicDataShare_2020/rCMB_DefiniteSubject/${id}.nii.gz`);

describe.each(["momeni", "dou", "valdo", "cerebriu"] as const)("standardizeDataset of %s", (dataset) => {
  it("keeps every lesion where it was, on a grid of half a millimetre", async () => {
    const generated = await generateDataset(dataset, { seed: 2, patients: 1 });
    const { input, output } = await onDisk(generated.files);
    const rows = await rowsOf({ dataset, input, output });
    await expectLesionsKept(generated, { rows, output });
  });
});

describe("standardizeDataset", () => {
  it("says in each series' metadata what went in and what was done", async () => {
    const { input, output } = await onDisk((await momeni).files);
    await rowsOf({ dataset: "momeni", recipe: "upstream-2024", input, output });
    const folder = join(output, "derivatives/cmb/sub-11mom/ses-T0/anat");
    const metadata = JSON.parse(await readFile(join(folder, "sub-11mom_ses-T0_space-standard_swi.json"), "utf8"));
    expect(metadata.inputs.map(({ path }: { path: string }) => path)).toEqual([
      FIRST,
      "data/PublicDataShare_2020/rCMBInformationInfo.xlsx",
    ]);
    expect(metadata).toMatchObject({
      dataset: "momeni",
      EchoTime: 0.02,
      MagneticFieldStrength: 3,
      SkullStripped: true,
      annotation: { kind: "centres" },
      qc: { status: "completed" },
    });
    expect(metadata.recipe.recipe.id).toBe("upstream-2024 MOMENI");
    expect(metadata.recipe.recipe.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(metadata.inputs[0].sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("describes each label image and mask, and names the raw image by a link that leads there", async () => {
    const { input, output } = await onDisk((await momeni).files);
    await rowsOf({ dataset: "momeni", input, output });
    const derived = join(output, "derivatives/cmb");
    const json = async (...names: readonly string[]) => JSON.parse(await readFile(join(...names), "utf8"));
    const { raw } = (await json(derived, "dataset_description.json")).DatasetLinks;
    const names = (await readdir(join(derived, "sub-11mom/ses-T0/anat"))).filter((name) => name.includes(".nii"));
    expect(names).toHaveLength(4);
    for (const name of names) {
      const sidecar = await json(derived, "sub-11mom/ses-T0/anat", name.replace(".nii.gz", ".json"));
      const [source] = sidecar.Sources;
      expect(source).toMatch(/^bids:raw:sub-11mom/);
      expect((await readFile(join(derived, raw, source.slice("bids:raw:".length)))).length).toBeGreaterThan(1000);
      expect(sidecar.SpatialReference).toBe(name.includes("_space-standard_") ? source : undefined);
    }
    expect(await readFile(join(output, "README"), "utf8")).toMatch(/^MOMENI as BIDS/);
  });

  it("keeps the voxels and the place of the image as it was read", async () => {
    const { input, output } = await onDisk((await momeni).files);
    await rowsOf({ dataset: "momeni", input, output });
    const before = await loadNifti(join(input, FIRST ?? ""));
    const after = await loadNifti(join(output, "sub-11mom/ses-T0/anat/sub-11mom_ses-T0_swi.nii.gz"));
    expect(after.volume).toEqual(before.volume);
    expect(after.header.sformCode).toBe(before.header.sformCode);
  });

  it("skips what an earlier run has done, and leaves every byte of it", async () => {
    const { input, output } = await onDisk((await momeni).files);
    const options = { dataset: "momeni", input, output } as const;
    const first = await rowsOf(options);
    const before = await snapshot(output);
    const second = await rowsOf(options);
    expect(second).toEqual(first.map((row) => ({ ...row, status: "skipped" })));
    const after = await snapshot(output);
    for (const path of ["log.tsv", "qc.tsv"]) {
      expect(after.get(`derivatives/cmb/${path}`)).not.toBe(before.get(`derivatives/cmb/${path}`));
      for (const files of [before, after]) files.delete(`derivatives/cmb/${path}`);
    }
    expect(after).toEqual(before);
  });

  it("does again what other bytes, other options or a missing file ask for, and all of it when told", async () => {
    const { files } = await momeni;
    const { input, output } = await onDisk(files);
    const options = { dataset: "momeni", input, output } as const;
    await rowsOf(options);
    await writeFiles(input, new Map([[SECOND ?? "", files.get(FIRST ?? "") ?? ""]]));
    expect(statuses(await rowsOf(options))).toEqual(["skipped", "completed"]);
    await rm(join(output, "derivatives/cmb/sub-11mom/ses-T0/anat/sub-11mom_ses-T0_space-standard_swi.nii.gz"));
    expect(statuses(await rowsOf(options))).toEqual(["completed", "skipped"]);
    expect(statuses(await rowsOf({ ...options, pass: "first" }))).toEqual(["completed", "completed"]);
    expect(statuses(await rowsOf({ ...options, pass: "first", redo: true }))).toEqual(["completed", "completed"]);
  });

  it.each([
    ["a deleted label image", "desc-cmb_dseg.nii.gz", undefined],
    ["a cut image", "swi.nii.gz", (bytes: Buffer) => bytes.subarray(0, 100)],
  ])("does a series again that has %s", async (_, ending, change) => {
    const { input, output } = await onDisk((await momeni).files);
    const options = { dataset: "momeni", input, output } as const;
    await rowsOf(options);
    const before = await snapshot(output);
    const name = `derivatives/cmb/sub-11mom/ses-T1/anat/sub-11mom_ses-T1_space-standard_${ending}`;
    const path = join(output, name);
    if (change === undefined) await rm(path);
    else await writeFiles(output, new Map([[name, change(await readFile(path))]]));
    expect(statuses(await rowsOf(options))).toEqual(["skipped", "completed"]);
    expect((await snapshot(output)).get(name)).toBe(before.get(name));
    expect(statuses(await rowsOf(options))).toEqual(["skipped", "skipped"]);
  });

  it("goes on past a broken series, says why in the log, and leaves nothing of what it was before", async () => {
    const { files } = await momeni;
    const { input, output } = await onDisk(files);
    const options = { dataset: "momeni", input, output } as const;
    await rowsOf(options);
    await writeFiles(input, new Map([[FIRST ?? "", files.get(FIRST ?? "")?.subarray(0, 5000) ?? ""]]));
    const rows = await rowsOf(options);
    expect(statuses(rows)).toEqual(["failed", "skipped"]);
    expect(rows[0]?.message).toMatch(/^CORRUPT_DATA: .*rCMB_DefiniteSubject\/11_T0.nii.gz: /);
    expect(await tables(output, "log.tsv")).toMatch(
      /^run\tseries.*\n(1\tMOMENI-11_T\d-CMB-\d\tcompleted.*\n){2}2\t11_T0\tfailed\t.*CORRUPT_DATA.*\n2\tMOMENI-11_T1-CMB-\d\tskipped/,
    );
    expect(await tables(output, "mosaic.html")).toContain("CORRUPT_DATA");
    const left = [...(await snapshot(output)).keys()];
    expect(left.filter((path) => path.includes("ses-T0"))).toEqual([]);
    expect(await readdir(join(output, "sub-11mom"))).toEqual(["ses-T1"]);
    expect(left.filter((path) => path.includes("ses-T1")).length).toBeGreaterThan(5);
  });

  it.each([
    ["at work", 0],
    ["at writing", 1],
  ])("leaves nothing half-written when it is stopped %s, and goes on from there", async (_, part) => {
    const { input, output } = await onDisk((await momeni).files);
    const stop = new AbortController();
    const stopped = rowsOf({
      dataset: "momeni",
      input,
      output,
      signal: stop.signal,
      onProgress: (id, { completed, total }) =>
        id === "11_T1" && completed >= part * total && stop.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
    const left = [...(await snapshot(output)).keys()];
    expect(left.filter((path) => path.includes("ses-T1"))).toEqual([]);
    expect(left).toContain("derivatives/cmb/sub-11mom/ses-T0/anat/sub-11mom_ses-T0_space-standard_swi.json");
    expect((await readdir(output)).filter((name) => name.startsWith(".cmb-"))).toEqual([]);
    expect(statuses(await rowsOf({ dataset: "momeni", input, output }))).toEqual(["skipped", "completed"]);
  });

  it("keeps what an earlier run made of a series when it is stopped while doing it again", async () => {
    const { input, output } = await onDisk((await momeni).files);
    const options = { dataset: "momeni", input, output } as const;
    await rowsOf(options);
    const stop = new AbortController();
    const again = rowsOf({
      ...options,
      redo: true,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("enough")),
    });
    await expect(again).rejects.toThrow("enough");
    expect(statuses(await rowsOf(options))).toEqual(["skipped", "skipped"]);
  });

  it("draws corrected radii, and says in the log which rows are about nothing", async () => {
    const { files, series } = await momeni;
    const { input, output } = await onDisk(files);
    const options = { dataset: "momeni", input, output, recipe: "upstream-2024" } as const;
    const [plain] = await rowsOf(options);
    const count = series[0]?.centres.length ?? 0;
    const fixes = [
      "studyUID;dataset;x;y;z;radius",
      ...(series[0]?.centres ?? []).map((centre) => `11_T0;MOMENI;${centre.join(";")};8`),
      "11_T0;MOMENI;0;0;0;8",
      "99_T0;MOMENI;1;1;1;8",
      "01;DOU;1;1;1;8",
    ].join("\n");
    const rows = await rowsOf({ ...options, radiusFixes: parseRadiusFixes(fixes) });
    expect(statuses(rows)).toEqual(["completed", "skipped"]);
    expect(rows[0]).toMatchObject({ lesionsAfter: count, warnings: expect.stringMatching(/,RADIUS_FIX_UNUSED$/) });
    // A ball of 4 mm, to a voxel of up to 1.75 mm at its surface, closed.
    expect(Math.abs((rows[0]?.volumeMm3 ?? 0) / count / 268 - 1)).toBeLessThan(0.2);
    expect(plain?.volumeMm3).not.toBe(rows[0]?.volumeMm3);
    const log = (await tables(output, "log.tsv")).split("\n").filter((line) => line.includes("\twarning\t"));
    expect(log).toEqual([
      expect.stringMatching(/^2\tMOMENI-11_T0-CMB-\d\twarning\tn\/a\tRADIUS_FIX_UNUSED: .* voxel 0, 0, 0:/),
      expect.stringMatching(/^2\t99_T0\twarning\tn\/a\tRADIUS_FIX_UNUSED: Line \d+ of/),
    ]);
  });

  it("makes balls of the masks of the studies that are named", async () => {
    const { input, output } = await onDisk((await generateDataset("rodeja", { seed: 2, patients: 2 })).files);
    const options = { dataset: "rodeja", input, output } as const;
    const [before, other] = await rowsOf(options);
    const radiusFixes = parseRadiusFixes("studyUID;dataset;x;y;z;radius\n00006;RODEJA;-1;-1;-1;-1");
    const [after, same] = await rowsOf({ ...options, radiusFixes });
    expect([before?.id, after?.status]).toEqual(["00006", "completed"]);
    expect(after?.lesionsAfter).toBe(before?.lesionsAfter);
    expect((after?.medianRadiusMm ?? 9) / (before?.medianRadiusMm ?? 0)).toBeLessThan(0.5);
    expect(same).toEqual({ ...other, status: "skipped" });
    expect(await tables(output, "log.tsv")).not.toContain("\twarning\t");
  });

  it("takes brain masks that were made elsewhere, says which by their hash, and asks for one of each series", async () => {
    const { input, output } = await onDisk((await momeni).files);
    const brainMasks = `${input}-masks`;
    await writeMasks(input, [FIRST ?? ""], brainMasks);
    const options = { dataset: "momeni", input, output, brainMasks } as const;
    const rows = await rowsOf(options);
    expect(statuses(rows)).toEqual(["completed", "failed"]);
    expect(rows[1]?.message).toMatch(
      /^INVALID_DATASET: Exactly one file has to be the brain mask 11_T1 .*there is none/,
    );
    // 30 voxels of 0.9375 mm on a grid of half a millimetre.
    expect(rows[0]?.shapeAfter).toMatch(/^56x/);
    const path = "derivatives/cmb/sub-11mom/ses-T0/anat/sub-11mom_ses-T0_space-standard_swi.json";
    const { brainMask, recipe } = JSON.parse(await readFile(join(output, path), "utf8"));
    const sha256 = createHash("sha256")
      .update(await readFile(join(brainMasks, "11_T0_mask.nii")))
      .digest("hex");
    expect(brainMask).toEqual({ path: "11_T0_mask.nii", sha256 });
    const step = recipe.steps.find(({ step }: { step: string }) => step === "brainMask");
    expect(step).toMatchObject({ source: "model", model: `11_T0_mask.nii sha256:${sha256}` });
    await writeMasks(input, [SECOND ?? ""], brainMasks);
    expect(statuses(await rowsOf(options))).toEqual(["skipped", "completed"]);
    expect(statuses(await rowsOf({ ...options, brainMasks: undefined }))).toEqual(["completed", "completed"]);
  });

  it("refuses brain masks that no step looks at, and a folder of them that is not there", async () => {
    const { input, output } = await onDisk((await momeni).files);
    const recipe = { schemaVersion: 1, id: "turn", steps: [{ step: "reorient", orientation: "RAS" }] } as const;
    const options = { dataset: "momeni", input, output, brainMasks: `${input}-none` } as const;
    expect(await failureOf(() => rowsOf({ ...options, recipe }))).toMatch(/INVALID_ARGUMENT: The recipe "turn" has no/);
    expect(await failureOf(() => rowsOf(options))).toMatch(/FILE_NOT_READABLE: .*-none/);
  });

  it("removes what a run left that was killed while writing", async () => {
    const { input, output } = await onDisk((await momeni).files);
    const pid = spawnSync(process.execPath, ["--version"]).pid;
    const left = `.cmb-${pid}-${hostname().replace(/[^A-Za-z0-9]/g, "")}-a1B2c3`;
    await writeFiles(output, new Map([[`${left}/0.nii.gz`, "half"]]));
    await rowsOf({ dataset: "momeni", input, output });
    expect((await readdir(output)).filter((name) => name.startsWith(".cmb-"))).toEqual([]);
  });

  it("refuses series that would write the same files, all but the first", async () => {
    const { files } = await generateDataset("cerebriu-neg", { patients: 1 });
    const image = files.get("Data/study001/study001_SWI_1.nii.gz");
    const { input, output } = await onDisk(withFiles(files, { "Data/study-001/a_SWI_1.nii.gz": image }));
    const rows = await rowsOf({ dataset: "cerebriu-neg", input, output });
    expect(statuses(rows)).toEqual(["completed", "failed"]);
    expect(rows[1]?.message).toMatch(/INVALID_DATASET: study001 and study-001 would both become/);
  });

  it("writes a page that needs nothing but itself, with two pictures of each lesion", async () => {
    const { files, series } = await momeni;
    const { input, output } = await onDisk(files);
    await rowsOf({ dataset: "momeni", input, output });
    const page = await tables(output, "mosaic.html");
    const lesions = series.reduce((sum, { centres }) => sum + centres.length, 0);
    expect(page.match(/<img src="data:image\/bmp;base64,/g)).toHaveLength(2 * lesions);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|https?:/);
  });

  it("stops at once when a file cannot be written, since the next one could not either", async () => {
    const { input, output } = await onDisk((await momeni).files);
    await writeFiles(output, new Map([["sub-11mom/ses-T0/anat/sub-11mom_ses-T0_swi.nii.gz/in-the-way.txt", ""]]));
    expect(await failureOf(() => rowsOf({ dataset: "momeni", input, output }))).toMatch(/^FILE_NOT_WRITABLE/);
    const left = [...(await snapshot(output)).keys()];
    expect(left.filter((path) => path.includes(".cmb-") || path.endsWith("_dseg.nii.gz"))).toEqual([]);
  });

  it("refuses a 4-D image by name, and goes on", async () => {
    const { files } = await generateDataset("bids", { patients: 1 });
    const path = "sub-01/ses-1/anat/sub-01_ses-1_T2starw.nii.gz";
    const four = writeNifti({ data: new Uint8Array(54), shape: [3, 3, 6], affine: affineFromSpacing([1, 1, 1]) });
    const view = new DataView(four.buffer);
    for (const [n, value] of [4, 3, 3, 3, 2].entries()) view.setInt16(40 + 2 * n, value, true);
    const { input, output } = await onDisk(withFiles(files, { [path]: undefined, [path.slice(0, -3)]: four }));
    const mask = "derivatives/readers/sub-01/ses-1/anat/sub-01_ses-1_desc-cmb_dseg.nii.gz";
    await rm(join(input, mask));
    const rows = await rowsOf({ dataset: "bids", input, output });
    expect(statuses(rows)).toEqual(["failed", "completed"]);
    expect(rows[0]?.message).toMatch(/^VOLUME_INDEX_REQUIRED: sub-01\/.*_T2starw.nii holds 2 volumes.*3-D file/);
  });

  it("refuses an output in its input, a number of workers out of range, and a folder that is no such dataset", async () => {
    const { input, output } = await onDisk((await momeni).files);
    const failure = (options: Partial<StandardizeDatasetOptions>): Promise<string> =>
      failureOf(() => rowsOf({ dataset: "momeni", input, output, ...options }));
    expect(await failure({ output: join(input, "out") })).toMatch(/INVALID_ARGUMENT: .*lies in the input/);
    expect(await failure({ output: input })).toMatch(/INVALID_ARGUMENT: .*lies in the input/);
    expect(await failure({ workers: 0 })).toMatch(/OUT_OF_RANGE: .*1 to 64/);
    expect(await failure({ dataset: "dou" })).toMatch(/INVALID_DATASET/);
    expect(await failure({ input: `${input}-none` })).toMatch(/FILE_NOT_READABLE/);
    expect(await failure({ clusterCut: "mm" })).toMatch(
      /INVALID_ARGUMENT: clusterCut is an option of the dataset cerebriu/,
    );
  });
});
