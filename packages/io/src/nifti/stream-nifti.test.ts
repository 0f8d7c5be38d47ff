import { describe, expect, test } from "vitest";
import { codeOf, inPieces, type NiftiSpec, niftiBytes } from "../testdata/nifti-bytes.js";
import { type ByteCursor, createByteCursor } from "./byte-cursor.js";
import { streamHeader, streamNifti } from "./stream-nifti.js";

/** A cursor that knows whether it was closed. */
function watched(bytes: Uint8Array): { cursor: ByteCursor; closed: () => boolean } {
  let closed = false;
  const cursor = createByteCursor(inPieces(bytes, 61), { gzip: false, mostBytes: Number.POSITIVE_INFINITY });
  return {
    cursor: {
      ...cursor,
      close: () => {
        closed = true;
        cursor.close();
      },
    },
    closed: () => closed,
  };
}

describe("streamHeader", () => {
  test.each<[string, NiftiSpec]>([
    ["NIfTI-1", {}],
    ["NIfTI-2", { version: 2 }],
    ["NIfTI-2, big-endian", { version: 2, littleEndian: false }],
  ])("of %s leaves the stream at the first voxel", async (_, spec) => {
    const file = niftiBytes(spec);
    file.set([7, 8, 9], file.length - 24);
    const { cursor } = watched(file);
    await streamHeader(cursor, {});
    const voxels = new Uint8Array(3);
    await cursor.fill(voxels);
    expect([...voxels]).toEqual([7, 8, 9]);
  });
});

describe("streamNifti", () => {
  test("closes both streams, whatever happens", async () => {
    const header = watched(niftiBytes({ singleFile: false }));
    const image = watched(new Uint8Array(24));
    await streamNifti({ cursor: header.cursor, openImage: async () => image.cursor }, {});
    expect([header.closed(), image.closed()]).toEqual([true, true]);
    const short = watched(new Uint8Array(23));
    const again = watched(niftiBytes({ singleFile: false }));
    const code = await codeOf(() => streamNifti({ cursor: again.cursor, openImage: async () => short.cursor }, {}));
    expect([code, again.closed(), short.closed()]).toEqual(["TRUNCATED_DATA", true, true]);
  });

  test("says how many bytes there were when a stream ends early", async () => {
    const { cursor } = watched(niftiBytes().slice(0, 370));
    await expect(streamNifti({ cursor }, {})).rejects.toThrow("announces 376 bytes and the file has 370");
  });
});
