import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isCmbError } from "@cmb/core";
import { saveNifti } from "@cmb/io/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadScan, scanName } from "./load-scan.js";
import { RAMP, temporaryFolder, writeFourDimensional } from "./testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

async function errorOf(path: string): Promise<unknown> {
  return loadScan(path, {}).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("loadScan", () => {
  it("reads a NIfTI file", async () => {
    const path = join(folder, "ramp.nii.gz");
    await saveNifti(RAMP, path);
    expect((await loadScan(path, {})).volume.shape).toEqual([4, 5, 6]);
  });

  it("says for a folder what to do with DICOM", async () => {
    const error = await errorOf(folder);
    expect(isCmbError(error, "UNSUPPORTED_FORMAT") && error.message).toMatch(/is a folder.*dcm2niix/);
  });

  it("recognises a DICOM file by its content", async () => {
    const path = join(folder, "IM0001");
    await writeFile(path, Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), Buffer.alloc(2000)]));
    const error = await errorOf(path);
    expect(isCmbError(error, "UNSUPPORTED_FORMAT") && error.message).toMatch(/is a DICOM file/);
  });

  it("leaves a file that is neither as it is: no valid NIfTI", async () => {
    const path = join(folder, "noise.nii");
    await writeFile(path, Buffer.alloc(1000, 7));
    expect(isCmbError(await errorOf(path), "INVALID_NIFTI")).toBe(true);
  });

  it("says which option chooses a volume of a 4-D file", async () => {
    const path = join(folder, "four.nii");
    await writeFourDimensional(path);
    const error = await errorOf(path);
    const message = "The file holds 2 volumes; say which one with --volume, from 0 to 1";
    expect(isCmbError(error, "VOLUME_INDEX_REQUIRED") && error.message).toBe(message);
    expect((await loadScan(path, { volumeIndex: 1 })).volume.data[0]).toBe(60);
  });

  it("says of a volume that is not there which there are, by the name of the option", async () => {
    const path = join(folder, "four.nii");
    await writeFourDimensional(path);
    const message = "--volume is 2 and the file holds 2 volumes; give a whole number from 0 to 1";
    await expect(loadScan(path, { volumeIndex: 2 })).rejects.toThrow(message);
    await saveNifti(RAMP, join(folder, "one.nii"));
    const one = "--volume is 1 and the file holds one volume; leave --volume out, or give 0";
    await expect(loadScan(join(folder, "one.nii"), { volumeIndex: 1 })).rejects.toThrow(one);
  });
});

describe("scanName", () => {
  it.each([
    ["a/b/scan.nii.gz", "scan"],
    ["scan.NII", "scan"],
    ["sub-01_swi.hdr", "sub-01_swi"],
    ["scan.img.gz", "scan"],
    ["scan.v2.nii", "scan.v2"],
    ["scan", "scan"],
  ])("is for %s %s", (path, name) => {
    expect(scanName(path)).toBe(name);
  });
});
