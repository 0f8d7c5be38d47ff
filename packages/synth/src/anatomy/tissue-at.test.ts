import { describe, expect, it } from "vitest";
import { createHead } from "./head.js";
import { tissueAt } from "./tissue-at.js";

const head = createHead(1);

describe("tissueAt", () => {
  it.each([
    { tissue: "air", point: [0, 0, 90] },
    { tissue: "scalp", point: [76, 0, 0] },
    { tissue: "skull", point: [70, 0, 0] },
    { tissue: "sinus", point: [0, -82, 0] },
    { tissue: "dura", point: [0, 0, 55] },
    { tissue: "csf", point: [17, -24, 14] },
    { tissue: "whiteMatter", point: [24, -12, 20] },
    { tissue: "thalamus", point: [11, -15, 7] },
    { tissue: "pallidum", point: [19, 0, 1] },
    { tissue: "putamen", point: [26, 4, 4] },
    { tissue: "caudate", point: [13, 22, 8] },
  ] as const)("finds $tissue at $point of an adult head", ({ tissue, point }) => {
    expect(tissueAt(head, point)).toBe(tissue);
  });

  it("finds the same anatomy on both sides in the deep nuclei", () => {
    expect(tissueAt(head, [-19, 0, 1])).toBe("pallidum");
  });

  it("scales with the head", () => {
    const half = createHead(1, { scale: 0.5 });
    for (const point of [
      [40, 20, 30],
      [17, -24, 14],
      [50, -30, 10],
    ] as const) {
      expect(tissueAt(half, [point[0] / 2, point[1] / 2, point[2] / 2])).toBe(tissueAt(head, point));
    }
  });

  it("has a cortex of about a third to a half of the brain's tissue", () => {
    let cortex = 0;
    let white = 0;
    for (let x = -60; x <= 60; x += 3) {
      for (let y = -80; y <= 80; y += 3) {
        const tissue = tissueAt(head, [x, y, 32]);
        if (tissue === "cortex") cortex++;
        if (tissue === "whiteMatter") white++;
      }
    }
    expect(cortex / (cortex + white)).toBeGreaterThan(0.3);
    expect(cortex / (cortex + white)).toBeLessThan(0.65);
  });

  it("differs from head to head in its folds", () => {
    const other = createHead(2);
    let different = 0;
    for (let y = -70; y <= 70; y += 2) if (tissueAt(head, [40, y, 25]) !== tissueAt(other, [40, y, 25])) different++;
    expect(different).toBeGreaterThan(5);
  });
});
