import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cmbErrorFromJson } from "@cmb/core";
import { loadNifti, saveNifti } from "@cmb/io/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./testdata/run-command.js";
import {
  RAMP,
  temporaryFolder,
  writeFirstHalf,
  writeFourDimensional,
  writePhantom,
  writeRgb,
} from "./testdata/small-scans.js";

/** Networks with weights by formula. */
const TEST_MODEL = fileURLToPath(new URL("../../../fixtures/models/manifest.json", import.meta.url));

/** The model that needs no runtime, for what is the same with every model. */
const CLASSICAL = ["--model", "classical"] as const;

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  await writePhantom(at("head.nii.gz"));
  await writeFirstHalf(at("head.nii.gz"), at("half.nii.gz"));
  await writeFourDimensional(at("four.nii"));
  await writeRgb(at("rgb.nii"));
  await saveNifti(RAMP, at("ramp.nii"));
});
afterAll(() => remove());

function at(...names: readonly string[]): string {
  return join(folder, ...names);
}

/** The names of all fields of a JSON value, through objects and arrays; stages that are timed have names of their own. */
function fieldsOf(value: unknown, path = ""): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((item) => [...fieldsOf(item, path)]));
  if (typeof value !== "object" || value === null || path === "timingsMs") return new Set();
  const below = Object.entries(value).flatMap(([name, inner]) => {
    const field = path === "" ? name : `${path}.${name}`;
    return [field, ...fieldsOf(inner, field)];
  });
  return new Set(below);
}

describe("cmb detect", () => {
  it("writes report, table, mask and page of a scan, lists them on stdout and says on stderr what was found", async () => {
    const { code, stdout, stderr } = await runCommand(["detect", at("head.nii.gz"), ...CLASSICAL, "--out", at("out")]);
    expect(code).toBe(0);
    const names = ["head_cmb.csv", "head_cmb-mask.nii.gz", "head_cmb.html", "head_cmb.json"];
    expect(stdout).toBe(names.map((name) => `${at("out", name)}\n`).join(""));
    expect((await readdir(at("out"))).sort()).toEqual([...names].sort());
    const report = JSON.parse(await readFile(at("out", "head_cmb.json"), "utf8"));
    expect(report).toMatchObject({ schemaVersion: 1, model: { id: "classical", preset: "balanced" } });
    const { count } = report.summary;
    expect(count).toBeGreaterThan(0);
    expect(stderr).toContain(`${at("head.nii.gz")}: ${count} microbleed`);
    const csv = await readFile(at("out", "head_cmb.csv"), "utf8");
    expect(csv.trimEnd().split("\r\n")).toHaveLength(count + 1);
    const mask = await loadNifti(at("out", "head_cmb-mask.nii.gz"));
    expect(new Set<number>(mask.volume.data).size).toBe(count + 1);
    expect(mask.volume.affine).toEqual((await loadNifti(at("head.nii.gz"))).volume.affine);
    expect(await readFile(at("out", "head_cmb.html"), "utf8")).toMatch(new RegExp(`${count} microbleeds?: `));
  });

  it("writes a report of which each field is described in docs/concepts/report.md, and no field is described in vain", async () => {
    const { stdout } = await runCommand(["detect", at("head.nii.gz"), ...CLASSICAL, "--json", "--quiet"]);
    const page = await readFile(new URL("../../../docs/concepts/report.md", import.meta.url), "utf8");
    const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "");
    const report: unknown = JSON.parse(stdout);
    const described = fieldsOf(example);
    for (const field of fieldsOf(report)) expect(described).toContain(field);
    // Whether there is a check depends on the scan; of regions the classical model leaves null.
    const depends = /^(input\.checks|microbleeds\.region|summary\.byZone|summary\.byBombs)\./;
    const expected = [...described].filter((field) => !depends.test(field));
    expect([...fieldsOf(report)]).toEqual(expect.arrayContaining(expected));
  });

  it("prints the report alone on stdout with --json, writes no file, and passes preset and sequence on", async () => {
    const before = await readdir(".");
    const argv = [
      "detect",
      at("head.nii.gz"),
      ...CLASSICAL,
      "--json",
      "--quiet",
      "--preset",
      "sensitive",
      "--sequence",
      "GRE",
    ];
    const { code, stdout, stderr } = await runCommand(argv, { isTTY: true });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ schemaVersion: 1, input: { sequence: "GRE" }, model: { preset: "sensitive" } });
    expect(Object.keys(report)).not.toContain("mask");
    expect(await readdir(".")).toEqual(before);
  });

  it("prints an array for several scans, in their order; one that is broken stops none, and the worst decides", async () => {
    const scans = [at("half.nii.gz"), at("head.nii.gz"), at("missing.nii")];
    const { code, stdout, stderr } = await runCommand([
      "detect",
      ...scans,
      ...CLASSICAL,
      "--json",
      "--quiet",
      "--out",
      at("several"),
    ]);
    expect({ code, stderr }).toEqual({ code: 66, stderr: "" });
    const [broken, report, missing] = JSON.parse(stdout);
    expect(cmbErrorFromJson(missing).code).toBe("FILE_NOT_READABLE");
    expect(["TRUNCATED_DATA", "CORRUPT_DATA"]).toContain(cmbErrorFromJson(broken).code);
    expect(report.summary.count).toBeGreaterThan(0);
    expect(await readdir(at("several"))).toHaveLength(4);
  });

  it("draws its progress on a terminal and takes it away before it says anything else", async () => {
    const { stdout, stderr } = await runCommand(["detect", at("ramp.nii"), "--json"], { isTTY: true });
    expect(JSON.parse(stdout)).toMatchObject({ code: "UNSUITABLE_INPUT" });
    expect(stderr).toMatch(/\[[#-]{20}\] +\d+ % {2}ramp\.nii: reading voxels/);
    expect(stderr.endsWith("\r\u001b[K")).toBe(true);
  });

  it.each([
    ["a scan that is not there", ["missing.nii"], 66, "FILE_NOT_READABLE"],
    ["a truncated scan", ["half.nii.gz"], 65, /TRUNCATED_DATA|CORRUPT_DATA/],
    ["an RGB image", ["rgb.nii"], 65, /UNSUPPORTED_FORMAT.*rgb24/],
    ["a 4-D file without --volume", ["four.nii"], 65, /VOLUME_INDEX_REQUIRED.*--volume/],
    ["a volume that a 4-D file does not have", ["four.nii", "--volume", "2"], 65, "OUT_OF_RANGE"],
    ["an image that is no brain", ["ramp.nii"], 65, "UNSUITABLE_INPUT"],
    ["a folder", ["."], 65, "UNSUPPORTED_FORMAT"],
  ])("refuses %s with one line on stderr and writes nothing", async (_, [name = "", ...more], code, error) => {
    const out = at("refused");
    const outcome = await runCommand(["detect", at(name), ...more, "--out", out]);
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code, stdout: "" });
    expect(outcome.stderr).toMatch(error);
    expect(outcome.stderr).toMatch(/^cmb: [A-Z_]+: [^\n]*\n$/);
    await expect(readdir(out)).rejects.toThrow("ENOENT");
  });

  it("runs the networks of a manifest on the device that is asked for", async () => {
    const argv = ["detect", at("head.nii.gz"), "--json", "--quiet", "--model", TEST_MODEL, "--device", "cpu"];
    const { code, stdout, stderr } = await runCommand(argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      model: { id: "cmb-test", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      backend: { runtime: expect.stringMatching(/^onnxruntime-node /), device: "cpu", tried: ["cpu"] },
    });
  });

  it("passes threads, overlap and mirror on to the networks", async () => {
    const argv = ["detect", at("head.nii.gz"), "--json", "--quiet", "--model", TEST_MODEL, "--device", "cpu"];
    const mirrored = await runCommand([...argv, "--threads", "1", "--overlap", "0.5", "--mirror", "inPlane"]);
    expect({ code: mirrored.code, stderr: mirrored.stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(mirrored.stdout).backend.runtime).toMatch(/, 1 thread$/);
    const refused = await runCommand([...argv, "--overlap", "0.8"]);
    expect(refused.code).not.toBe(0);
    expect(refused.stdout).toContain("OUT_OF_RANGE");
  });

  it("says which bytes it expected where weights are not those of their manifest", async () => {
    const manifest = JSON.parse(await readFile(TEST_MODEL, "utf8"));
    const [lesions] = manifest.networks.lesions;
    const networks = { lesions: [{ ...lesions, bytes: 3 }] };
    await writeFile(at("manifest.json"), JSON.stringify({ ...manifest, calibration: undefined, networks }));
    await writeFile(at(lesions.file), "abc");
    const { code, stderr } = await runCommand(["detect", at("head.nii.gz"), "--model", at("manifest.json")]);
    expect(code).toBe(69);
    expect(stderr).toMatch(
      new RegExp(`WEIGHTS_MISMATCH.*expects SHA-256 ${lesions.sha256}, and the file has ba7816bf`),
    );
  });

  it.each([
    ["no scan", [], 2],
    ["an unknown preset", ["a.nii", "--preset", "fast"], 2],
    ["an unknown sequence", ["a.nii", "--sequence", "T1"], 2],
    ["a volume that is no number", ["a.nii", "--volume", "first"], 2],
    ["an unknown option", ["a.nii", "--fast"], 2],
    ["an unknown mirror", ["a.nii", "--mirror", "left"], 2],
    ["an overlap that is no number", ["a.nii", "--overlap", "half"], 2],
    ["threads that are no number", ["a.nii", "--threads", "many"], 2],
    ["no threads", ["a.nii", "--threads", "0"], 2],
    ["an unknown model", ["a.nii", "--model", "unet"], 69],
    ["a manifest that is not there", ["a.nii", "--model", "no/manifest.json"], 69],
    ["a file that is no manifest", ["a.nii", "--model", "package.json"], 69],
    ["a device that the model cannot use", ["a.nii", "--model", "classical", "--device", "cuda"], 69],
    ["a device of browsers", ["a.nii", "--model", TEST_MODEL, "--device", "wasm"], 69],
    ["an unknown device", ["a.nii", "--device", "abacus"], 2],
  ])("refuses %s before it looks at any scan", async (_, argv, code) => {
    const outcome = await runCommand(["detect", ...argv]);
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code, stdout: "" });
    expect(outcome.stderr).not.toContain("FILE_NOT_READABLE");
  });

  it("refuses two scans whose files would have the same names, unless no file is written", async () => {
    const scans = [at("a", "scan.nii"), at("b", "SCAN.nii.gz")];
    const refused = await runCommand(["detect", ...scans]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("would write the same files");
    expect((await runCommand(["detect", ...scans, "--json"])).code).toBe(66);
  });

  it("looks before the work whether its files can be written", async () => {
    const { code, stderr } = await runCommand(["detect", at("missing.nii"), "--out", at("ramp.nii")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cmb: FILE_NOT_WRITABLE: .*is not a folder/);
  });

  it("detects with --force in an image that a check refuses, and keeps the check in the report", async () => {
    const { code, stdout } = await runCommand(["detect", at("ramp.nii"), ...CLASSICAL, "--force", "--json", "--quiet"]);
    expect(code).toBe(0);
    const { input } = JSON.parse(stdout);
    expect(input.checks.map(({ severity }: { severity: string }) => severity)).toContain("error");
  });
});
