import { describe, expect, test } from "vitest";
import { codeOf, inPieces } from "../testdata/nifti-bytes.js";
import { type ByteCursor, concatenate, createByteCursor, readUpTo } from "./byte-cursor.js";

const bytes = Uint8Array.from({ length: 100 }, (_, n) => n);
const MIB = 2 ** 20;

function cursorOver(data: Uint8Array, facts = { gzip: false, mostBytes: Number.POSITIVE_INFINITY }): ByteCursor {
  return createByteCursor(inPieces(data, 7), facts);
}

describe("createByteCursor", () => {
  test("fills across pieces, passes over, and says at the end how much there was", async () => {
    const cursor = cursorOver(bytes);
    const target = new Uint8Array(10);
    expect(await cursor.fill(target)).toBe(10);
    expect([...target]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await cursor.skip(80)).toBe(80);
    expect(await cursor.fill(target)).toBe(10);
    expect(target[9]).toBe(99);
    expect(await cursor.fill(target)).toBe(0);
    expect(await cursor.skip(1)).toBe(0);
  });

  test("passes over empty pieces", async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(0);
      yield Uint8Array.of(1);
      yield new Uint8Array(0);
      yield Uint8Array.of(2);
    }
    const cursor = createByteCursor(pieces(), { gzip: false, mostBytes: 2 });
    expect([...(await readUpTo(cursor, 9))]).toEqual([1, 2]);
  });

  test("says what cannot be before anything is read", async () => {
    const cursor = cursorOver(bytes, { gzip: false, mostBytes: 100 });
    expect(await codeOf(() => cursor.checkPossible(100))).toBeUndefined();
    expect(await codeOf(() => cursor.checkPossible(101))).toBe("TRUNCATED_DATA");
  });

  test("knows the rest of a source of known length without reading it", async () => {
    const cursor = cursorOver(bytes, { gzip: false, mostBytes: 100 });
    await cursor.skip(90);
    expect(await cursor.rest()).toBe("10 bytes");
    await cursor.skip(10);
    expect(await cursor.rest()).toBeUndefined();
  });

  test("stops at 1 MiB of rest: a stream with a word about it, gzip with an error", async () => {
    const long = createByteCursor(inPieces(new Uint8Array(3 * MIB), MIB), {
      gzip: false,
      mostBytes: Number.POSITIVE_INFINITY,
    });
    expect(await long.rest()).toBe(`More than ${MIB} bytes`);
    const exact = createByteCursor(inPieces(new Uint8Array(MIB), 999), { gzip: true, mostBytes: 9 * MIB });
    expect(await exact.rest()).toBe(`${MIB} bytes`);
    const bomb = createByteCursor(inPieces(new Uint8Array(MIB + 1), 999), { gzip: true, mostBytes: 9 * MIB });
    expect(await codeOf(() => bomb.rest())).toBe("TOO_LARGE");
  });

  test("stops the source when it is closed", async () => {
    let stopped = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield bytes;
      } finally {
        stopped = true;
      }
    }
    const cursor = createByteCursor(endless(), { gzip: false, mostBytes: Number.POSITIVE_INFINITY });
    await cursor.skip(5);
    cursor.close();
    await Promise.resolve();
    expect(stopped).toBe(true);
  });
});

test("readUpTo gives what there is", async () => {
  expect(await readUpTo(cursorOver(bytes), 40)).toEqual(bytes.slice(0, 40));
  expect(await readUpTo(cursorOver(bytes), 1e9)).toEqual(bytes);
  expect(await readUpTo(cursorOver(new Uint8Array(200_000).fill(3)), 150_000)).toEqual(new Uint8Array(150_000).fill(3));
});

test("concatenate joins in order", () => {
  expect(concatenate([Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3)])).toEqual(Uint8Array.of(1, 2, 3));
});
