import { join } from "node:path";
import type { Affine } from "@cmb/core";
import { readImageNode } from "@itk-wasm/image-io";
import { describe, expect, test } from "vitest";
import { loadNifti } from "../node.js";
import { fixturePath } from "../testdata/nibabel-fixtures.js";
import { hasTestData, TEST_DATA } from "../testdata/test-data.js";

type ItkImage = Awaited<ReturnType<typeof readImageNode>>;

/** ITK keeps origin, direction and spacing in LPS; world x and y change sign. */
function affineOf({ origin, spacing, direction }: ItkImage): Affine {
  const rows = [0, 1, 2].flatMap((row) => {
    const sign = row < 2 ? -1 : 1;
    const columns = [0, 1, 2].map((n) => sign * Number(direction[3 * row + n] ?? 0) * (spacing[n] ?? 0));
    return [...columns, sign * (origin[row] ?? 0)];
  });
  return [...rows, 0, 0, 0, 1] as unknown as Affine;
}

async function expectSame(path: string): Promise<void> {
  const itk = await readImageNode(path);
  const { volume } = await loadNifti(path);
  expect(itk.size.map(Number)).toEqual(volume.shape);
  // ITK takes spacing and direction apart and checks the sform against the qform, both in float32.
  for (const [n, value] of affineOf(itk).entries()) expect(volume.affine[n]).toBeCloseTo(value, 3);
  const values = Array.from(itk.data as unknown as ArrayLike<number | bigint>, Number);
  let different = 0;
  for (let v = 0; v < volume.data.length; v++) {
    const [ours, theirs] = [volume.data[v] ?? 0, values[v] ?? Number.NaN];
    // Scaled voxels are float64 in ITK and float32 here.
    if (Math.abs(ours - theirs) > 1e-6 * Math.abs(theirs) && !Object.is(ours, theirs)) different++;
  }
  expect(values).toHaveLength(volume.data.length);
  expect(different).toBe(0);
}

describe("files that nibabel wrote, as ITK reads them", () => {
  const types = ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"];
  // ITK-Wasm 1.6.1 reads no NIfTI-2.
  const files = types.flatMap((type) => ["n1-le", "n1-be"].map((kind) => `${type}-${kind}.nii`));
  test.each([...files, "scaled-int16.nii", "scaled-uint8.nii", "qform-only.nii", "sform-only.nii", "single-n1.nii.gz"])(
    "%s",
    (file) => expectSame(fixturePath(file)),
  );
});

describe.skipIf(!hasTestData())("files of others, as ITK reads them", () => {
  test.each([
    "Enet4+nifti-rs/resources/zstat1.nii.gz",
    "rii-mango+NIFTI-Reader-JS/data/big.nii.gz",
    "niivue+niivue/packages/niivue/demos/images/low_res.nii.gz",
    "niivue+niivue/packages/niivue/demos/images/hippo.nii.gz",
    "nipy+nibabel/nibabel/tests/data/anatomical.nii",
    "neurolabusc+dcm_qa_me/Ref/me_FieldMap_GRE_2_e1.nii",
  ])("%s", (file) => expectSame(join(TEST_DATA, file)));
});
