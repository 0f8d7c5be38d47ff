import { describe, expect, it } from "vitest";
import { byCodePoint } from "./by-code-point.js";

describe("byCodePoint", () => {
  it("orders as Python does, also beyond U+FFFF, where JavaScript's own order differs", () => {
    const texts = ["\u{1F9E0}", "\uFFFD", "b", "ab", "a", ""];
    expect([...texts].sort(byCodePoint)).toEqual(["", "a", "ab", "b", "\uFFFD", "\u{1F9E0}"]);
    expect([...texts].sort()).not.toEqual([...texts].sort(byCodePoint));
  });
});
