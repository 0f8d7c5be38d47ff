import { describe, expect, test } from "vitest";
import { codeOf } from "../testdata/nifti-bytes.js";
import { encodeHeader, type HeaderContent } from "./encode-header.js";
import { readNiftiHeader } from "./read-nifti-header.js";

const content: HeaderContent = {
  version: 1,
  singleFile: true,
  shape: [4, 5, 6],
  affine: [-2, 0, 0, 90, 0, 2, 0, -126, 0, 0, 3, -72, 0, 0, 0, 1],
  dataType: "int16",
  scaling: null,
  spaceCode: 2,
  metadata: {},
  extensions: [],
};

describe("encodeHeader", () => {
  test.each([
    [1, 352],
    [2, 544],
  ] as const)("of NIfTI-%i ends at byte %i, where the voxels start", (version, length) => {
    const bytes = encodeHeader({ ...content, version });
    expect(bytes).toHaveLength(length);
    expect(readNiftiHeader(bytes).header).toMatchObject({ version, voxelOffset: length, littleEndian: true });
  });

  test("keeps voxels at a multiple of 16 behind extensions", () => {
    for (const [size, offset] of [
      [0, 368],
      [8, 368],
      [9, 384],
      [24, 384],
    ] as const) {
      const extensions = [{ code: 6, data: new Uint8Array(size).fill(7) }];
      const info = readNiftiHeader(encodeHeader({ ...content, extensions }));
      expect(info.header.voxelOffset).toBe(offset);
      expect(info.warnings).toEqual([]);
      expect(info.extensions[0]?.data.subarray(0, size)).toEqual(new Uint8Array(size).fill(7));
    }
  });

  test("of a pair starts its voxels at 0", () => {
    expect(readNiftiHeader(encodeHeader({ ...content, singleFile: false })).header).toMatchObject({
      singleFile: false,
      voxelOffset: 0,
    });
  });

  test("writes both forms for a rotation with spacing", () => {
    const { header } = readNiftiHeader(encodeHeader(content));
    expect(header).toMatchObject({ sformCode: 2, qformCode: 2, spatialUnit: "mm", sform: content.affine });
    expect(header.qform).toEqual(content.affine);
    expect(header.pixdim).toEqual([-1, 2, 2, 3, 1, 1, 1, 1]);
  });

  test("writes no qform for a sheared affine", () => {
    const affine = [2, 0.1, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1] as const;
    const info = readNiftiHeader(encodeHeader({ ...content, affine }));
    expect(info.header).toMatchObject({ sformCode: 2, qformCode: 0, qform: null });
    expect(info.affineSource).toBe("sform");
    expect(info.warnings).toEqual([]);
  });

  test("writes no qform of a half turn that float32 would put beside the sform", () => {
    // 0.00045 radians short of a half turn about y, which float32 keeps as a half turn; over 750 mm with pixels of 0.2 mm.
    const [cos, sin] = [-Math.cos(4.5e-4), Math.sin(4.5e-4)];
    const affine = [0.2 * cos, 0, 5 * sin, 0, 0, 0.2, 0, 0, -0.2 * sin, 0, 5 * cos, 0, 0, 0, 0, 1] as const;
    const shape = [512, 512, 150] as const;
    expect(readNiftiHeader(encodeHeader({ ...content, affine, shape })).header.qformCode).toBe(0);
    expect(readNiftiHeader(encodeHeader({ ...content, affine, shape, version: 2 })).header.qformCode).toBe(2);
  });

  test.each<[string, Partial<HeaderContent>]>([
    ["an axis of NIfTI-1 beyond 32767", { shape: [32768, 1, 1] }],
    ["an affine beyond float32", { affine: [1e39, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] }],
    ["a slice code beyond a byte", { metadata: { sliceCode: 256 } }],
    ["an intent code that is not whole", { metadata: { intentCode: 0.5 } }],
    ["a display range beyond float32", { metadata: { displayRange: [0, 1e39] } }],
  ])("refuses %s", async (_, changes) => {
    expect(await codeOf(() => encodeHeader({ ...content, ...changes }))).toBe("OUT_OF_RANGE");
  });

  test("takes in NIfTI-2 what NIfTI-1 cannot hold", () => {
    const wide = encodeHeader({ ...content, version: 2, shape: [40000, 1, 1], metadata: { sliceCode: 256 } });
    expect(readNiftiHeader(wide).header.dim).toEqual([40000, 1, 1]);
  });

  test.each([
    ["descrip", { description: "d".repeat(81) }],
    ["aux_file", { auxiliaryFile: "a".repeat(25) }],
    ["intent_name", { intentName: "i".repeat(17) }],
    ["descrip", { description: "日本" }],
    ["descrip", { description: "a\0b" }],
  ])("refuses a text that %s cannot hold", async (_, metadata) => {
    expect(await codeOf(() => encodeHeader({ ...content, metadata }))).toBe("INVALID_ARGUMENT");
  });

  test("keeps numbers that are not finite where nothing depends on them", () => {
    const metadata = { displayRange: [Number.NaN, Number.POSITIVE_INFINITY] as const };
    expect(readNiftiHeader(encodeHeader({ ...content, metadata })).header.metadata.displayRange).toEqual([
      NaN,
      Infinity,
    ]);
  });
});
