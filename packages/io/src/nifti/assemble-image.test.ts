import { expect, test } from "vitest";
import { niftiBytes } from "../testdata/nifti-bytes.js";
import { assembleImage, trailingData } from "./assemble-image.js";
import { readNiftiHeader } from "./read-nifti-header.js";
import { layOutVoxels } from "./voxel-layout.js";

const info = readNiftiHeader(niftiBytes({ dim: [3, 1, 1], dataType: "float32" }));
const layout = layOutVoxels(info, {});

test("joins header and voxels", () => {
  const image = assembleImage(info, layout, Float32Array.of(1, 2, 3).buffer);
  expect(image.volume).toEqual({ data: Float32Array.of(1, 2, 3), shape: [3, 1, 1], affine: info.affine });
  expect(image).toMatchObject({ volumeIndex: 0, nonFiniteVoxels: 0, warnings: [] });
});

test("counts voxels that are not finite and says so", () => {
  const image = assembleImage(info, layout, Float32Array.of(1, Number.NaN, Number.NEGATIVE_INFINITY).buffer);
  expect(image.nonFiniteVoxels).toBe(2);
  expect(image.warnings).toEqual([
    { code: "NON_FINITE_VOXELS", message: "2 of 3 voxels are NaN or infinite; they were left as they are" },
  ]);
});

test("trailingData says how much", () => {
  expect(trailingData("3 bytes").message).toBe("3 bytes follow the last voxel; they were not read");
});
