import { describe, expect, it } from "vitest";
import { countAgreement } from "./count-agreement.js";

const READERS = ["ann", "bob"];
const COUNTS = [
  [0, 0],
  [1, 2],
  [5, 4],
  [12, 11],
];

describe("countAgreement", () => {
  it("gives bias, limits and concordance of a pair, the second minus the first", () => {
    const { pairs, meanCounts, scanCount } = countAgreement(READERS, COUNTS);
    expect({ scanCount, meanCounts }).toEqual({ scanCount: 4, meanCounts: [4.5, 4.25] });
    expect(pairs).toHaveLength(1);
    expect(pairs[0]?.blandAltman.bias).toBe(-0.25);
    expect(pairs[0]?.concordance.value).toBeGreaterThan(0.97);
  });
  it("is perfect for readers who agree, where ICC and every kappa are 1", () => {
    const same = COUNTS.map(([count = 0]) => [count, count]);
    const { icc21, icc31, classes } = countAgreement(READERS, same);
    expect([icc21.value, icc31.value]).toEqual([1, 1]);
    expect(classes.map(({ kappa, gwetAc1, observed }) => [kappa, gwetAc1, observed])).toEqual(
      classes.map(() => [1, 1, 1]),
    );
  });
  it("puts 4 and 5 into other classes and knows what a difference of one reader does to ICC(2,1) alone", () => {
    const { classes } = countAgreement(READERS, COUNTS);
    // 5 and 4 lie on either side of the bound of CROMIS-2, 0/1-4/>=5.
    expect(classes.find(({ scheme }) => scheme === "cromis2")?.observed).toBe(0.75);
    expect(classes.find(({ scheme }) => scheme === "presence")?.observed).toBe(1);
    const shifted = countAgreement(
      READERS,
      COUNTS.map(([a = 0]) => [a, a + 3]),
    );
    expect(shifted.icc31.value).toBe(1);
    expect(shifted.icc21.value).toBeLessThan(0.95);
  });
  it("takes Fleiss' kappa and every pair of three readers", () => {
    const { pairs, classes } = countAgreement(
      ["a", "b", "c"],
      COUNTS.map(([x = 0, y = 0]) => [x, y, x]),
    );
    expect(pairs.map(({ readers }) => readers.join())).toEqual(["a,b", "a,c", "b,c"]);
    expect(classes[0]).toMatchObject({ quadraticKappa: null, kappa: 1 });
    expect(classes.find(({ scheme }) => scheme === "cromis2")?.observed).toBeCloseTo(10 / 12, 12);
  });
});
