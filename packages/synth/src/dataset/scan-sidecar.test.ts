import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testFolder } from "../testdata/test-folder.js";
import { readScanSidecar } from "./scan-sidecar.node.js";

let folder: Awaited<ReturnType<typeof testFolder>>;
beforeEach(async () => {
  folder = await testFolder();
});
afterEach(() => folder.remove());

async function read(text: string | undefined, scan = "scan.nii.gz"): ReturnType<typeof readScanSidecar> {
  if (text !== undefined) await writeFile(join(folder.path, "scan.json"), text);
  return readScanSidecar(join(folder.path, scan));
}

describe("readScanSidecar", () => {
  it.each(["scan.nii.gz", "scan.nii", "scan.hdr"])("reads the fields beside %s", async (scan) => {
    const fields = { EchoTime: 0.0247, MagneticFieldStrength: 1.5, MRAcquisitionType: "2D", FlipAngle: 15 };
    expect(await read(JSON.stringify(fields), scan)).toEqual({ echoTimeMs: 24.7, fieldStrengthT: 1.5, encoding: "2D" });
  });

  it("knows nothing without a sidecar, nor from fields of another kind", async () => {
    expect(await read(undefined)).toEqual({});
    const fields = { EchoTime: [0.01, 0.02], MagneticFieldStrength: "3T", MRAcquisitionType: "EPI" };
    const nothing = { echoTimeMs: undefined, fieldStrengthT: undefined, encoding: undefined };
    expect(await read(JSON.stringify(fields))).toEqual(nothing);
  });

  it.each([
    ["{", "scan.json, beside the scan, is no JSON object"],
    ["3", "scan.json, beside the scan, is no JSON object"],
    ['{ "EchoTime": 24.7 }', "scan.json: EchoTime is 24.7; in BIDS it is in s"],
    ['{ "MagneticFieldStrength": 30000 }', "scan.json: MagneticFieldStrength is 30000; in BIDS it is in T"],
  ])("refuses %s", async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});
