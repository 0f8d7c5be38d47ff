import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { gzipBytes, withoutOrigin } from "./gzip-bytes.js";

const bytes = Uint8Array.from({ length: 70_000 }, (_, n) => n % 200);

describe("gzipBytes", () => {
  test("gives gzip of the bytes, of an array, a part of one and a buffer", async () => {
    expect(new Uint8Array(gunzipSync(await gzipBytes(bytes)))).toEqual(bytes);
    expect(new Uint8Array(gunzipSync(await gzipBytes(bytes.subarray(9))))).toEqual(bytes.subarray(9));
    expect(new Uint8Array(gunzipSync(await gzipBytes(bytes.buffer)))).toEqual(bytes);
  });

  test("names no time and no system in its header", async () => {
    const packed = await gzipBytes(bytes);
    expect([...packed.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, packed[8], 255]);
    expect(await gzipBytes(bytes)).toEqual(packed);
  });

  test("stops with the signal's reason", async () => {
    await expect(gzipBytes(bytes, { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
    const stop = new AbortController();
    const packing = gzipBytes(new Uint8Array(2 ** 25), { signal: stop.signal });
    stop.abort("enough");
    await expect(packing).rejects.toBe("enough");
  });
});

test("withoutOrigin clears time and system alone", () => {
  expect([...withoutOrigin(new Uint8Array(12).fill(1))]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 1, 255, 1, 1]);
});
