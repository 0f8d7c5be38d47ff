import { createRng } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawNumber, drawTriple, randomNumberOption, randomTripleOption } from "./random-number.js";

const rng = createRng(1, "numbers");
const draws = (from: Parameters<typeof drawNumber>[1], count = 2000): number[] =>
  Array.from({ length: count }, (_, n) => drawNumber(rng.at(n), from));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("drawNumber", () => {
  it("takes a number as it is, and a range evenly", () => {
    expect(drawNumber(rng, 0.25)).toBe(0.25);
    const drawn = draws([2, 4]);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(4);
    expect(Math.abs(mean(drawn) - 3)).toBeLessThan(0.06);
  });

  it("knows each distribution by its name", () => {
    expect(new Set(draws({ distribution: "integer", minimum: -1, maximum: 1 }))).toStrictEqual(new Set([-1, 0, 1]));
    const logarithms = draws({ distribution: "logUniform", minimum: 0.5, maximum: 2 }).map(Math.log);
    expect(Math.abs(mean(logarithms))).toBeLessThan(0.05);
    const normal = draws({ distribution: "normal", mean: 5, standardDeviation: 2 });
    expect(Math.abs(mean(normal) - 5)).toBeLessThan(0.2);
    expect(Math.abs(mean(normal.map((value) => (value - 5) ** 2)) - 4)).toBeLessThan(0.6);
    const cut = draws({ distribution: "normal", mean: 0, standardDeviation: 1, minimum: -0.5, maximum: 0.5 });
    expect([Math.min(...cut), Math.max(...cut)]).toStrictEqual([-0.5, 0.5]);
    const chosen = draws({ distribution: "choice", values: [1, 2, 3], weights: [1, 0, 3] });
    expect(Math.abs(mean(chosen) - 2.5)).toBeLessThan(0.1);
    expect(chosen).not.toContain(2);
  });

  it("draws axes independently, or takes one description for each", () => {
    const [x, y, z] = drawTriple(rng, [0, 1]);
    expect(new Set([x, y, z]).size).toBe(3);
    expect(drawTriple(rng, [1, [2, 2], { distribution: "choice", values: [3] }])).toStrictEqual([1, 2, 3]);
  });
});

describe("randomNumberOption", () => {
  const { accepts, wants } = randomNumberOption(1, { above: 0, maximum: 10 });

  it("says what it wants", () => {
    expect(wants).toBe("a number above 0 up to 10, a range [minimum, maximum] of such, or a distribution of such");
  });

  it.each([
    1,
    [1, 1],
    { distribution: "uniform", minimum: 1, maximum: 2 },
    { distribution: "logUniform", minimum: 0.1, maximum: 2 },
    { distribution: "normal", mean: 0, standardDeviation: 1, minimum: 0.1, maximum: 10 },
    { distribution: "choice", values: [1, 2], weights: [0, 1] },
  ])("takes %j", (value) => {
    expect(accepts(value)).toBe(true);
  });

  it.each([
    0,
    11,
    Number.NaN,
    "1",
    null,
    [1],
    [2, 1],
    [0, 1],
    [1, 2, 3],
    { distribution: "gaussian", mean: 0 },
    { distribution: "uniform", minimum: 2, maximum: 1 },
    { distribution: "uniform", minimum: 1 },
    { distribution: "uniform", minimum: 1, maximum: 2, mean: 1 },
    { distribution: "integer", minimum: 1, maximum: 2.5 },
    { distribution: "normal", mean: 1, standardDeviation: 1 },
    { distribution: "normal", mean: 1, standardDeviation: -1, minimum: 1, maximum: 2 },
    { distribution: "choice", values: [] },
    { distribution: "choice", values: [1], weights: [0] },
    { distribution: "choice", values: [1, 2], weights: [1] },
  ])("refuses %j", (value) => {
    expect(accepts(value)).toBe(false);
  });

  it("takes three of such where axes may differ", () => {
    const triple = randomTripleOption(1, { above: 0 });
    expect(triple.accepts([1, [1, 2], 3])).toBe(true);
    expect(triple.accepts([1, [1, 2], 0])).toBe(false);
  });
});

describe("properties", () => {
  it("never draws what the option would refuse", () => {
    const option = randomNumberOption(1, { minimum: -2, maximum: 3 });
    const value = fc.integer({ min: -4, max: 5 });
    const candidate = fc.oneof(
      fc.tuple(value, value),
      fc.record({
        distribution: fc.constantFrom("uniform", "integer", "logUniform", "normal"),
        minimum: value,
        maximum: value,
      }),
      fc.record({
        distribution: fc.constant("normal"),
        mean: value,
        standardDeviation: fc.nat(3),
        minimum: value,
        maximum: value,
      }),
    );
    fc.assert(
      fc.property(candidate, fc.nat(), (from, seed) => {
        fc.pre(option.accepts(from));
        expect(option.accepts(drawNumber(createRng(seed), from as never))).toBe(true);
      }),
    );
  });
});
