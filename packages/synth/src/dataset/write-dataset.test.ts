import { mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { affineFromSpacing, createRng, createVolume, isCmbError } from "@cmb/core";
import { loadNifti, saveNifti } from "@cmb/io/node";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { snapshot, testFolder } from "../testdata/test-folder.js";
import type { SampleOutcome } from "./dataset-plan.js";
import { type WriteDatasetOptions, writeDataset } from "./write-dataset.node.js";

let folder: Awaited<ReturnType<typeof testFolder>>;
let background = "";
/** White matter where there is tissue: places are drawn from it, which takes less than looking for them. */
let segmentation = "";
let output = "";
let next = 0;

beforeAll(async () => {
  folder = await testFolder();
  background = join(folder.path, "scan_swi.nii.gz");
  segmentation = join(folder.path, "labels.nii.gz");
  const head = smoothHead();
  await saveNifti(head, background);
  await saveNifti({ ...head, data: Uint8Array.from(head.data, (value) => (value > 300 ? 2 : 0)) }, segmentation);
});
beforeEach(() => {
  output = join(folder.path, `out-${next++}`);
});
afterAll(() => folder.remove());

/** An ellipsoid with texture and noise, large enough for the search of smooth tissue. */
function smoothHead() {
  const rng = createRng(3);
  const shape = [48, 48, 16] as const;
  const data = Float32Array.from({ length: 48 * 48 * 16 }, (_, v) => {
    const [x, y, z] = [(v % 48) - 23.5, (Math.floor(v / 48) % 48) - 23.5, 2 * (Math.floor(v / 2304) - 7.5)];
    return Math.hypot(x, y, 1.3 * z) < 21 ? rng.normal(500, 12) : Math.abs(rng.normal(0, 12));
  });
  return createVolume(data, shape, affineFromSpacing([1, 1, 2]));
}

const FEW = { insertion: { microbleeds: 2 } };

async function collect(options: Partial<WriteDatasetOptions>): Promise<readonly SampleOutcome[]> {
  const outcomes: SampleOutcome[] = [];
  const whole = { output, count: 2, seed: 5, backgrounds: [background], labels: [segmentation], ...FEW, ...options };
  for await (const outcome of writeDataset(whole)) outcomes.push(outcome);
  return outcomes;
}

const read = (path: string): Promise<string> => readFile(join(output, path), "utf8");

describe("writeDataset", () => {
  it("writes images, truth and tables in the layout of BIDS", async () => {
    const outcomes = await collect({});
    expect(outcomes.map(({ sample, subject, status, microbleeds }) => [sample, subject, status, microbleeds])).toEqual([
      [1, "sub-0001", "made", 2],
      [2, "sub-0002", "made", 2],
    ]);
    const truth = "derivatives/cmb-synth";
    const ofSample = (name: string): string[] => [
      `${truth}/${name}/${name}_sample.json`,
      `${truth}/${name}/anat/${name}_desc-microbleed_mask.nii.gz`,
      `${truth}/${name}/anat/${name}_dseg.nii.gz`,
      `${truth}/${name}/anat/${name}_dseg.tsv`,
      `${truth}/${name}/anat/${name}_objects.json`,
      `${truth}/${name}/anat/${name}_objects.tsv`,
      `${name}/anat/${name}_swi.json`,
      `${name}/anat/${name}_swi.nii.gz`,
    ];
    expect(Object.keys(await snapshot(output)).sort()).toEqual(
      [
        ".bidsignore",
        "README",
        "dataset_description.json",
        `${truth}/configuration.json`,
        `${truth}/dataset_description.json`,
        "participants.json",
        "participants.tsv",
        ...ofSample("sub-0001"),
        ...ofSample("sub-0002"),
      ].sort(),
    );
    expect(JSON.parse(await read("dataset_description.json"))).toMatchObject({
      BIDSVersion: "1.10.0",
      GeneratedBy: [{ Name: "@cmb/synth" }],
    });
    const [head = "", first = ""] = (await read("participants.tsv")).split("\n");
    expect(head.split("\t")).toHaveLength(12);
    expect(first.split("\t").slice(0, 3)).toEqual(["sub-0001", "1", "SWI"]);
  });

  it("writes what the truth says: ids, places and sizes agree with the masks", async () => {
    await collect({ count: 1 });
    const truth = "derivatives/cmb-synth/sub-0001/anat/sub-0001";
    const { objects } = JSON.parse(await read(`${truth}_objects.json`));
    const [head = "", ...rows] = (await read(`${truth}_objects.tsv`)).trimEnd().split("\n");
    expect(head.split("\t")).toEqual([
      ...["id", "class", "x_mm", "y_mm", "z_mm", "radius_mm", "susceptibility_ppm", "tissue"],
      ...["visible_voxels", "apparent_radius_mm", "peak_depth", "visible"],
    ]);
    expect(rows).toHaveLength(objects.length);
    const labels = (await loadNifti(join(output, `${truth}_dseg.nii.gz`))).volume;
    for (const { id, visibleVoxels } of objects) {
      expect(labels.data.filter((value) => value === id)).toHaveLength(visibleVoxels);
    }
    const mask = (await loadNifti(join(output, `${truth}_desc-microbleed_mask.nii.gz`))).volume;
    expect(mask.data.filter((value) => value === 1)).toHaveLength(labels.data.filter((value) => value > 0).length);
    const image = (await loadNifti(join(output, "sub-0001/anat/sub-0001_swi.nii.gz"))).volume;
    const before = (await loadNifti(background)).volume;
    const darker = before.data.filter((value, v) => labels.data[v] !== 0 && (image.data[v] as number) < value * 0.95);
    expect(darker.length).toBeGreaterThan(0);
    expect(image.affine).toEqual(before.affine);
    const sidecar = JSON.parse(await read("sub-0001/anat/sub-0001_swi.json"));
    expect(sidecar.SourceFile).toBe("scan_swi.nii.gz");
    expect(sidecar.CmbSynthProtocol.echoTimeMs).toBeGreaterThan(10);
    for (const name of ["EchoTime", "MagneticFieldStrength", "MRAcquisitionType", "SliceThickness"]) {
      expect(sidecar).not.toHaveProperty(name);
    }
  });

  it("gives a sample the same bytes alone, in a series and in a larger one", async () => {
    await collect({ count: 2 });
    const series = await snapshot(output);
    output = `${output}-alone`;
    const [only] = await collect({ count: 3, index: 2 });
    expect(only?.subject).toBe("sub-0002");
    const alone = await snapshot(output);
    const names = Object.keys(alone).filter((path) => path.includes("sub-"));
    expect(names).toHaveLength(8);
    for (const path of names) expect(alone[path], path).toBe(series[path]);
  });

  it("goes on where it stopped, and makes again what is incomplete", async () => {
    await collect({ count: 2 });
    const whole = await snapshot(output);
    await truncate(join(output, "sub-0001/anat/sub-0001_swi.nii.gz"), 100);
    await rm(join(output, "participants.tsv"));
    await mkdir(join(output, ".cmb-sub-0001-left"));
    const outcomes = await collect({ count: 3 });
    expect(outcomes.map(({ sample, status }) => [sample, status])).toEqual([
      [2, "kept"],
      [1, "made"],
      [3, "made"],
    ]);
    const now = await snapshot(output);
    expect(Object.keys(now).filter((path) => path.startsWith(".cmb-"))).toEqual([]);
    for (const [path, hash] of Object.entries(whole)) {
      if (path !== "participants.tsv") expect(now[path], path).toBe(hash);
    }
    expect((await read("participants.tsv")).trimEnd().split("\n")).toHaveLength(4);
  });

  it("leaves nothing half-written when it is stopped, and goes on afterwards", async () => {
    const stop = new AbortController();
    const run = async (): Promise<void> => {
      const options = { output, count: 3, seed: 5, backgrounds: [background], labels: [segmentation], ...FEW };
      for await (const { sample } of writeDataset({ ...options, signal: stop.signal }))
        if (sample === 1) stop.abort(new Error("enough"));
    };
    await expect(run()).rejects.toThrow("enough");
    expect((await readdir(output)).filter((name) => name.startsWith(".cmb-") || name === "participants.tsv")).toEqual(
      [],
    );
    const rest = await collect({ count: 3 });
    expect(rest.map(({ status }) => status)).toEqual(["kept", "made", "made"]);
  });

  it("puts the published microbleeds into scans, ten unless asked otherwise", async () => {
    const [outcome] = await collect({ count: 1, published: true, insertion: undefined });
    expect(outcome?.microbleeds).toBeGreaterThan(1);
    const [, row = ""] = (await read("derivatives/cmb-synth/sub-0001/anat/sub-0001_objects.tsv")).split("\n");
    expect(row.split("\t")).toHaveLength(12);
    expect(row.split("\t").slice(5, 7)).toEqual(["n/a", "n/a"]);
    expect(JSON.parse(await read("sub-0001/anat/sub-0001_swi.json"))).not.toHaveProperty("EchoTime");
  });

  it("reports its progress up to the end", async () => {
    const seen: number[] = [];
    await collect({ onProgress: ({ completed, total }) => seen.push(completed / total) });
    expect(seen.at(-1)).toBe(1);
  });

  it("refuses a folder that holds something else, and leaves it as it was", async () => {
    await mkdir(output);
    await writeFile(join(output, "thesis.txt"), "mine");
    await expect(collect({})).rejects.toThrow("holds thesis.txt and no dataset of cmb synth");
    expect(await readdir(output)).toEqual(["thesis.txt"]);
  });

  it("refuses a dataset of another seed, of other settings and of other inputs", async () => {
    await collect({ count: 1 });
    const before = await snapshot(output);
    const other = join(folder.path, "other_swi.nii.gz");
    await saveNifti(smoothHead(), other, { compressionLevel: 9 });
    for (const change of [{ seed: 6 }, { insertion: { microbleeds: 3 } }, { backgrounds: [other] }]) {
      await expect(collect({ count: 1, ...change })).rejects.toThrow("other settings, inputs or of another version");
    }
    expect(await snapshot(output)).toEqual(before);
  });

  it("takes a folder in which no sample could be made with other settings", async () => {
    const empty = join(folder.path, "empty.nii.gz");
    await saveNifti({ ...smoothHead(), data: new Uint8Array(48 * 48 * 16) }, empty);
    await expect(collect({ count: 1, labels: [empty] })).rejects.toThrow("0 of 2 objects placed");
    expect(await readdir(output)).toContain("README");
    expect((await collect({ count: 1 })).map(({ status }) => status)).toEqual(["made"]);
  });

  it.each([
    ["no samples", { count: 0 }, "count is 0"],
    ["a sample beyond the count", { count: 2, index: 3 }, "index is 3; give a whole number from 1 to 2"],
    ["too many workers", { workers: 65 }, "workers is 65"],
    ["half a seed", { seed: 0.5 }, "seed is 0.5"],
    ["patches of real scans", { kind: "patch" as const }, "whole scans"],
    ["published microbleeds without scans", { published: true, backgrounds: [], labels: [] }, "go into real scans"],
    ["a background that is not there", { backgrounds: ["none.nii.gz"] }, "none.nii.gz"],
    ["phases of real scans", { phase: true }, "phase is of simulated scans"],
    ["tissues of real scans", { maps: true }, "maps is of simulated scans"],
    ["a volume without scans", { volumeIndex: 0, backgrounds: [], labels: [] }, "give backgrounds"],
    ["a size that no patch has", { sizeMm: 300 }, "sizeMm is 300; give a number from 16 to 128"],
    ["a head of no size", { headScale: 0 }, "headScale is 0"],
    ["half a patch", { patchesPerHead: 1.5 }, "patchesPerHead is 1.5; give a whole number"],
    ["an echo before the pulse", { insertion: { echoTimeMs: -1 } }, "echoTimeMs is -1"],
    ["an unknown preset", { preset: "x" as never }, "there is no preset"],
  ])("refuses %s before anything is written", async (_, change, message) => {
    const error = await collect(change).catch((thrown: unknown) => thrown);
    expect(isCmbError(error)).toBe(true);
    expect(String(error)).toContain(message);
    await expect(readdir(output)).rejects.toThrow("ENOENT");
  });

  it("takes from the sidecar of a scan what it says, and from the settings before that", async () => {
    const scan = join(folder.path, "known_swi.nii.gz");
    await saveNifti(smoothHead(), scan);
    const fields = { EchoTime: 0.0247, MagneticFieldStrength: 1.5, MRAcquisitionType: "2D" };
    await writeFile(join(folder.path, "known_swi.json"), JSON.stringify(fields));
    const made = async (insertion: NonNullable<WriteDatasetOptions["insertion"]>): Promise<unknown> => {
      output = `${output}-${insertion.echoTimeMs}`;
      await collect({ count: 1, backgrounds: [scan], insertion: { microbleeds: 1, ...insertion } });
      return JSON.parse(await read("sub-0001/anat/sub-0001_swi.json"));
    };
    const used = { echoTimeMs: 24.7, fieldStrengthT: 1.5, encoding: "2D" };
    expect(await made({})).toMatchObject({ ...fields, CmbSynthProtocol: used });
    const [head = "", row = ""] = (await read("participants.tsv")).split("\n");
    const cells = Object.fromEntries(head.split("\t").map((name, n) => [name, row.split("\t")[n]]));
    expect(cells).toMatchObject({ head: "1", field_strength: "1.5", echo_time: "24.7", source: "known_swi.nii.gz" });
    expect(await made({ echoTimeMs: 30 })).toMatchObject({ ...fields, EchoTime: 0.03 });
    await writeFile(join(folder.path, "known_swi.json"), JSON.stringify({ ...fields, EchoTime: 0.02 }));
    await expect(
      collect({ count: 1, backgrounds: [scan], insertion: { microbleeds: 1, echoTimeMs: 30 } }),
    ).rejects.toThrow("other settings, inputs");
  });

  it("writes neither echo time nor field of a scan of which neither is known into the table", async () => {
    await collect({ count: 1 });
    const [head = "", row = ""] = (await read("participants.tsv")).split("\n");
    const cells = Object.fromEntries(head.split("\t").map((name, n) => [name, row.split("\t")[n]]));
    expect(cells).toMatchObject({ field_strength: "n/a", echo_time: "n/a" });
  });

  it("takes one volume of a scan of several, and names the file that needs one to be chosen", async () => {
    const { shape, data, affine } = smoothHead();
    const scan = join(folder.path, "two_swi.nii");
    await saveNifti({ data, shape, affine }, scan);
    const bytes = await readFile(scan);
    bytes.writeInt16LE(4, 40);
    bytes.writeInt16LE(2, 48);
    const brighter = Buffer.from(data.map((value) => 2 * value).buffer);
    await writeFile(scan, Buffer.concat([bytes, brighter]));
    await expect(collect({ backgrounds: [scan] })).rejects.toThrow(`${scan} holds 2 volumes; say which one`);
    await expect(collect({ backgrounds: [scan], volumeIndex: 2 })).rejects.toThrow(scan);
    await expect(readdir(output)).rejects.toThrow("ENOENT");
    await collect({ count: 1, backgrounds: [scan], volumeIndex: 1 });
    const image = (await loadNifti(join(output, "sub-0001/anat/sub-0001_swi.nii.gz"))).volume;
    expect(image.data[24 + 48 * 24]).toBeCloseTo(2 * (data[24 + 48 * 24] as number), 0);
  });

  it("refuses a scan with NaN by its name, before anything is written", async () => {
    const scan = join(folder.path, "nan_swi.nii.gz");
    const head = smoothHead();
    head.data[7] = Number.NaN;
    await saveNifti(head, scan);
    await expect(collect({ backgrounds: [scan] })).rejects.toThrow(
      `${scan}: 1 of 36864 voxels are no finite numbers (NaN`,
    );
    await expect(readdir(output)).rejects.toThrow("ENOENT");
  });

  it("refuses segmentations that are not one for each background", async () => {
    await expect(collect({ labels: [segmentation, segmentation] })).rejects.toThrow(
      "1 backgrounds and 2 segmentations",
    );
  });
});
