import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { saveNifti } from "@cmb/io/node";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RAMP, temporaryFolder, writeLargePhantom, writePhantom } from "./testdata/small-scans.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
let folder = "";
let remove = async (): Promise<void> => {};

// bin/cmb.js loads ../dist/index.js: beside a copy of it lie the sources in one file, so that no build has to come first.
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  await writeFile(at("package.json"), '{ "type": "module" }');
  await mkdir(at("bin"));
  await copyFile(here("../bin/cmb.js"), at("bin", "cmb.js"));
  await build({
    entry: { index: here("./index.ts") },
    outDir: at("dist"),
    config: false,
    format: "esm",
    target: "es2022",
    silent: true,
    noExternal: [/.*/],
    esbuildOptions: (options) => {
      options.conditions = ["@cmb/source"];
    },
  });
  await saveNifti(RAMP, at("ramp.nii"));
  await writePhantom(at("small.nii"));
  await writeLargePhantom(at("small.nii"), at("large.nii"));
}, 120_000);
afterAll(() => remove());

function at(...names: readonly string[]): string {
  return join(folder, ...names);
}

interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  readonly written: { stdout: string; stderr: string };
  readonly ended: Promise<number | null>;
}

function cmb(...argv: readonly string[]): Child {
  const child = spawn(process.execPath, [at("bin", "cmb.js"), ...argv], { cwd: folder });
  const written = { stdout: "", stderr: "" };
  child.stdout.on("data", (text) => (written.stdout += text));
  child.stderr.on("data", (text) => (written.stderr += text));
  return { process: child, written, ended: once(child, "close").then(([code]) => code) };
}

describe("bin/cmb.js", () => {
  it("ends with the exit code of the command, data on stdout and the rest on stderr", async () => {
    const info = cmb("info", "ramp.nii", "--json");
    expect(await info.ended).toBe(0);
    expect(JSON.parse(info.written.stdout).shape).toEqual([4, 5, 6]);
    expect(info.written.stderr).toBe("");
    const missing = cmb("info", "missing.nii");
    expect(await missing.ended).toBe(66);
    expect(missing.written.stdout).toBe("");
    expect(missing.written.stderr).toMatch(/^cmb: FILE_NOT_READABLE: /);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends with 130 on %s and leaves no file, finished or not", async (signal) => {
    // The line about the first scan says that the work on the second one begins.
    const child = cmb("detect", "missing.nii", "large.nii", "--out", "out", "--model", "classical");
    await once(child.process.stderr, "data");
    child.process.kill(signal);
    expect(await child.ended).toBe(130);
    expect(child.written.stderr).toMatch(/\ncmb: interrupted; nothing half-written was left\n$/);
    expect(child.written.stdout).toBe("");
    expect(await readdir(folder)).not.toContain("out");
  });

  it("reads stdin where a file is called -", async () => {
    const child = cmb("evaluate", "--cases", "-", "--protocol", "centroid-3mm", "--json");
    child.process.stdin.end("case,side,x,y,z\nå,reference,0,0,0\n");
    expect(await child.ended).toBe(0);
    expect(JSON.parse(child.written.stdout).results[0].cases[0]).toMatchObject({ id: "å", falseNegatives: 1 });
  });

  it("does not mind a reader that stops reading", async () => {
    const child = cmb("info", "ramp.nii", "--json");
    child.process.stdout.destroy();
    expect(await child.ended).toBe(0);
    expect(child.written.stderr).toBe("");
  });
});
