import { describe, expect, it } from "vitest";
import { CELL_EDGES, cellTriangles } from "./cell-triangles.js";

describe("cellTriangles", () => {
  it("has nothing to draw where all corners are alike", () => {
    expect(cellTriangles(0)).toEqual([]);
    expect(cellTriangles(255)).toEqual([]);
  });

  it("cuts off a single corner by one triangle", () => {
    expect(
      cellTriangles(1)
        .flat()
        .map((edge) => CELL_EDGES[edge]),
    ).toEqual(
      expect.arrayContaining([
        [0, 1],
        [0, 2],
        [0, 4],
      ]),
    );
  });

  it("uses exactly the edges between foreground and background, for all 256 patterns", () => {
    for (let pattern = 0; pattern < 256; pattern++) {
      const used = new Set(cellTriangles(pattern).flat());
      const cut = CELL_EDGES.flatMap(([a, b], edge) => (((pattern >> a) ^ (pattern >> b)) & 1 ? [edge] : []));
      expect(
        [...used].sort((a, b) => a - b),
        `pattern ${pattern}`,
      ).toEqual(cut);
    }
  });

  it("turns every triangle round for the complement", () => {
    for (let pattern = 1; pattern < 255; pattern++) {
      const turned = cellTriangles(255 - pattern).map(([a, b, c]) => [a, c, b]);
      expect(turned).toEqual(cellTriangles(pattern));
    }
  });
});
