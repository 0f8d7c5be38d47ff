import { join } from "node:path";
import { isCmbError, orientation, type VoxelArray } from "@cmb/core";
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
