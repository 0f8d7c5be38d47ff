import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { isCmbError, orientation, reorient, type VoxelArray, voxelToWorld, type WorldPoint } from "@cmb/core";
import { describe, expect, test } from "vitest";
import { loadNifti, loadNiftiHeader } from "../node.js";
import { hasTestData, TEST_DATA, testDataJson } from "../testdata/test-data.js";

interface NiftiOracle {
  readonly kind: string;
  readonly file: string;
  readonly shape: readonly number[];
  readonly zooms: readonly number[];
  readonly dtype_on_disk: unknown;
  readonly affine: readonly (readonly number[])[];
  readonly axcodes: string;
  readonly voxels: readonly { readonly ijk: readonly number[]; readonly scaled: number | null }[];
  readonly mean?: number | null;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly n_nonfinite?: number | null;
  /** Of the stored bytes, low byte first, i fastest, all volumes one after the other. */
  readonly raw_crc32_LE?: number;
}

const present = hasTestData();
const oracles = present ? testDataJson<readonly NiftiOracle[]>("oracles.json") : [];
const ofKind = (kind: string): readonly NiftiOracle[] => oracles.filter((oracle) => oracle.kind === kind);

/** NumPy's spelling of a type as the standard's: byte order off, the complex and colour records by their names. */
function dataTypeOf(numpy: unknown): string {
  const text = JSON.stringify(numpy);
  if (text.includes("'A'")) return "rgba32";
  if (text.includes("'R'")) return "rgb24";
  const short: Record<string, string> = { ">f4": "float32", ">i2": "int16" };
  return short[String(numpy)] ?? String(numpy);
}

const UNREADABLE = /^(complex|rgb)/;

/** Every volume of a file, so that sums over 4-D and 5-D images can be compared. */
async function allVolumes(path: string, volumes: number): Promise<readonly VoxelArray[]> {
  const all: VoxelArray[] = [];
  for (let volumeIndex = 0; volumeIndex < volumes; volumeIndex++) {
    all.push((await loadNifti(path, { volumeIndex })).volume.data);
  }
  return all;
}

describe.skipIf(!present)("files read by nibabel", () => {
  test("there are some", () => expect(ofKind("nifti-values").length).toBeGreaterThan(30));

  test.each(ofKind("nifti-values").map((oracle) => [oracle.file, oracle] as const))(
    "%s has the same header",
    async (file, oracle) => {
      const info = await loadNiftiHeader(join(TEST_DATA, file));
      expect(info.header.dim).toEqual(oracle.shape);
      expect(info.header.dataType).toBe(dataTypeOf(oracle.dtype_on_disk));
      expect(info.header.pixdim.slice(1, oracle.zooms.length + 1)).toEqual(oracle.zooms);
      // nibabel composes a qform in float64 from float32 numbers, as is done here; the order of operations differs.
      for (const [n, value] of oracle.affine.flat().entries()) expect(info.affine[n]).toBeCloseTo(value, 5);
      expect(orientation(info.affine)).toBe(oracle.axcodes);
    },
  );

  test.each(
    ofKind("nifti-values")
      .filter((oracle) => !UNREADABLE.test(dataTypeOf(oracle.dtype_on_disk)))
      .map((oracle) => [oracle.file, oracle] as const),
  )("%s has the same voxels", async (file, oracle) => {
    const path = join(TEST_DATA, file);
    const { volumes, shape } = await loadNiftiHeader(path);
    const all = await allVolumes(path, volumes);
    const [ni, nj] = shape;
    for (const { ijk, scaled: found } of oracle.voxels) {
      const scaled = found ?? Number.NaN;
      const [i = 0, j = 0, k = 0, ...further] = ijk;
      const lengths = oracle.shape.slice(3);
      const index = further.reduceRight((sum, at, axis) => sum * (lengths[axis] ?? 1) + at, 0);
      const value = all[index]?.[i + ni * (j + nj * k)] ?? Number.NaN;
      expect(Math.abs(value - scaled) <= 1e-6 * Math.abs(scaled) || Object.is(value, scaled)).toBe(true);
    }
    const info = await loadNiftiHeader(path);
    if (info.header.scaling === null) expect(checksum(all, info.header.dataType)).toBe(oracle.raw_crc32_LE);
    const summary = summarise(all);
    expect(summary.nonFinite).toBe(oracle.n_nonfinite ?? 0);
    expect(summary.minimum).toBeCloseTo(oracle.min ?? 0, 4);
    expect(summary.maximum).toBeCloseTo(oracle.max ?? 0, 3);
    expect(Math.abs(summary.mean - (oracle.mean ?? 0))).toBeLessThanOrEqual(1e-5 * Math.abs(summary.maximum));
  });

  test.each(
    ofKind("nifti-values")
      .filter((oracle) => UNREADABLE.test(dataTypeOf(oracle.dtype_on_disk)))
      .map((oracle) => [oracle.file, dataTypeOf(oracle.dtype_on_disk)] as const),
  )("%s is refused as %s", async (file, format) => {
    const error = await loadNifti(join(TEST_DATA, file), { volumeIndex: 0 }).catch((caught: unknown) => caught);
    expect(isCmbError(error, "UNSUPPORTED_FORMAT") && error.details.format).toBe(format);
  });
});

/** CRC-32 of the voxels as they are stored in a little-endian file. */
function checksum(all: readonly VoxelArray[], dataType: string): number {
  const wide = dataType === "int64" || dataType === "uint64";
  return all.reduce((crc, data) => {
    const stored = wide ? BigInt64Array.from(data, BigInt) : data;
    return crc32(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength), crc);
  }, 0);
}

interface Summary {
  readonly mean: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly nonFinite: number;
}

function summarise(all: readonly VoxelArray[]): Summary {
  let [sum, count, nonFinite] = [0, 0, 0];
  let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const data of all) {
    for (const value of data) {
      if (!Number.isFinite(value)) {
        nonFinite++;
        continue;
      }
      sum += value;
      count++;
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
    }
  }
  return { mean: sum / count, minimum, maximum, nonFinite };
}

describe.skipIf(!present)("files that must not be read", () => {
  const files = ofKind("must-not-crash");
  test.each(files.map(({ file }) => file))("%s ends in a typed error", async (file) => {
    const error = await loadNifti(join(TEST_DATA, file)).catch((caught: unknown) => caught);
    expect(isCmbError(error)).toBe(true);
  });

  test.each([0.5, 0.99])("a .nii.gz cut off at %d of its bytes is an error, never filled with zeros", async (part) => {
    const whole = readFileSync(join(TEST_DATA, "rii-mango+NIFTI-Reader-JS/data/big.nii.gz"));
    const cut = new Uint8Array(whole.subarray(0, Math.floor(whole.length * part)));
    const error = await loadNifti(cut).catch((caught: unknown) => caught);
    expect(isCmbError(error, "CORRUPT_DATA")).toBe(true);
  });

  test("Analyze 7.5 is refused by name", async () => {
    const error = await loadNifti(join(TEST_DATA, "nipy+nibabel/nibabel/tests/data/analyze.hdr")).catch(
      (e: unknown) => e,
    );
    expect(isCmbError(error, "UNSUPPORTED_FORMAT") && error.details.format).toBe("Analyze 7.5");
  });
});

describe.skipIf(!present)("one image in many files", () => {
  test.each(["avg152T1_LR_nifti.nii", "avg152T1_LR_nifti.nii.gz"])("%s has the known checksum", async (name) => {
    const { volume } = await loadNifti(join(TEST_DATA, "rii-mango+NIFTI-Reader-JS/data", name));
    expect(crc32(volume.data as Uint8Array)).toBe(1033497386);
  });

  const folder = join(TEST_DATA, "niivue+niivue/packages/niivue/tests/images/nifti_space");
  const orders = present ? readdirSync(folder).filter((name) => /^[A-Z]{3}\.nii\.gz$/.test(name)) : [];

  test("there are many axis orders", () => expect(orders.length).toBeGreaterThan(20));

  test.each(orders)("%s reads as its name says and holds the voxels of RAS", async (name) => {
    const expected = (await loadNifti(join(folder, "RAS.nii.gz"))).volume;
    const { volume } = await loadNifti(join(folder, name));
    expect(orientation(volume.affine)).toBe(name.slice(0, 3));
    const turned = reorient(volume, "RAS");
    expect(turned.shape).toEqual(expected.shape);
    expect(Buffer.compare(Buffer.from(turned.data.buffer), Buffer.from(expected.data.buffer))).toBe(0);
    for (const [n, value] of expected.affine.entries()) expect(turned.affine[n]).toBeCloseTo(value, 3);
  });
});

describe.skipIf(!present)("a capsule beside a head that was scanned along three axes", () => {
  test.each<[string, WorldPoint]>([
    ["ax_asc_35sl_6.nii", [-34.3, 96.8, 37.4]],
    ["cor_asc_35sl_16.nii", [-38.5, 84.5, 43.1]],
    ["sag_asc_35sl_22.nii", [-37.3, 82.3, 48.3]],
  ])("is on the left in %s", async (name, expected) => {
    const { volume } = await loadNifti(join(TEST_DATA, "neurolabusc+dcm_qa/Ref", name), { volumeIndex: 0 });
    const [ni, nj] = volume.shape;
    let brightest = 0;
    for (let v = 0; v < volume.data.length; v++) {
      if ((volume.data[v] ?? 0) > (volume.data[brightest] ?? 0)) brightest = v;
    }
    const voxel = [brightest % ni, Math.floor(brightest / ni) % nj, Math.floor(brightest / (ni * nj))] as const;
    const [x, y, z] = voxelToWorld(volume.affine, voxel);
    // The brightest voxel lies somewhere in the capsule, a few voxels of 3.25 x 3.25 x 3.6 mm from its centre.
    expect(Math.hypot(x - expected[0], y - expected[1], z - expected[2])).toBeLessThan(15);
    expect(x).toBeLessThan(0);
  });
});
