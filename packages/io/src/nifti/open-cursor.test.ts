import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { codeOf, inPieces } from "../testdata/nifti-bytes.js";
import { readUpTo } from "./byte-cursor.js";
import { inflate } from "./inflate.js";
import { openCursor } from "./open-cursor.js";

const bytes = Uint8Array.from({ length: 5000 }, (_, n) => n % 7);

describe("openCursor", () => {
  test.each([1, 2, 3, 4096])("inflates gzip and nothing else, in pieces of %i bytes", async (size) => {
    const packed = new Uint8Array(gzipSync(bytes));
    const unpacked = await openCursor({ chunks: inPieces(packed, size), size: packed.length }, inflate);
    expect(await readUpTo(unpacked, 9999)).toEqual(bytes);
    const plain = await openCursor({ chunks: inPieces(bytes, size), size: bytes.length }, inflate);
    expect(await readUpTo(plain, 9999)).toEqual(bytes);
  });

  test("takes a file of 0 and of 1 byte", async () => {
    for (const length of [0, 1]) {
      const cursor = await openCursor({ chunks: inPieces(bytes.slice(0, length), 9), size: length }, inflate);
      expect(await readUpTo(cursor, 9)).toHaveLength(length);
    }
  });

  test("knows that gzip cannot hold more than 1032 times its length", async () => {
    const packed = new Uint8Array(gzipSync(bytes));
    const cursor = await openCursor({ chunks: inPieces(packed, 999), size: packed.length }, inflate);
    expect(await codeOf(() => cursor.checkPossible(packed.length * 1032))).toBeUndefined();
    expect(await codeOf(() => cursor.checkPossible(packed.length * 1032 + 1))).toBe("TRUNCATED_DATA");
  });
});
