import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isCmbError } from "@cmb/core";
import type { DetectionResult } from "@cmb/infer";
import { loadNifti, saveNifti } from "@cmb/io/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RAMP, temporaryFolder } from "./testdata/small-scans.js";
import { type DetectedScan, outputPaths, spaceCodeOf, writeReport } from "./write-report.js";

const NAMES = ["ramp_cmb-mask.nii.gz", "ramp_cmb.csv", "ramp_cmb.html", "ramp_cmb.json"];
const { signal } = new AbortController();

let folder = "";
let remove = async (): Promise<void> => {};
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterEach(() => remove());

/** The ramp with one microbleed of the two voxels (1, 2, 3) and (2, 2, 3). */
async function rampScan(): Promise<DetectedScan> {
  const path = join(folder, "in", "ramp.nii");
  await mkdir(join(folder, "in"));
  await saveNifti(RAMP, path, { spaceCode: 4, version: 2 });
  const data = new Uint32Array(120);
  data[1 + 4 * (2 + 5 * 3)] = 1;
  data[2 + 4 * (2 + 5 * 3)] = 1;
  const microbleed = {
    id: 1,
    centreMm: [-8.5, -16, -21],
    centreVoxel: [1.5, 2, 3],
    score: 0.75,
    certainty: "definite",
    volumeMm3: 12,
    diameterMm: 2.84,
    elongation: 1,
    contrast: 0.5,
    region: null,
  } as const;
  const report = {
    schemaVersion: 1,
    input: { sha256: "", shape: RAMP.shape, spacingMm: [1, 2, 3], orientation: "RAS", sequence: "unknown", checks: [] },
    model: {
      ...{ id: "classical", version: "0", sha256: null, trainedOn: "synthetic", validatedOnPatients: false },
      ...{ preset: "balanced", threshold: 0.5, definiteThreshold: 0.7 },
    },
    backend: { runtime: "", device: "cpu", tried: [] },
    microbleeds: [microbleed],
    rejected: [],
    summary: { count: 1, possible: 0, byZone: null, byBombs: null, expectedCount: [0, 1] },
    warnings: [],
    timingsMs: {},
    notice: "Research use only; not a medical device.",
  } as const;
  const mask = { data, shape: RAMP.shape, affine: RAMP.affine };
  const result: DetectionResult = Object.defineProperties({ ...report } as unknown as DetectionResult, {
    mask: { value: mask },
    regions: { value: null },
  });
  return { path, image: await loadNifti(path), result };
}

describe("writeReport", () => {
  it("writes report, table, page and mask side by side into a folder that it makes", async () => {
    const scan = await rampScan();
    const out = join(folder, "a", "b");
    const paths = await writeReport(scan, out, signal);
    expect([...paths].sort()).toEqual(NAMES.map((name) => join(out, name)));
    expect((await readdir(out)).sort()).toEqual(NAMES);
    expect(JSON.parse(await readFile(join(out, "ramp_cmb.json"), "utf8"))).toEqual({ ...scan.result });
    expect(await readFile(join(out, "ramp_cmb.csv"), "utf8")).toMatch(/^id,.*\r\n1,-8\.5,-16,-21,1\.5,2,3,0\.75,/);
    expect(await readFile(join(out, "ramp_cmb.html"), "utf8")).toContain('<p class="source">ramp.nii</p>');
  });

  it("writes the mask as small whole numbers on the grid of the scan, in its version of NIfTI and its space", async () => {
    const scan = await rampScan();
    await writeReport(scan, folder, signal);
    const { volume, header } = await loadNifti(join(folder, "ramp_cmb-mask.nii.gz"));
    expect([...volume.data]).toEqual([...scan.result.mask.data]);
    expect(volume.affine).toEqual(scan.image.volume.affine);
    const { dataType, version, sformCode, metadata } = header;
    expect({ dataType, version, sformCode, intent: metadata.intentCode }).toEqual({
      dataType: "uint8",
      version: 2,
      sformCode: 4,
      intent: 1002,
    });
  });

  it("leaves all four files or none, and nothing else, whenever it is interrupted", async () => {
    const scan = await rampScan();
    const results = new Set<number>();
    for (let delayMs = 0; delayMs < 40; delayMs += 2) {
      const out = join(folder, `out-${delayMs}`);
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), delayMs);
      const done = await writeReport(scan, out, controller.signal).then(
        () => 4,
        () => 0,
      );
      clearTimeout(timer);
      expect(await readdir(out)).toHaveLength(done);
      results.add(done);
    }
    expect(results).toContain(0);
  });

  it("touches no file where one of the four places is taken by a folder", async () => {
    const scan = await rampScan();
    await mkdir(join(folder, "ramp_cmb.json"));
    await writeFile(join(folder, "ramp_cmb.csv"), "before");
    await expect(writeReport(scan, folder, signal)).rejects.toSatisfy((e) => isCmbError(e, "FILE_NOT_WRITABLE"));
    expect(await readFile(join(folder, "ramp_cmb.csv"), "utf8")).toBe("before");
    expect((await readdir(folder)).sort()).toEqual(["in", "ramp_cmb.csv", "ramp_cmb.json"]);
  });
});

describe("outputPaths", () => {
  it("names the files after the scan", () => {
    expect(outputPaths("out", "in/sub-01.nii.gz")[0]).toBe(join("out", "sub-01_cmb.csv"));
  });
});

describe("spaceCodeOf", () => {
  it("passes the codes of the standard on and leaves the others to the writer", () => {
    expect([0, 1, 2, 3, 4, 5, 6, -1].map(spaceCodeOf)).toEqual([undefined, 1, 2, 3, 4, 5, undefined, undefined]);
  });
});
