import { describe, expect, it } from "vitest";
import { cohenKappa } from "./cohen-kappa.js";
import { fleissKappa } from "./fleiss-kappa.js";

describe("fleissKappa", () => {
  it("is 1 for full agreement on two classes and NaN on one", () => {
    expect(
      fleissKappa([
        [0, 0, 0],
        [1, 1, 1],
      ]),
    ).toBe(1);
    expect(
      fleissKappa([
        [1, 1],
        [1, 1],
      ]),
    ).toBeNaN();
  });

  it("is −1/3 when two of three raters always agree on balanced classes", () => {
    // Pair agreement 1/3; class shares 1/2 each, so chance is 1/2.
    expect(
      fleissKappa([
        [0, 0, 1],
        [1, 1, 0],
      ]),
    ).toBeCloseTo(-1 / 3, 12);
  });

  it("differs from Cohen's κ where the raters' margins differ: it pools them", () => {
    const ratings = [
      [0, 0],
      [0, 1],
      [0, 1],
      [1, 1],
    ];
    const cohen = cohenKappa(
      ratings.map(([a]) => a as number),
      ratings.map(([, b]) => b as number),
      { weights: "none", classes: [0, 1] },
    );
    expect(cohen).toBeCloseTo(0.2, 12);
    expect(fleissKappa(ratings)).toBeCloseTo(0, 12);
  });
});
