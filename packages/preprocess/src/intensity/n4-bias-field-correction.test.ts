import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { affineFromSpacing, type Mask, type Volume } from "@cmb/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { n4BiasFieldCorrection } from "./n4-bias-field-correction.node.js";

/**
 * A program that takes N4's arguments, reads and writes its files, and doubles what is under the mask: enough to see that
 * voxels, mask and settings arrive and the result comes back. `behaviour` is what it does instead of ending well.
 */
const standIn = (behaviour: string): string => `#!${process.execPath}
const { readFileSync, writeFileSync } = require("node:fs");
const { deflateSync } = require("node:zlib");
const args = process.argv.slice(2);
writeFileSync(__filename + ".args.json", JSON.stringify(args));
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const read = (path) => {
  const bytes = readFileSync(path);
  const start = bytes.indexOf("LOCAL\\n") + 6;
  const header = bytes.subarray(0, start).toString();
  const voxels = Array.from({ length: (bytes.length - start) / 4 }, (_, v) => bytes.readFloatLE(start + 4 * v));
  return { header, voxels };
};
const { header, voxels } = read(option("-i"));
const mask = option("-x") && read(option("-x")).voxels;
const floats = Float32Array.from(voxels, (value, v) => (mask && mask[v] === 0 ? value : 2 * value));
const write = (head, body) => writeFileSync(option("-o"), Buffer.concat([Buffer.from(head), Buffer.from(body.buffer, body.byteOffset, body.byteLength)]));
${behaviour}
`;

const affine = affineFromSpacing([0.5, 0.75, 3]);
const volume: Volume<Int16Array> = { data: Int16Array.of(10, 20, 30, 40, 50, 60), shape: [3, 2, 1], affine };
const mask: Mask = { data: Uint8Array.of(1, 1, 1, 0, 0, 0), shape: [3, 2, 1], affine };

describe("n4BiasFieldCorrection", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cmb-n4-test-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  let programs = 0;
  const program = async (behaviour: string): Promise<string> => {
    const path = join(folder, `n4 stand-in; ${programs++}.cjs`);
    await writeFile(path, standIn(behaviour));
    await chmod(path, 0o755);
    return path;
  };
  const argumentsOf = async (path: string): Promise<string[]> =>
    JSON.parse(await readFile(`${path}.args.json`, "utf8"));

  it("hands the volume to the program and gives its result on the same grid", async () => {
    const corrected = await n4BiasFieldCorrection(volume, { program: await program("write(header, floats);") });
    expect([...corrected.data]).toEqual([20, 40, 60, 80, 100, 120]);
    expect(corrected.shape).toEqual([3, 2, 1]);
    expect(corrected.affine).toBe(affine);
  });

  it("hands on the mask and every setting, with the program's own defaults", async () => {
    const path = await program("write(header, floats);");
    const { data } = await n4BiasFieldCorrection(volume, { program: path, mask });
    expect([...data]).toEqual([20, 40, 60, 40, 50, 60]);
    expect((await argumentsOf(path)).filter((value) => !value.includes("mha"))).toEqual([
      "-d",
      "3",
      "-i",
      "-o",
      "-x",
      "-s",
      "4",
      "-c",
      "[50x50x50x50,0.000000100000]",
      "-b",
      "[200]",
    ]);
    const settings = { shrinkFactor: 2, iterations: [20, 10], convergenceThreshold: 1e-4, splineDistanceMm: 120 };
    await n4BiasFieldCorrection(volume, { program: path, ...settings });
    expect((await argumentsOf(path)).slice(6)).toEqual(["-s", "2", "-c", "[20x10,0.000100000000]", "-b", "[120]"]);
  });

  it("writes the spacing, and removes its files whether the program ends well or not", async () => {
    const path = await program("writeFileSync(__filename + '.header', header); write(header, floats);");
    await n4BiasFieldCorrection(volume, { program: path });
    expect(await readFile(`${path}.header`, "utf8")).toMatch(/DimSize = 3 2 1\nElementSpacing = 0\.5 0\.75 3\n/);
    const failing = await program("process.exit(3);");
    await expect(n4BiasFieldCorrection(volume, { program: failing })).rejects.toThrow();
    for (const one of [path, failing]) {
      const input = (await argumentsOf(one))[3] as string;
      expect(existsSync(dirname(input))).toBe(false);
    }
  });

  it("reads doubles and deflated results", async () => {
    const doubles = await program('write(header.replace("MET_FLOAT", "MET_DOUBLE"), Float64Array.from(floats));');
    expect([...(await n4BiasFieldCorrection(volume, { program: doubles })).data]).toEqual([20, 40, 60, 80, 100, 120]);
    const deflated = await program(
      'write(header.replace("CompressedData = False", "CompressedData = True"), deflateSync(Buffer.from(floats.buffer)));',
    );
    expect([...(await n4BiasFieldCorrection(volume, { program: deflated })).data]).toEqual([20, 40, 60, 80, 100, 120]);
  });

  it("says when the program is not there, or is no program", async () => {
    const missing = { program: join(folder, "absent") };
    await expect(n4BiasFieldCorrection(volume, missing)).rejects.toMatchObject({
      code: "PROGRAM_UNAVAILABLE",
      details: missing,
    });
    const plain = join(folder, "plain.txt");
    await writeFile(plain, "text");
    await expect(n4BiasFieldCorrection(volume, { program: plain })).rejects.toMatchObject({
      code: "PROGRAM_UNAVAILABLE",
    });
  });

  it("says with what code and words the program failed, or that it left no result", async () => {
    const failing = await program('console.error("no such spline"); process.exit(3);');
    await expect(n4BiasFieldCorrection(volume, { program: failing })).rejects.toMatchObject({
      code: "PROGRAM_FAILED",
      details: { exitCode: 3, output: "no such spline" },
    });
    const silent = await program('console.log("done");');
    await expect(n4BiasFieldCorrection(volume, { program: silent })).rejects.toMatchObject({
      code: "PROGRAM_FAILED",
      details: { exitCode: 0, output: "done" },
    });
  });

  it.each([
    ["SHAPE_MISMATCH", 'write(header.replace("3 2 1", "2 3 1"), floats);'],
    ["UNSUPPORTED_FORMAT", 'write(header.replace("MET_FLOAT", "MET_SHORT"), floats);'],
    ["UNSUPPORTED_FORMAT", 'write(header.replace("OrderMSB = False", "OrderMSB = True"), floats);'],
    ["TRUNCATED_DATA", "write(header, floats.subarray(0, 5));"],
    ["CORRUPT_DATA", 'write(header.replace("CompressedData = False", "CompressedData = True"), floats);'],
    ["CORRUPT_DATA", 'write("no header", floats);'],
  ])("refuses a broken result: %s", async (code, behaviour) => {
    await expect(n4BiasFieldCorrection(volume, { program: await program(behaviour) })).rejects.toMatchObject({ code });
  });

  it("kills the program when it is stopped", async () => {
    const path = await program("setTimeout(() => {}, 60_000);");
    const controller = new AbortController();
    const work = n4BiasFieldCorrection(volume, { program: path, signal: controller.signal });
    setTimeout(() => controller.abort(new Error("stopped")), 300);
    await expect(work).rejects.toThrow("stopped");
    await expect(n4BiasFieldCorrection(volume, { program: path, signal: controller.signal })).rejects.toThrow(
      "stopped",
    );
  });

  it("refuses NaN, other grids, and settings that are not above 0, before anything is started", async () => {
    const outOfRange = { code: "OUT_OF_RANGE" };
    const broken = { data: Float32Array.of(1, Number.NaN), shape: [2, 1, 1] as const, affine };
    await expect(n4BiasFieldCorrection(broken)).rejects.toMatchObject(outOfRange);
    await expect(n4BiasFieldCorrection(broken)).rejects.toThrow(/repairNan/);
    const other = { data: new Uint8Array(1), shape: [1, 1, 1] as const, affine };
    await expect(n4BiasFieldCorrection(volume, { mask: other })).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
    for (const setting of [{ shrinkFactor: 0 }, { iterations: [] }, { iterations: [10, 0] }, { splineDistanceMm: -1 }])
      await expect(n4BiasFieldCorrection(volume, setting)).rejects.toMatchObject(outOfRange);
  });
});
