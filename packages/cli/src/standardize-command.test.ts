import { copyFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./testdata/run-command.js";
import { temporaryFolder } from "./testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  const example = ["--dataset", "momeni", "--example", at("momeni"), "--patients", "1", "--seed", "2"];
  expect((await runCommand(["standardize", ...example])).code).toBe(0);
});
afterAll(() => remove());

const at = (...names: readonly string[]): string => join(folder, ...names);
const IMAGES = ["data", "PublicDataShare_2020", "rCMB_DefiniteSubject"];

describe("cmb standardize --example", () => {
  it("writes a folder with the layout of the dataset, and says where", async () => {
    const { code, stdout, stderr } = await runCommand(["standardize", "--dataset", "dou", "--example", at("dou")]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${at("dou")}\n`, stderr: "" });
    expect(await readdir(at("dou", "ground_truth"))).toEqual(["01.mat", "02.mat", "03.mat"]);
  });

  it("prints what is in it where --json asks for it", async () => {
    const argv = ["--dataset", "dou", "--example", at("json"), "--patients", "1", "--json"];
    const document = JSON.parse((await runCommand(["standardize", ...argv])).stdout);
    expect(document).toMatchObject({ schemaVersion: 1, dataset: "dou", files: ["nii/01.nii", "ground_truth/01.mat"] });
    expect(document.series[0].centres.length).toBeGreaterThan(0);
  });

  it("leaves a folder alone that holds something", async () => {
    await mkdir(at("full"));
    await writeFile(at("full", "own.txt"), "mine");
    const { code, stderr } = await runCommand(["standardize", "--dataset", "dou", "--example", at("full")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/FILE_NOT_WRITABLE: .*holds 1 files already.*; give --example another folder/);
    expect(await readdir(at("full"))).toEqual(["own.txt"]);
  });

  it("names its own option where it cannot write", async () => {
    await writeFile(at("file"), "");
    const { code, stderr } = await runCommand(["standardize", "--dataset", "dou", "--example", at("file", "in")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/FILE_NOT_WRITABLE: .*; give --example another folder/);
    expect(stderr).not.toContain("--out");
  });

  it.each([
    [["--workers", "2"], /no place for workers/],
    [["IN", "OUT"], /no place for IN/],
  ])("refuses %j", async (more, message) => {
    const { code, stderr } = await runCommand(["standardize", "--dataset", "dou", "--example", at("no"), ...more]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe("cmb standardize", () => {
  it("prints where the tables are, and a line for each series on stderr", async () => {
    const argv = ["standardize", "--dataset", "momeni", at("momeni"), at("out")];
    const { code, stdout, stderr } = await runCommand(argv);
    expect(code).toBe(0);
    const paths = stdout.trim().split("\n");
    expect(paths).toEqual(["qc.tsv", "log.tsv", "mosaic.html"].map((name) => at("out", "derivatives", "cmb", name)));
    for (const path of paths) expect((await readFile(path, "utf8")).length).toBeGreaterThan(50);
    expect(stderr).toMatch(/^MOMENI-11_T0-CMB-(\d): completed, \1 lesions before and \1 after/);
    expect(stderr).toMatch(/2 completed, 0 skipped, 0 failed\n$/);
    expect((await runCommand(argv)).stderr).toMatch(/0 completed, 2 skipped, 0 failed\n$/);
  });

  it("prints the quality table with --json, and nothing else with --quiet", async () => {
    const argv = ["--dataset", "momeni", "--recipe", "upstream-2024", "--pass", "first", "--json", "--quiet"];
    const { code, stdout, stderr } = await runCommand(["standardize", ...argv, at("momeni"), at("json-out")]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schemaVersion: 1, completed: 2, skipped: 0, failed: 0 });
    expect(document.series[0]).toMatchObject({ id: "11_T0", status: "completed", spacingAfterMm: "0.5x0.5x0.5" });
  });

  it("takes a recipe from a file", async () => {
    const recipe = { schemaVersion: 1, id: "turn", steps: [{ step: "reorient", orientation: "RAS" }] };
    await writeFile(at("recipe.json"), JSON.stringify(recipe));
    const argv = ["--dataset", "momeni", "--recipe", at("recipe.json"), "--json", "--quiet"];
    const { stdout } = await runCommand(["standardize", ...argv, at("momeni"), at("turned")]);
    expect(JSON.parse(stdout).series[0]).toMatchObject({ shapeAfter: "60x72x36" });
  });

  it("takes radius fixes from a table", async () => {
    await writeFile(at("fixes.csv"), "studyUID;dataset;x;y;z;radius\n77_T7;MOMENI;1;1;1;3\n");
    const argv = [
      "--dataset",
      "momeni",
      "--pass",
      "first",
      "--radius-fixes",
      at("fixes.csv"),
      at("momeni"),
      at("fixed"),
    ];
    expect((await runCommand(["standardize", ...argv])).code).toBe(0);
    const log = await readFile(at("fixed", "derivatives", "cmb", "log.tsv"), "utf8");
    expect(log).toMatch(/\n1\t77_T7\twarning\tn\/a\tRADIUS_FIX_UNUSED: Line 2 /);
  });

  it("takes brain masks from a folder", async () => {
    const images = at("momeni", ...IMAGES);
    await mkdir(at("masks"));
    // The brain was cut out of these images: what is not 0 is the brain.
    for (const name of await readdir(images)) await copyFile(join(images, name), at("masks", name));
    const argv = ["--dataset", "momeni", "--brain-masks", at("masks"), at("momeni"), at("masked")];
    expect((await runCommand(["standardize", ...argv])).stderr).toMatch(/2 completed, 0 skipped, 0 failed\n$/);
    const folder = at("masked", "derivatives", "cmb", "sub-11mom", "ses-T0", "anat");
    const text = await readFile(join(folder, "sub-11mom_ses-T0_space-standard_swi.json"), "utf8");
    expect(JSON.parse(text).brainMask).toMatchObject({ path: "11_T0.nii.gz" });
  });

  it("ends with 0 when some series failed, with 65 when --strict asks or all failed", async () => {
    await runCommand(["standardize", "--dataset", "momeni", "--example", at("broken"), "--patients", "1"]);
    const images = at("broken", ...IMAGES);
    const [first = "", second = ""] = await readdir(images);
    await writeFile(join(images, first), "broken");
    const argv = ["standardize", "--dataset", "momeni", at("broken"), at("broken-out")];
    const some = await runCommand(argv);
    expect(some.code).toBe(0);
    expect(some.stderr).toMatch(/11_T0: failed: [A-Z_]+: /);
    expect((await runCommand([...argv, "--strict"])).code).toBe(65);
    await writeFile(join(images, second), "broken");
    expect((await runCommand(argv)).code).toBe(65);
  });

  it("ends with 130 when it is interrupted", async () => {
    const argv = ["standardize", "--dataset", "momeni", at("momeni"), at("stopped")];
    const { code, stderr } = await runCommand(argv, { signal: AbortSignal.abort() });
    expect(code).toBe(130);
    expect(stderr).toMatch(/^cmb: interrupted/);
  });

  it.each([
    ["no dataset", ["IN", "OUT"], 2, /--dataset is missing/],
    ["an unknown dataset", ["--dataset", "adni", "IN", "OUT"], 2, /"adni", which is none of valdo/],
    ["one folder", ["--dataset", "dou", "IN"], 2, /1 paths were given/],
    ["an example's option", ["--dataset", "dou", "--seed", "2", "IN", "OUT"], 2, /--seed belongs to --example/],
    [
      "an option of another dataset",
      ["--dataset", "dou", "--cluster-cut", "mm", "IN", "OUT"],
      2,
      /clusterCut is an option of the dataset cerebriu/,
    ],
    ["a pass where nothing is grown", ["--dataset", "valdo", "--pass", "first", "IN", "OUT"], 2, /INVALID_ARGUMENT/],
    ["no such recipe", ["--dataset", "dou", "--recipe", "none.json", "IN", "OUT"], 66, /FILE_NOT_READABLE: none.json/],
    [
      "no such table",
      ["--dataset", "dou", "--radius-fixes", "none.csv", "IN", "OUT"],
      66,
      /FILE_NOT_READABLE: none.csv/,
    ],
    [
      "another table",
      ["--dataset", "dou", "--radius-fixes", "package.json", "IN", "OUT"],
      2,
      /Line 1 of the radius fixes/,
    ],
    ["no such folder", ["--dataset", "dou", "none-at-all", "OUT"], 66, /FILE_NOT_READABLE: .*none-at-all/],
  ])("refuses %s", async (_, argv, expected, message) => {
    const { code, stderr } = await runCommand(["standardize", ...argv]);
    expect(code).toBe(expected);
    expect(stderr).toMatch(message);
    await expect(stat("OUT")).rejects.toThrow("ENOENT");
  });

  it("refuses a folder that is not the dataset, and writes nothing", async () => {
    const { code, stderr } = await runCommand(["standardize", "--dataset", "dou", at("momeni"), at("wrong")]);
    expect(code).toBe(65);
    expect(stderr).toMatch(/^cmb: INVALID_DATASET: /);
    await expect(stat(at("wrong"))).rejects.toThrow("ENOENT");
  });
});
