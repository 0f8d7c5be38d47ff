import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { orientation } from "@cmb/core";
import { loadNifti, saveNifti } from "@cmb/io/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./testdata/run-command.js";
import { RAMP, temporaryFolder, writeFourDimensional } from "./testdata/small-scans.js";

const EXTENSION = { code: 6, data: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]) };
let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  const metadata = { description: "a ramp", intentCode: 1001 };
  await saveNifti(RAMP, at("ramp.nii"), { spaceCode: 4, metadata, extensions: [EXTENSION] });
  await writeFourDimensional(at("four.nii"));
});
afterAll(() => remove());

function at(name: string): string {
  return join(folder, name);
}

describe("cmb convert", () => {
  it.each(["copy.nii.gz", "copy.hdr", "other.img.gz"])(
    "writes %s with every value, the geometry and the metadata",
    async (name) => {
      const { code, stdout, stderr } = await runCommand(["convert", at("ramp.nii"), at(name)]);
      expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
      expect(stderr).toBe(`${at(name)}: 4 × 5 × 6 voxels, RAS\n`);
      const { volume, header, extensions } = await loadNifti(at(name));
      expect(volume).toEqual(RAMP);
      expect(header).toMatchObject({ version: 1, sformCode: 4, metadata: { description: "a ramp", intentCode: 1001 } });
      expect(extensions).toEqual([EXTENSION]);
    },
  );

  it("changes data type and version of the format", async () => {
    const argv = ["convert", at("ramp.nii"), at("small.nii"), "--data-type", "uint8", "--nifti", "2", "--quiet"];
    expect(await runCommand(argv)).toEqual({ code: 0, stdout: "", stderr: "" });
    const { volume, header } = await loadNifti(at("small.nii"));
    expect(header).toMatchObject({ version: 2, dataType: "uint8" });
    expect([...volume.data]).toEqual([...RAMP.data]);
    const again = await runCommand(["convert", at("small.nii"), at("again.nii")]);
    expect(again.code).toBe(0);
    expect((await loadNifti(at("again.nii"))).header).toMatchObject({ version: 2, dataType: "uint8" });
  });

  it("puts the axes into the order that --orient names and leaves each voxel where it is in the world", async () => {
    expect((await runCommand(["convert", at("ramp.nii"), at("lps.nii"), "--orient", "LPS"])).code).toBe(0);
    const { volume } = await loadNifti(at("lps.nii"));
    expect(orientation(volume.affine)).toBe("LPS");
    expect(volume.data[0]).toBe(RAMP.data[3 + 4 * 4]);
  });

  it("takes one volume out of a 4-D file", async () => {
    expect((await runCommand(["convert", at("four.nii"), at("second.nii"), "--volume", "1"])).code).toBe(0);
    const { volume, volumes } = await loadNifti(at("second.nii"));
    expect(volumes).toBe(1);
    expect([...volume.data]).toEqual([...RAMP.data.slice(60)]);
  });

  it("loses no value unasked: what a type cannot hold is refused, or rounded with --round", async () => {
    await saveNifti({ ...RAMP, data: RAMP.data.map((value) => value + 0.25) }, at("quarter.nii"));
    const argv = ["convert", at("quarter.nii"), at("whole.nii"), "--data-type", "int16"];
    const refused = await runCommand(argv);
    expect(refused.code).toBe(65);
    expect(refused.stderr).toContain("NOT_REPRESENTABLE");
    expect(await readdir(folder)).not.toContain("whole.nii");
    expect((await runCommand([...argv, "--round"])).code).toBe(0);
    expect([...(await loadNifti(at("whole.nii"))).volume.data]).toEqual([...RAMP.data]);
  });

  it("draws its progress on a terminal", async () => {
    const { stderr } = await runCommand(["convert", at("ramp.nii"), at("bar.nii")], { isTTY: true });
    expect(stderr).toContain("reading voxels");
    expect(stderr).toContain("writing voxels");
  });

  it.each([
    ["one path", ["ramp.nii"], 2],
    ["three paths", ["ramp.nii", "a.nii", "b.nii"], 2],
    ["an ending that is not of NIfTI", ["ramp.nii", "ramp.png"], 2],
    ["an unknown data type", ["ramp.nii", "a.nii", "--data-type", "float16"], 2],
    ["an unknown version", ["ramp.nii", "a.nii", "--nifti", "3"], 2],
    ["an orientation with an axis twice", ["ramp.nii", "a.nii", "--orient", "RLA"], 2],
    ["a missing file", ["missing.nii", "a.nii"], 66],
    ["a 4-D file without --volume", ["four.nii", "a.nii"], 65],
    ["a folder that is not there", ["ramp.nii", "missing/a.nii"], 1],
  ])("refuses %s and writes nothing", async (_, argv, code) => {
    const paths = argv.map((text) => (/\.(nii|png)$/.test(text) ? at(text) : text));
    const outcome = await runCommand(["convert", ...paths]);
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code, stdout: "" });
    expect(await readdir(folder)).not.toContain("a.nii");
  });

  it("keeps a file that is there when the conversion fails", async () => {
    await saveNifti({ ...RAMP, data: RAMP.data.map((value) => value + 0.25) }, at("quarter.nii"));
    expect((await runCommand(["convert", at("ramp.nii"), at("kept.nii"), "--data-type", "int8"])).code).toBe(0);
    const bytes = await readFile(at("kept.nii"));
    expect((await runCommand(["convert", at("quarter.nii"), at("kept.nii"), "--data-type", "int8"])).code).toBe(65);
    expect(await readFile(at("kept.nii"))).toEqual(bytes);
  });
});
