import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { affineFromSpacing, type Volume, type VoxelArray } from "@cmb/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveNifti } from "../node.js";
import { fixtureBytes } from "../testdata/nibabel-fixtures.js";
import { type NiftiScalarType, SCALAR_TYPES } from "./data-types.js";
import { readNifti } from "./read-nifti.js";
import type { SaveNiftiOptions } from "./save-nifti.node.js";

const python = process.env["CMB_PYTHON"] ?? "python3";
const script = fileURLToPath(new URL("../../../../fixtures/io/check_written.py", import.meta.url));
const present = spawnSync(python, ["-c", "import nibabel"]).status === 0;
if (!present) process.stderr.write("skipped: no Python with nibabel; set CMB_PYTHON to one\n");

interface Nibabel {
  readonly class: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly affine: readonly number[];
  readonly sformCode: number;
  readonly qformCode: number;
  readonly zooms: readonly number[];
  readonly offset: number;
  readonly units: string;
  readonly extensions: readonly (readonly [number, number])[];
  readonly problems: readonly string[];
  readonly values: readonly number[];
}

interface Case {
  readonly name: string;
  readonly file: string;
  readonly volume: Volume<VoxelArray>;
  readonly options: SaveNiftiOptions;
}

const oblique = readNifti(fixtureBytes("int16-n1-le.nii")).affine;
const ramp = (length: number): Float64Array => Float64Array.from({ length }, (_, n) => n);
const volume: Volume<Float64Array> = { data: ramp(24), shape: [2, 3, 4], affine: oblique };
const sheared = affineFromSpacing([1, 2, 3]).map((value, n) => (n === 1 ? 0.25 : value)) as unknown as Volume["affine"];

const cases: readonly Case[] = [
  ...([1, 2] as const).flatMap((version) => [
    ...SCALAR_TYPES.map((dataType: NiftiScalarType) => ({
      name: `${dataType} in NIfTI-${version}`,
      file: `${dataType}-${version}.nii`,
      volume,
      options: { version, dataType },
    })),
    { name: `gzip, NIfTI-${version}`, file: `packed-${version}.nii.gz`, volume, options: { version } },
    { name: `pair, NIfTI-${version}`, file: `pair-${version}.img`, volume, options: { version } },
    {
      name: `sheared, NIfTI-${version}`,
      file: `shear-${version}.nii`,
      volume: { ...volume, affine: sheared },
      options: { version },
    },
    {
      name: `extensions, NIfTI-${version}`,
      file: `extension-${version}.nii`,
      volume,
      options: { version, extensions: [{ code: 6, data: new TextEncoder().encode("a comment") }] },
    },
  ]),
];

describe.skipIf(!present)("files that were written here, as nibabel reads them", () => {
  const folder = mkdtempSync(join(tmpdir(), "cmb-written-"));
  const facts = new Map<string, Nibabel>();
  beforeAll(async () => {
    for (const { file, volume: saved, options } of cases) await saveNifti(saved, join(folder, file), options);
    const input = cases.map(({ file }) => join(folder, file)).join("\n");
    const lines = execFileSync(python, [script], { input, encoding: "utf8" }).trim().split("\n");
    for (const [n, { name }] of cases.entries()) facts.set(name, JSON.parse(lines[n] ?? "") as Nibabel);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(cases)("$name", ({ name, file, volume: saved, options }) => {
    const read = facts.get(name);
    const { version = 1, dataType = "float64" } = options;
    const single = !file.endsWith(".img");
    expect(read?.problems).toEqual([]);
    expect(read).toMatchObject({
      shape: [2, 3, 4],
      dtype: dataType,
      units: "mm",
      values: [...saved.data],
      sformCode: 2,
    });
    expect(read?.class).toBe(`Nifti${version}${single ? "Image" : "Pair"}`);
    const extension = options.extensions === undefined ? 0 : 32;
    expect(read?.extensions).toEqual(extension === 0 ? [] : [[6, 32]]);
    expect(read?.offset).toBe(single ? (version === 1 ? 352 : 544) + extension : 0);
    expect(read?.qformCode).toBe(saved.affine === sheared ? 0 : 2);
    const stored = version === 1 ? saved.affine.map(Math.fround) : saved.affine;
    expect(read?.affine).toEqual(stored);
  });
});
