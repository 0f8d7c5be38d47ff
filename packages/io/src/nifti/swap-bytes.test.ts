import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostIsLittleEndian, swapBytesInto } from "./swap-bytes.js";

const swapped = (bytes: readonly number[], itemBytes: number): number[] => {
  const buffer = Uint8Array.from(bytes).buffer;
  swapBytesInto(buffer, itemBytes);
  return [...new Uint8Array(buffer)];
};

describe("swapBytesInto", () => {
  test("leaves single bytes", () => expect(swapped([1, 2, 3], 1)).toEqual([1, 2, 3]));
  test("reverses 2 bytes", () => expect(swapped([1, 254, 255, 4], 2)).toEqual([254, 1, 4, 255]));
  test("reverses 4 bytes", () =>
    expect(swapped([255, 2, 3, 128, 5, 6, 7, 8], 4)).toEqual([128, 3, 2, 255, 8, 7, 6, 5]));
  test("reverses 8 bytes", () => expect(swapped([1, 2, 3, 4, 5, 6, 7, 8], 8)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]));
});

describe("properties", () => {
  test("every item is reversed, and nothing else is", () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 4, 8), fc.array(fc.integer({ min: 0, max: 255 })), (itemBytes, all) => {
        const bytes = all.slice(0, all.length - (all.length % itemBytes));
        const expected = bytes.map((_, at) => bytes[at - (at % itemBytes) + itemBytes - 1 - (at % itemBytes)]);
        expect(swapped(bytes, itemBytes)).toEqual(expected);
      }),
    );
  });
});

test("hostIsLittleEndian tells how typed arrays lie in memory", () => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, 7, hostIsLittleEndian());
  expect(new Uint32Array(bytes.buffer)[0]).toBe(7);
});
