import { describe, expect, it } from "vitest";
import { type Counter, type Key, philox4x32Into } from "./philox.js";

const ones = 0xffffffff;

describe("philox4x32Into", () => {
  // Random123 1.14, tests/kat_vectors, "philox4x32 10".
  it.each<[string, Counter, Key, Counter]>([
    ["zeros", [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    ["ones", [ones, ones, ones, ones], [ones, ones], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    [
      "the digits of pi",
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])("gives the known answer for %s", (_, counter, key, expected) => {
    const out = new Uint32Array(4);
    philox4x32Into(counter, key, out);
    expect([...out]).toEqual(expected);
  });

  it("counts up through the first two words of the counter, with a carry", () => {
    const blocks = new Uint32Array(12);
    philox4x32Into([ones - 1, 5, 2, 3], [1, 2], blocks);
    const counters: readonly Counter[] = [
      [ones - 1, 5, 2, 3],
      [ones, 5, 2, 3],
      [0, 6, 2, 3],
    ];
    counters.forEach((counter, n) => {
      const block = new Uint32Array(4);
      philox4x32Into(counter, [1, 2], block);
      expect(blocks.slice(4 * n, 4 * n + 4)).toEqual(block);
    });
  });
});
