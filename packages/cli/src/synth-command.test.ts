import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { affineFromSpacing, createRng, createVolume } from "@cmb/core";
import { loadNifti, saveNifti } from "@cmb/io/node";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "./testdata/run-command.js";
import { temporaryFolder } from "./testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
let out = "";
let next = 0;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  const rng = createRng(3);
  const inside = (v: number): boolean =>
    Math.hypot((v % 40) - 20, (Math.floor(v / 40) % 40) - 20, 2.6 * (Math.floor(v / 1600) - 6)) < 17;
  const shape = [40, 40, 12] as const;
  const affine = affineFromSpacing([1, 1, 2]);
  const tissue = Float32Array.from({ length: 19_200 }, (_, v) =>
    inside(v) ? rng.normal(500, 12) : Math.abs(rng.normal(0, 12)),
  );
  await saveNifti(createVolume(tissue, shape, affine), at("scan.nii.gz"));
  await saveNifti(
    createVolume(
      Uint8Array.from(tissue, (value) => (value > 300 ? 2 : 0)),
      shape,
      affine,
    ),
    at("labels.nii.gz"),
  );
  await writeFile(at("three.json"), JSON.stringify({ insertion: { microbleeds: 3, echoTimeMs: 30 } }));
  await writeFile(at("wrong.json"), JSON.stringify({ microbleed: 3 }));
  await writeFile(at("broken.json"), "{");
});
beforeEach(() => {
  out = at(`out-${next++}`);
});
afterAll(() => remove());

/** Insertion is the kind of sample that takes least. */
function synth(...argv: readonly string[]) {
  const inputs = ["--background", at("scan.nii.gz"), "--labels", at("labels.nii.gz")];
  return runCommand(["synth", "--out", out, ...inputs, ...argv]);
}

describe("cmb synth", () => {
  it("writes samples with their truth, names them on stdout and sums up on stderr", async () => {
    const outcome = await synth("--count", "2", "--seed", "7");
    expect(outcome.stderr).toMatch(/: 2 made, 0 kept; 10 microbleeds, \d+ of them visible, and 0 other objects\n$/);
    expect(outcome).toMatchObject({ code: 0, stdout: `${join(out, "sub-0001")}\n${join(out, "sub-0002")}\n` });
    expect((await readdir(out)).sort()).toEqual([
      ...[".bidsignore", "README", "dataset_description.json", "derivatives"],
      ...["participants.json", "participants.tsv", "sub-0001", "sub-0002"],
    ]);
    const { volume } = await loadNifti(join(out, "sub-0001/anat/sub-0001_T2starw.nii.gz"));
    expect(volume.shape).toEqual([40, 40, 12]);
  });

  it("keeps what is there, and prints one document with --json", async () => {
    await synth("--count", "1", "--quiet");
    const { stdout, stderr, code } = await synth("--count", "2", "--json", "--quiet");
    expect([code, stderr]).toEqual([0, ""]);
    const { schemaVersion, folder: path, seed, samples } = JSON.parse(stdout);
    expect([schemaVersion, path, seed]).toEqual([1, out, 0]);
    expect(samples.map(({ subject, status }: { subject: string; status: string }) => [subject, status])).toEqual([
      ["sub-0001", "kept"],
      ["sub-0002", "made"],
    ]);
  });

  it("takes settings from a file, and one sample alone", async () => {
    const { stdout } = await synth("--count", "5", "--index", "4", "--config", at("three.json"), "--json");
    const { samples } = JSON.parse(stdout);
    expect(samples).toHaveLength(1);
    expect(samples[0]).toMatchObject({ sample: 4, subject: "sub-0004", microbleeds: 3 });
    const sidecar = await readFile(join(out, "sub-0004/anat/sub-0004_T2starw.json"), "utf8");
    expect(JSON.parse(sidecar).EchoTime).toBe(0.03);
  });

  it("puts the published microbleeds into scans", async () => {
    const { stdout } = await synth("--count", "1", "--published", "--json");
    expect(JSON.parse(stdout).samples[0].microbleeds).toBeGreaterThan(1);
  });

  it("passes other seeds on", async () => {
    await synth("--count", "1", "--seed", "1");
    const first = await readFile(join(out, "sub-0001/anat/sub-0001_T2starw.nii.gz"));
    out = `${out}-other`;
    await synth("--count", "1", "--seed", "2");
    expect(first.equals(await readFile(join(out, "sub-0001/anat/sub-0001_T2starw.nii.gz")))).toBe(false);
  });

  it("refuses a folder of something else, and another seed in the same folder", async () => {
    await synth("--count", "1", "--quiet");
    const other = await synth("--count", "1", "--seed", "9");
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("other settings, inputs or of another version; choose an empty folder");
    const mine = await runCommand(["synth", "--out", folder, "--count", "1"]);
    expect(mine.code).toBe(2);
    expect(mine.stderr).toContain("no dataset of cmb synth");
  });

  it.each([
    ["no count", [], 2, "--count is missing"],
    ["no folder", ["--count", "1"], 2, "--out is missing"],
    ["a count that is none", ["--count", "many", "--out", "x"], 2, '--count is "many"'],
    ["no samples", ["--count", "0", "--out", "x"], 2, '--count is "0", and has to be a whole number from 1'],
    ["half a sample", ["--count", "1.5", "--out", "x"], 2, '--count is "1.5", and has to be a whole number from 1'],
    ["sample 0", ["--count", "2", "--index", "0", "--out", "x"], 2, '--index is "0"'],
    ["a sample beyond the count", ["--count", "2", "--index", "3", "--out", "x"], 2, "whole number from 1 to 2"],
    ["no workers", ["--count", "2", "--workers", "0", "--out", "x"], 2, '--workers is "0"'],
    ["too many workers", ["--count", "2", "--workers", "65", "--out", "x"], 2, "whole number from 1 to 64"],
    ["phases of scans", ["--count", "1", "--out", "x", "--background", "a.nii", "--phase"], 2, "--phase is of sim"],
    ["tissues of scans", ["--count", "1", "--out", "x", "--background", "a.nii", "--maps"], 2, "--maps is of sim"],
    ["a volume of nothing", ["--count", "1", "--out", "x", "--volume", "1"], 2, "--volume is of --background"],
    ["an unknown preset", ["--count", "1", "--out", "x", "--preset", "swi"], 2, "none of swi-3d"],
    ["preset and settings", ["--count", "1", "--out", "x", "--preset", "dou", "--config", "x.json"], 2, "one of both"],
    ["settings that are not there", ["--count", "1", "--out", "x", "--config", "none.json"], 66, "none.json"],
    ["files without an option", ["--count", "1", "--out", "x", "--labels", "a.nii", "b.nii"], 2, "b.nii"],
    ["a scan that is not there", ["--count", "1", "--out", "x", "--background", "none.nii"], 66, "none.nii"],
    ["label maps that are not there", ["--count", "1", "--out", "x", "--labels", "none.nii"], 66, "none.nii"],
    ["published without scans", ["--count", "1", "--out", "x", "--published"], 2, "give backgrounds"],
    ["an unknown option", ["--count", "1", "--out", "x", "--report"], 2, "--report"],
  ])("refuses %s", async (_, argv, code, message) => {
    const outcome = await runCommand(["synth", ...argv]);
    expect(outcome.stderr).toContain(message);
    expect(outcome).toMatchObject({ code, stdout: "" });
    await expect(readdir("x")).rejects.toThrow("ENOENT");
  });

  it("refuses settings that are none", async () => {
    expect((await synth("--count", "1", "--config", at("wrong.json"))).stderr).toContain("microbleed is unknown");
    const broken = await synth("--count", "1", "--config", at("broken.json"));
    expect([broken.code, broken.stderr.includes("is no JSON")]).toEqual([2, true]);
    await expect(readdir(out)).rejects.toThrow("ENOENT");
  });

  it.each([
    [{ sizeMm: 300 }, "sizeMm is 300; give a number from 16 to 128"],
    [{ headScale: 9 }, "headScale is 9"],
    [{ microbleeds: { count: -1 } }, "microbleeds.count is -1"],
    [{ microbleeds: { susceptibilityPpm: [2, 0.1] } }, "microbleeds.susceptibilityPpm"],
    [{ mimics: { calcification: -1 } }, "mimics.calcification is -1"],
    [{ insertion: { fieldStrengthT: 300 } }, "fieldStrengthT is 300"],
  ])("refuses %j before any work", async (settings, message) => {
    const path = at("impossible.json");
    await writeFile(path, JSON.stringify(settings));
    const outcome = await runCommand(["synth", "--count", "1", "--out", out, "--config", path]);
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toContain(path);
    expect(outcome.stderr).toContain(message);
    await expect(readdir(out)).rejects.toThrow("ENOENT");
  });

  it.runIf(process.platform === "linux")("ends where no folder can be made", async () => {
    out = "/proc/cmb/made";
    const { code, stderr } = await synth("--count", "1");
    expect(code).toBe(1);
    expect(stderr).toContain("FILE_NOT_WRITABLE: /proc/cmb/made could not be written");
  });

  it("refuses patches of real scans", async () => {
    expect((await synth("--count", "1", "--patch")).stderr).toContain("give backgrounds or patches");
  });

  it("gives errors as JSON with --json", async () => {
    const { stdout, code } = await runCommand(["synth", "--json", "--count", "1"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ name: "CmbError", code: "INVALID_ARGUMENT" });
  });

  it("stops when interrupted", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    const argv = ["synth", "--out", out, "--count", "1", "--background", at("scan.nii.gz")];
    const outcome = await runCommand(argv, { signal });
    expect(outcome).toMatchObject({ code: 130, stderr: "cmb: interrupted; nothing half-written was left\n" });
    await expect(readdir(out)).rejects.toThrow("ENOENT");
  });

  it("draws a bar on a terminal", async () => {
    const argv = [
      "synth",
      "--out",
      out,
      "--count",
      "1",
      "--background",
      at("scan.nii.gz"),
      "--labels",
      at("labels.nii.gz"),
    ];
    expect((await runCommand(argv, { isTTY: true })).stderr).toContain("100 %");
  });

  it("has a help that opens with examples and names every option", async () => {
    const { stdout, code } = await runCommand(["synth", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Examples\n {2}cmb synth /);
    for (const name of [
      "count",
      "seed",
      "out",
      "index",
      "workers",
      "preset",
      "config",
      "patch",
      "labels",
      "background",
      "volume",
      "published",
      "phase",
      "maps",
      "json",
      "quiet",
    ]) {
      expect(stdout).toContain(`  --${name} `);
    }
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(92);
  });
});
