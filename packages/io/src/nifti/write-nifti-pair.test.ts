import { affineFromSpacing } from "@cmb/core";
import { expect, test } from "vitest";
import { readNifti } from "./read-nifti.js";
import { writeNifti } from "./write-nifti.js";
import { writeNiftiPair } from "./write-nifti-pair.js";

const volume = { data: Int16Array.of(1, 2, 3, -4), shape: [2, 2, 1], affine: affineFromSpacing([1, 2, 3]) } as const;

test.each([1, 2] as const)("a pair of NIfTI-%i reads as the volume", (version) => {
  const { headerBytes, imageBytes } = writeNiftiPair(volume, { version });
  expect(headerBytes).toHaveLength(version === 1 ? 352 : 544);
  expect(imageBytes).toHaveLength(8);
  const pair = readNifti(headerBytes, { imageBytes });
  expect(pair.volume).toEqual(volume);
  expect(pair.header).toEqual({
    ...readNifti(writeNifti(volume, { version })).header,
    singleFile: false,
    voxelOffset: 0,
  });
});

test("shares no memory with the volume", () => {
  writeNiftiPair(volume).imageBytes.fill(9);
  expect([...volume.data]).toEqual([1, 2, 3, -4]);
});
