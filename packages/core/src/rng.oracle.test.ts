import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createRng } from "./rng.js";

interface Case {
  readonly seed: number;
  readonly path: readonly (string | number)[];
  readonly words: readonly number[];
  readonly uniforms: readonly number[];
}
const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL("../../../fixtures/core/streams.json", import.meta.url), "utf8"),
);

describe("createRng beside the same construction in Python", () => {
  it.each(cases)("gives the same numbers for seed $seed and path $path", ({ seed, path, words, uniforms }) => {
    const bits = createRng(seed, ...path);
    expect(words.map(() => bits.uint32())).toEqual(words);
    const numbers = createRng(seed, ...path);
    expect(uniforms.map(() => numbers.uniform())).toEqual(uniforms);
  });
});
