import { describe, expect, test } from "vitest";
import { codeOf } from "../testdata/nifti-bytes.js";
import { isArrayBuffer, isGzip, refuseGzip, toBytes } from "./to-bytes.js";

describe("toBytes", () => {
  test("is a view of a buffer, of an array and of a part of it", () => {
    const buffer = Uint8Array.of(1, 2, 3).buffer;
    expect(toBytes(buffer).buffer).toBe(buffer);
    expect([...toBytes(new Uint8Array(buffer, 1))]).toEqual([2, 3]);
  });

  test("is no Buffer, whose slice would share memory", () => {
    const bytes = toBytes(Buffer.from([1, 2, 3]));
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
    expect([...bytes]).toEqual([1, 2, 3]);
  });

  test.each(["text", 7, null, undefined, [1, 2]])("refuses %j", async (value) => {
    expect(await codeOf(() => toBytes(value as unknown as ArrayBuffer))).toBe("INVALID_ARGUMENT");
  });
});

test("isArrayBuffer tells buffers from views", () => {
  expect([new ArrayBuffer(1), new Uint8Array(1), null].map(isArrayBuffer)).toEqual([true, false, false]);
});

test("isGzip asks for both bytes", () => {
  expect(isGzip(Uint8Array.of(0x1f, 0x8b))).toBe(true);
  expect([[0x1f, 0], [0, 0x8b], [0x1f], []].map((bytes) => isGzip(Uint8Array.from(bytes)))).toEqual(
    Array(4).fill(false),
  );
});

test("refuseGzip lets other bytes pass", async () => {
  expect(await codeOf(() => refuseGzip(Uint8Array.of(1, 2)))).toBeUndefined();
  expect(await codeOf(() => refuseGzip(Uint8Array.of(0x1f, 0x8b)))).toBe("INVALID_ARGUMENT");
});
