import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlinePath } from "./outline-path.js";

/** Rows of "#" and " " as a question. */
function marked(rows: readonly string[]): (x: number, y: number) => boolean {
  return (x, y) => rows[y]?.[x] === "#";
}

describe("outlinePath", () => {
  it("draws four lines around a rectangle", () => {
    expect(outlinePath(marked(["    ", " ## ", "    "]), 4, 3)).toBe("M1 1H3M1 2H3M1 1V2M3 1V2");
  });

  it("draws a mark at the border of the picture closed", () => {
    expect(outlinePath(marked(["#"]), 1, 1)).toBe("M0 0H1M0 1H1M0 0V1M1 0V1");
  });

  it("outlines a hole", () => {
    expect(outlinePath(marked(["###", "# #", "###"]), 3, 3)).toContain("M1 1H2");
  });

  it("is empty where nothing is marked", () => {
    expect(outlinePath(() => false, 5, 5)).toBe("");
  });

  describe("properties", () => {
    it("has the length of all edges between a marked pixel and one that is not", () => {
      fc.assert(
        fc.property(fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (pixels) => {
          const inside = (x: number, y: number): boolean =>
            x >= 0 && x < 6 && y >= 0 && y < 5 && pixels[y * 6 + x] === true;
          let edges = 0;
          for (let y = 0; y < 5; y++) {
            for (let x = 0; x < 6; x++) {
              if (!inside(x, y)) continue;
              for (const [dx, dy] of [
                [1, 0],
                [-1, 0],
                [0, 1],
                [0, -1],
              ] as const)
                edges += inside(x + dx, y + dy) ? 0 : 1;
            }
          }
          const lines = [...outlinePath(inside, 6, 5).matchAll(/M(\d+) (\d+)([HV])(\d+)/g)];
          const drawn = lines.map(([, x, y, way, to]) => Number(to) - Number(way === "H" ? x : y));
          expect(drawn.reduce((sum, length) => sum + length, 0)).toBe(edges);
        }),
      );
    });
  });
});
