import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createMemoryFolder } from "./create-memory-folder.js";
import type { Annotation, DatasetName, DatasetSubject } from "./dataset-subject.js";
import { generateDataset } from "./generate/generate-dataset.js";
import type { GeneratedDataset, GeneratedSeries } from "./generate/generated-dataset.js";
import { openFolder } from "./open-folder.node.js";
import { DATASET_NAMES, readDataset } from "./readers/read-dataset.js";
import { failureOf, readAll, withFiles } from "./testdata/read-all.js";

/** One battery over every reader: what a generator puts in, its reader gives back. */
describe.each(DATASET_NAMES)("the reader of %s", (name) => {
  const generated = generateDataset(name, { seed: 11, patients: 3 });

  it("finds the series in their order, with the patient that each is of", async () => {
    const { files, series } = await generated;
    const subjects = await readAll(name, files);
    const facts = ({ id, patientUid, imagePath }: DatasetSubject | GeneratedSeries) => ({ id, patientUid, imagePath });
    expect(subjects.map(facts)).toEqual(series.map(facts));
    expect(new Set(subjects.map(({ dataset }) => dataset))).toEqual(new Set([name]));
  });

  it("gives shape, spacing, orientation and sequence without loading an image", async () => {
    const { files } = await generated;
    for (const { covariates, loadImage } of await readAll(name, files)) {
      const { shape, affine } = (await loadImage()).volume;
      expect(covariates.shape).toEqual(shape);
      expect(covariates.spacingMm?.[2]).toBeCloseTo(Math.hypot(affine[2], affine[6], affine[10]), 5);
      expect(covariates.orientation).toMatch(/^(RAS|LAS|LPS)$/);
      expect(["SWI", "T2S"]).toContain(covariates.sequence);
    }
  });

  it.each([11, 12])("gives the lesions that were put in, seed %i", async (seed) => {
    const { files, series } = await generateDataset(name, { seed, patients: 4 });
    const subjects = await readAll(name, files);
    for (const [n, subject] of subjects.entries()) expectTruth(await subject.loadAnnotation(), series[n]);
  });

  it("warns of nothing in a mask, and only of what the generator did to a table", async () => {
    const { files } = await generated;
    const warnings = await Promise.all((await readAll(name, files)).map(allWarnings));
    const expected: Partial<Record<DatasetName, string[]>> = {
      momeni: ["DUPLICATE_CENTRES", "DUPLICATE_ROW"],
      "momeni-synth": ["DUPLICATE_CENTRES", "DUPLICATE_ROW"],
      cerebriu: ["LABELS_IGNORED"],
      "cerebriu-neg": ["OTHER_IMAGES_UNREAD"],
    };
    expect([...new Set(warnings.flat())].sort()).toEqual(expected[name] ?? []);
  });

  it("names the files that lesions come from", async () => {
    const { files } = await generated;
    for (const { loadAnnotation } of await readAll(name, files)) {
      const annotation = await loadAnnotation();
      expect(annotation.files.every((path) => files.has(path))).toBe(true);
      expect(annotation.files.length > 0).toBe(annotation.kind === "centres" || annotation.kind === "mask");
    }
  });

  it("goes on past a broken image, and says what is wrong when that one is loaded", async () => {
    const { files, series } = await generated;
    const [first, second] = series.map(({ imagePath }) => imagePath);
    const broken = withFiles(files, { [first ?? ""]: files.get(first ?? "")?.subarray(0, 40) });
    const subjects = await readAll(name, broken);
    expect(subjects).toHaveLength(series.length);
    expect(subjects[0]?.warnings.map(({ code }) => code)).toContain("HEADER_UNREADABLE");
    expect(await failureOf(() => subjects[0]?.loadImage())).toMatch(/^(TRUNCATED_DATA|CORRUPT_DATA)/);
    expect(await failureOf(() => subjects[0]?.loadAnnotation())).toMatch(/^(TRUNCATED_DATA|CORRUPT_DATA|none)/);
    expect(subjects[1]?.imagePath).toBe(second);
    expect(await failureOf(() => subjects[1]?.loadImage())).toBe("none");
  });

  it("reads the same from disk as from memory, also from a folder above", async () => {
    const { files } = await generated;
    const root = await onDisk(await generated, "unpacked/here");
    try {
      const paths: (string | undefined)[] = [];
      const start = name === "bids" ? join(root, "unpacked/here") : root;
      for await (const { imagePath } of readDataset(name, await openFolder(start))) paths.push(imagePath);
      const prefix = name === "bids" ? "" : "unpacked/here/";
      expect(paths).toEqual((await readAll(name, files)).map(({ imagePath }) => `${prefix}${imagePath}`));
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it("says that a folder of other files is not this dataset", async () => {
    const files = new Map([["readme.txt", new Uint8Array(3)]]);
    expect(await failureOf(() => readAll(name, files))).toMatch(/^INVALID_DATASET: .*image/);
  });

  it("stops when it is told to", async () => {
    const { files } = await generated;
    const stop = new AbortController();
    const subjects = readDataset(name, createMemoryFolder(files), { signal: stop.signal });
    expect((await subjects.next()).done).toBe(false);
    stop.abort(new Error("enough"));
    await expect(subjects.next()).rejects.toThrow("enough");
  });
});

function expectTruth(annotation: Annotation, truth: GeneratedSeries | undefined): void {
  const centres = truth?.centres ?? [];
  if (annotation.kind === "centres") expect(annotation.centres).toEqual(centres);
  else if (annotation.kind === "mask") {
    const { labels, count } = annotation;
    const [ni, nj] = labels.shape;
    expect(count).toBe(centres.length);
    expect(centres.map(([i, j, k]) => labels.data[i + ni * (j + nj * k)])).toEqual(centres.map((_, n) => n + 1));
  } else {
    expect(annotation.kind).toBe("none");
    expect(centres).toEqual([]);
  }
}

async function allWarnings({ warnings, loadAnnotation }: DatasetSubject): Promise<string[]> {
  const annotation = await loadAnnotation();
  return [...warnings, ...annotation.warnings].map(({ code }) => code);
}

async function onDisk({ files }: GeneratedDataset, below: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "cmb-datasets-"));
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(root, below, path)), { recursive: true });
    await writeFile(join(root, below, path), bytes);
  }
  return root;
}
