import { describe, expect, it } from "vitest";
import { fleissKappa } from "./fleiss-kappa.js";
import { gwetAc1 } from "./gwet-ac1.js";

describe("gwetAc1", () => {
  it("stays high where nearly all subjects are in one class and κ collapses", () => {
    const ratings = [...Array(18).fill([0, 0]), [0, 1], [1, 0]];
    // Observed 0.9; shares 0.95 and 0.05, so chance is 2·0.95·0.05 = 0.095.
    expect(gwetAc1(ratings, { classes: 2 })).toBeCloseTo((0.9 - 0.095) / (1 - 0.095), 12);
    expect(fleissKappa(ratings)).toBeLessThan(0);
  });

  it("counts classes of the scale that nobody used", () => {
    const ratings = [
      [0, 0],
      [1, 1],
      [0, 1],
    ];
    expect(gwetAc1(ratings, { classes: 5 })).toBeGreaterThan(gwetAc1(ratings, { classes: 2 }));
  });

  it("refuses a scale with fewer classes than occur", () => {
    expect(() =>
      gwetAc1(
        [
          [0, 1],
          [2, 2],
        ],
        { classes: 2 },
      ),
    ).toThrow("3 occur");
    expect(() =>
      gwetAc1(
        [
          [0, 0],
          [0, 0],
        ],
        { classes: 1 },
      ),
    ).toThrow("at least 2");
  });
});
