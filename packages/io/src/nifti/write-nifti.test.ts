import { affineFromSpacing, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SCALAR_TYPES } from "./data-types.js";
import { readNifti } from "./read-nifti.js";
import { writeNifti } from "./write-nifti.js";

const affine = affineFromSpacing([0.5, 0.75, 2], [10, -20, 30]);
const ramp = (kind: { from: (values: number[]) => VoxelArray }): Volume<VoxelArray> => ({
  data: kind.from(Array.from({ length: 24 }, (_, n) => n)),
  shape: [2, 3, 4],
  affine,
});

describe("writeNifti", () => {
  test("gives a file that reads as the volume", () => {
    const { volume, warnings, header } = readNifti(writeNifti(ramp(Int16Array)));
    expect(volume).toEqual(ramp(Int16Array));
    expect(warnings).toEqual([]);
    expect(header).toMatchObject({ version: 1, dataType: "int16", sformCode: 2, qformCode: 2 });
  });

  test.each([Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array])(
    "keeps the type of a %o",
    (kind) => {
      for (const version of [1, 2] as const) {
        expect(readNifti(writeNifti(ramp(kind), { version })).volume).toEqual(ramp(kind));
      }
    },
  );

  test.each(SCALAR_TYPES)("writes whole numbers as %s", (dataType) => {
    const { volume, header } = readNifti(writeNifti(ramp(Float32Array), { dataType }));
    expect(header.dataType).toBe(dataType);
    expect(Array.from(volume.data)).toEqual(Array.from({ length: 24 }, (_, n) => n));
  });

  test("keeps what a file says beside its voxels", () => {
    const metadata = {
      description: "é, to its 80th byte ".padEnd(80, "."),
      auxiliaryFile: "labels.txt",
      intentName: "Labels",
      intentCode: 1002,
      intentParameters: [1, 2, 3] as const,
      displayRange: [-1, 7] as const,
      dimInfo: 57,
      sliceCode: 1,
      sliceStart: 0,
      sliceEnd: 3,
      sliceDuration: 0.5,
      timeOffset: 2,
    };
    const extensions = [{ code: 6, data: new Uint8Array(24).fill(65) }];
    for (const version of [1, 2] as const) {
      const image = readNifti(writeNifti(ramp(Uint8Array), { version, metadata, extensions, spaceCode: 4 }));
      expect(image.header.metadata).toEqual(metadata);
      expect(image.extensions).toEqual(extensions);
      expect(image.header).toMatchObject({ sformCode: 4, qformCode: 4 });
    }
  });

  test("keeps values to half a step when they are scaled", () => {
    const volume: Volume = { data: Float32Array.of(-1, 0.25, 3), shape: [3, 1, 1], affine };
    const { header, volume: read } = readNifti(writeNifti(volume, { dataType: "uint8", scaling: "fit" }));
    const step = header.scaling?.slope ?? 0;
    expect(step).toBeCloseTo(4 / 255, 5);
    for (const [v, value] of volume.data.entries())
      expect(Math.abs((read.data[v] ?? 9) - value)).toBeLessThan(0.51 * step);
  });

  test("leaves the volume alone and shares no memory with it", () => {
    const volume = ramp(Float32Array);
    const file = writeNifti(volume);
    file.fill(255);
    expect(volume).toEqual(ramp(Float32Array));
  });
});

describe("properties", () => {
  test("NIfTI-2 gives back every volume, NIfTI-1 every volume whose affine is float32", () => {
    fc.assert(
      fc.property(arbitraryVolume({ maxLength: 4 }), (volume) => {
        expect(readNifti(writeNifti(volume, { version: 2 })).volume).toEqual(volume);
        const rounded = { ...volume, affine: volume.affine.map(Math.fround) };
        expect(readNifti(writeNifti(volume)).volume).toEqual(rounded);
      }),
    );
  });

  test("the qform, where one is written, is the sform to float32", () => {
    fc.assert(
      fc.property(arbitraryVolume({ maxLength: 2 }), (volume) => {
        const { header, warnings } = readNifti(writeNifti(volume));
        expect(warnings).toEqual([]);
        for (let n = 0; n < 12; n++) {
          // float32 keeps a rotation near a half turn to 2 * sqrt(2^-24) radians, times the spacing.
          const error = Math.abs((header.qform?.[n] ?? Number.NaN) - (volume.affine[n] ?? 0));
          expect(error).toBeLessThan(5e-4 * (n % 4 === 3 ? 1 : (spacing(volume.affine)[n % 4] ?? 0)));
        }
      }),
    );
  });

  test("the same volume gives the same bytes", () => {
    fc.assert(
      fc.property(arbitraryVolume({ maxLength: 3 }), (volume) => {
        expect(writeNifti(volume)).toEqual(writeNifti(structuredClone(volume)));
      }),
    );
  });
});
