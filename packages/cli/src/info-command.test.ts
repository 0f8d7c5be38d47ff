import { join } from "node:path";
import { saveNifti } from "@cmb/io/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./testdata/run-command.js";
import { RAMP, temporaryFolder, writeFirstHalf, writeFourDimensional, writeRgb } from "./testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  await saveNifti(RAMP, at("ramp.nii.gz"), { spaceCode: 1, extensions: [{ code: 6, data: new Uint8Array(8) }] });
  await writeFourDimensional(at("four.nii"));
  await writeRgb(at("rgb.nii"));
  await writeFirstHalf(at("four.nii"), at("half.nii"));
});
afterAll(() => remove());

function at(name: string): string {
  return join(folder, name);
}

describe("cmb info", () => {
  it("prints header, geometry, extensions, warnings and checks as one JSON document", async () => {
    const { code, stdout, stderr } = await runCommand(["info", at("ramp.nii.gz"), "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const info = JSON.parse(stdout);
    expect(info).toMatchObject({
      schemaVersion: 1,
      file: at("ramp.nii.gz"),
      shape: [4, 5, 6],
      volumes: 1,
      spacingMm: [1, 2, 3],
      orientation: "RAS",
      affine: [1, 0, 0, -10, 0, 2, 0, -20, 0, 0, 3, -30, 0, 0, 0, 1],
      affineSource: "sform",
      header: { version: 1, littleEndian: true, dataType: "float32", sformCode: 1, dim: [4, 5, 6] },
      extensions: [{ code: 6, bytes: 8 }],
      warnings: [],
      checkedVolume: 0,
      notChecked: null,
    });
    expect(info.checks.map(({ severity }: { severity: string }) => severity)).toContain("error");
  });

  it("prints the same as lines for a person", async () => {
    const { code, stdout } = await runCommand(["info", at("ramp.nii.gz")]);
    expect(code).toBe(0);
    expect(stdout).toContain("format       NIfTI-1, little-endian, one file\n");
    expect(stdout).toContain("shape        4 × 5 × 6 voxels\n");
    expect(stdout).toContain("spacing      1 × 2 × 3 mm\n");
    expect(stdout).toContain("affine       from sform\n             1  0  0  -10\n");
    expect(stdout).toMatch(/\nerror {8}[A-Z_]+: /);
  });

  it("describes a 4-D file without checks, with the reason, and checks the volume that --volume names", async () => {
    const whole = JSON.parse((await runCommand(["info", at("four.nii"), "--json"])).stdout);
    expect(whole).toMatchObject({ volumes: 2, checks: null, checkedVolume: null });
    expect(whole.notChecked.code).toBe("VOLUME_INDEX_REQUIRED");
    const second = JSON.parse((await runCommand(["info", at("four.nii"), "--json", "--volume", "1"])).stdout);
    expect(second).toMatchObject({ volumes: 2, checkedVolume: 1, notChecked: null });
    expect((await runCommand(["info", at("four.nii")])).stdout).toMatch(/\nnot checked {2}The file holds 2 volumes/);
  });

  it("describes an image whose voxels are not read", async () => {
    const { code, stdout } = await runCommand(["info", at("rgb.nii"), "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      header: { dataType: "rgb24" },
      notChecked: { code: "UNSUPPORTED_FORMAT" },
    });
  });

  it.each([
    ["a truncated file", ["half.nii", "--volume", "0"], 65],
    ["a missing file", ["missing.nii"], 66],
    ["a folder", ["."], 65],
    ["two files", ["four.nii", "rgb.nii"], 2],
  ])("refuses %s", async (_, [name = "", ...more], code) => {
    const outcome = await runCommand(["info", at(name), ...more]);
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code, stdout: "" });
  });

  it("refuses to say nothing about no file", async () => {
    expect((await runCommand(["info"])).code).toBe(2);
  });
});
