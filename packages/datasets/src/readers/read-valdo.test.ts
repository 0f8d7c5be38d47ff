import { type Affine, affineFromSpacing } from "@cmb/core";
import { writeNifti } from "@cmb/io";
import { describe, expect, it } from "vitest";
import { axisAligned } from "../generate/dataset-builder.js";
import { generateDataset } from "../generate/generate-dataset.js";
import { failureOf, readAll, withFiles } from "../testdata/read-all.js";

const generated = generateDataset("valdo", { seed: 4, patients: 1 });
const MASK = "sub-101/sub-101_space-T2S_CMB.nii.gz";
const SHAPE = [56, 56, 20] as const;

const AFFINE = axisAligned("LAS", SHAPE, [1, 1, 3]);

function mask(set: (i: number, j: number, k: number) => number, affine: Affine = AFFINE): Uint8Array {
  const data = new Float32Array(SHAPE[0] * SHAPE[1] * SHAPE[2]);
  for (let k = 0; k < SHAPE[2]; k++)
    for (let j = 0; j < SHAPE[1]; j++) for (let i = 0; i < SHAPE[0]; i++) data[i + 56 * (j + 56 * k)] = set(i, j, k);
  return writeNifti({ data, shape: SHAPE, affine });
}

const cube = (i: number, j: number, k: number): boolean => [i, j, k].every((at) => at >= 4 && at <= 6);

describe("readValdo", () => {
  it("fills holes and takes face-connected parts for lesions", async () => {
    const { files } = await generated;
    // A hollow cube, and a voxel that touches it at a corner.
    const content = mask((i, j, k) => {
      const isMiddle = i === 5 && j === 5 && k === 5;
      return (cube(i, j, k) && !isMiddle) || (i === 7 && j === 7 && k === 7) ? 1 : 0;
    });
    const [subject] = await readAll("valdo", withFiles(files, { [MASK]: content }));
    const annotation = await subject?.loadAnnotation();
    if (annotation?.kind !== "mask") throw new Error("a mask is expected");
    expect(annotation.count).toBe(2);
    expect(annotation.labels.data[5 + 56 * (5 + 56 * 5)]).toBe(1);
    expect(annotation.labels.data[7 + 56 * (7 + 56 * 7)]).toBe(2);
  });

  it("warns of a mask with several values and takes NaN for background", async () => {
    const { files } = await generated;
    const content = mask((i, j, k) => (cube(i, j, k) ? 1 + (i % 2) : i === 0 ? Number.NaN : 0));
    const [subject] = await readAll("valdo", withFiles(files, { [MASK]: content }));
    const annotation = await subject?.loadAnnotation();
    expect(annotation).toMatchObject({ kind: "mask", count: 1, warnings: [{ code: "MASK_NOT_BINARY" }] });
  });

  it("refuses negative values, a mask on another grid, and a missing mask", async () => {
    const { files } = await generated;
    const failure = async (content: Uint8Array | undefined): Promise<string> => {
      const [subject] = await readAll("valdo", withFiles(files, { [MASK]: content }));
      return failureOf(() => subject?.loadAnnotation());
    };
    expect(await failure(mask((i) => -i))).toMatch(/^INVALID_DATASET: .*value -/);
    const small = { data: new Uint8Array(8), shape: [2, 2, 2], affine: affineFromSpacing([1, 1, 3]) } as const;
    expect(await failure(writeNifti(small))).toMatch(/^SHAPE_MISMATCH: .*sub-101/);
    expect(await failure(undefined)).toMatch(/^INVALID_DATASET: .*mask of sub-101, and there is none/);
  });

  const movedBy = async (mm: number) => {
    const moved = AFFINE.map((value, at) => (at === 3 ? value + mm : value)) as unknown as Affine;
    const content = mask((i, j, k) => (cube(i, j, k) ? 1 : 0), moved);
    const [subject] = await readAll("valdo", withFiles((await generated).files, { [MASK]: content }));
    return subject;
  };

  it("refuses a mask that lies elsewhere than its image, and says how far", async () => {
    const subject = await movedBy(20);
    expect(await failureOf(() => subject?.loadAnnotation())).toMatch(
      /^SHAPE_MISMATCH: .*sub-101_space-T2S_CMB.* 20 mm/,
    );
  });

  it("takes a mask that lies less than half a voxel off, where the image lies, with a warning", async () => {
    const annotation = await (await movedBy(0.4))?.loadAnnotation();
    if (annotation?.kind !== "mask") throw new Error("a mask is expected");
    expect(annotation.warnings).toEqual([{ code: "AFFINE_DIFFERS", message: expect.stringContaining("0.4 mm") }]);
    expect(annotation.labels.affine).toEqual(AFFINE);
    expect((await (await movedBy(0.0001))?.loadAnnotation())?.warnings).toEqual([]);
  });

  it.each([
    [[0.45, 0.45, 4], "London", 3, 21],
    [[0.488, 0.488, 0.8], "Rotterdam", 1.5, 31],
    [[1, 1, 3], undefined, 3, undefined],
  ] as const)("takes voxels of %j mm for %s, %s T", async (mm, site, fieldStrengthT, echoTimeMs) => {
    const image = writeNifti({ data: new Uint8Array(8), shape: [2, 2, 2], affine: affineFromSpacing(mm) });
    const [subject] = await readAll("valdo", new Map([["sub-1/sub-1_space-T2S_desc-masked_T2S.nii", image]]));
    expect(subject?.covariates).toMatchObject({ site, fieldStrengthT, echoTimeMs });
  });

  it("does not take the mask of another subject whose name begins alike", async () => {
    const { files } = await generated;
    const other = withFiles(files, { [MASK]: undefined, [`old-${MASK}`]: files.get(MASK) });
    const [subject] = await readAll("valdo", other);
    expect(await failureOf(() => subject?.loadAnnotation())).toMatch(/there is none/);
  });
});
