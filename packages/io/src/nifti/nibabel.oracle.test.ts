import { describe, expect, test } from "vitest";
import { loadNifti, loadNiftiHeader } from "../node.js";
import { fixturePath, nibabelFacts, nibabelFixtures, valuesOf } from "../testdata/nibabel-fixtures.js";
import { codeOf } from "../testdata/nifti-bytes.js";

// Here the policy leaves nibabel, which takes an sform as it is, knows no units and repairs pixdim while it reads.
const OTHER_AFFINE = ["sform-zero.nii", "unit-meter.nii", "unit-micron.nii"];
const OTHER_PIXDIM = ["pixdim-zero.nii", "qfac-zero.nii"];

const all = nibabelFixtures();

function expectAffine(actual: readonly number[], expected: readonly number[], digits: number): void {
  expect(actual).toHaveLength(16);
  for (const [n, value] of expected.entries()) expect(actual[n]).toBeCloseTo(value, digits);
}

describe("headers of files that nibabel wrote", () => {
  test.each(all.map((facts) => [facts.file, facts] as const))("%s", async (file, facts) => {
    const info = await loadNiftiHeader(fixturePath(file));
    expect(info.header.version).toBe(facts.version);
    expect(info.header.littleEndian).toBe(facts.littleEndian);
    expect(info.header.dim).toEqual(facts.dim);
    expect(info.header.metadata.description).toBe("made by make_nifti.py");
    expect(info.extensions.map(({ code, data }) => [code, data.length])).toEqual(facts.extensions);
    if (facts.dataType !== undefined) expect(info.header.dataType).toBe(facts.dataType);
    if (!OTHER_PIXDIM.includes(file)) expect(info.header.pixdim).toEqual(facts.pixdim);
    // The sform is copied. A qform is composed in float64 in another order than nibabel's.
    if (!OTHER_AFFINE.includes(file)) expectAffine(info.affine, facts.affine, info.affineSource === "sform" ? 12 : 6);
  });
});

describe("voxels of files that nibabel wrote", () => {
  test.each(all.filter(({ values }) => values !== undefined).map((facts) => [facts.file, facts] as const))(
    "%s",
    async (file, facts) => {
      const path = fixturePath(file);
      const { volumes } = await loadNiftiHeader(path);
      const values: number[] = [];
      for (let volumeIndex = 0; volumeIndex < volumes; volumeIndex++) {
        values.push(...(await loadNifti(path, { volumeIndex })).volume.data);
      }
      expect(values).toEqual(valuesOf(facts));
    },
  );

  test("an int64 that float64 cannot hold is refused, not rounded", async () => {
    expect(await codeOf(() => loadNifti(fixturePath("int64-inexact.nii")))).toBe("NOT_REPRESENTABLE");
  });

  test.each(["complex64.nii", "complex128.nii", "rgb24.nii"])("%s is refused by name", async (file) => {
    expect(await codeOf(() => loadNifti(fixturePath(file)))).toBe("UNSUPPORTED_FORMAT");
  });
});

describe("where the affine comes from", () => {
  test.each([
    ["float32-n1-le.nii", "sform", []],
    ["sform-only.nii", "sform", []],
    ["sheared.nii", "sform", []],
    ["qform-only.nii", "qform", []],
    ["qfac-zero.nii", "qform", []],
    ["no-form.nii", "pixdim", ["AFFINE_FROM_PIXDIM"]],
    ["sform-zero.nii", "qform", ["SFORM_UNUSABLE"]],
    ["forms-disagree.nii", "sform", ["SFORM_QFORM_DISAGREE"]],
    ["pixdim-zero.nii", "sform", ["PIXDIM_INVALID", "PIXDIM_INVALID", "PIXDIM_INVALID"]],
    ["unit-meter.nii", "sform", ["UNITS_CONVERTED"]],
    ["nan.nii", "sform", ["NON_FINITE_VOXELS"]],
  ] as const)("%s: %s, with warnings %j", async (file, source, warnings) => {
    const image = await loadNifti(fixturePath(file));
    expect(image.affineSource).toBe(source);
    expect(image.warnings.map(({ code }) => code)).toEqual(warnings);
  });

  test("an unusable sform gives way to nibabel's qform", async () => {
    const { affine } = await loadNiftiHeader(fixturePath("sform-zero.nii"));
    expectAffine(affine, nibabelFacts("sform-zero.nii").qform ?? [], 6);
  });

  test.each([
    ["unit-meter.nii", 1000],
    ["unit-micron.nii", 0.001],
  ])("%s is converted to millimetres", async (file, factor) => {
    const { affine } = await loadNiftiHeader(fixturePath(file));
    const expected = nibabelFacts(file).affine.map((value, n) => (n < 12 ? value * factor : value));
    expectAffine(affine, expected, 9);
  });

  test("voxels that are not finite are counted and left", async () => {
    const image = await loadNifti(fixturePath("nan.nii"));
    expect(image.nonFiniteVoxels).toBe(2);
    expect(image.volume.data[0]).toBeNaN();
  });
});
