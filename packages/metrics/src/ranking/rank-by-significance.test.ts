import { describe, expect, it } from "vitest";
import { pairedRanksTest } from "./paired-ranks-test.js";
import { rankBySignificance } from "./rank-by-significance.js";

describe("rankBySignificance", () => {
  const options = { better: "greater", design: "paired", significance: 0.05 } as const;
  it("uses the paired-ranks test below 20 cases", () => {
    const [low, high] = [
      Array.from({ length: 12 }, (_, n) => n % 5),
      Array.from({ length: 12 }, (_, n) => (n % 5) + 2.5),
    ];
    const { ranks, pValues } = rankBySignificance([low, high], options);
    expect(ranks).toEqual([2, 1]);
    expect(pValues[1]?.[0]).toBe(pairedRanksTest(high, low, "greater"));
  });
  it("refuses paired teams with different numbers of cases", () => {
    expect(() => rankBySignificance([[1, 2], [1]], options)).toThrow("complete the missing ones");
  });
});
