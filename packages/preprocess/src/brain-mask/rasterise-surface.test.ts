import { affineFromSpacing } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { icosphere, type Mesh, splitTriangles } from "./icosphere.js";
import { rasteriseSurface } from "./rasterise-surface.js";

function ball(radiusMm: number, centreMm: readonly [number, number, number]): Mesh {
  const sphere = icosphere(3);
  return { ...sphere, vertices: sphere.vertices.map((x, v) => (centreMm[v % 3] as number) + radiusMm * x) };
}

const count = (data: Uint8Array): number => data.reduce((sum, value) => sum + value, 0);

describe("icosphere", () => {
  it("has 10 · 4ⁿ + 2 vertices at distance 1, all but twelve of them with six neighbours", () => {
    const { vertices, triangles, neighbours } = icosphere(2);
    expect(vertices.length / 3).toBe(162);
    expect(triangles.length / 3).toBe(320);
    for (let v = 0; v < vertices.length; v += 3) {
      expect(Math.hypot(vertices[v] as number, vertices[v + 1] as number, vertices[v + 2] as number)).toBeCloseTo(
        1,
        12,
      );
    }
    expect(neighbours.filter((w) => w < 0)).toHaveLength(12);
  });

  it("keeps its shape when triangles are split", () => {
    const mesh = icosphere(1);
    const split = splitTriangles(mesh);
    expect([...split.vertices.subarray(0, mesh.vertices.length)]).toEqual([...mesh.vertices]);
    expect(split.triangles.length).toBe(4 * mesh.triangles.length);
  });
});

describe("rasteriseSurface", () => {
  const grid = {
    shape: [30, 24, 12] as const,
    affine: affineFromSpacing([1, 1, 2.5]),
    firstCentre: [0, 0, 0] as const,
  };

  it("fills a ball to its volume on anisotropic voxels", () => {
    const mask = rasteriseSurface(ball(9, [14.3, 11.8, 13.1]), grid);
    expect((count(mask.data) * 2.5) / ((4 / 3) * Math.PI * 729)).toBeCloseTo(1, 1);
    expect(mask.data[14 + 30 * (12 + 24 * 5)]).toBe(1);
    expect(mask.data[2 + 30 * (12 + 24 * 5)]).toBe(0);
  });

  it("counts the surface's origin from the voxel that it is given", () => {
    const there = rasteriseSurface(ball(4, [10, 10, 10]), { ...grid, firstCentre: [3, 2, 1] });
    const direct = rasteriseSurface(ball(4, [13, 12, 12.5]), grid);
    expect(there.data).toEqual(direct.data);
  });

  it("cuts a surface off at the grid: a ball around everything fills it, one outside fills nothing", () => {
    expect(rasteriseSurface(ball(80, [15, 12, 15]), grid).data.includes(0)).toBe(false);
    expect(rasteriseSurface(ball(5, [-20, 12, 15]), grid).data.includes(1)).toBe(false);
    expect(rasteriseSurface(ball(5, [60, 12, 15]), grid).data.includes(1)).toBe(false);
  });

  it("leaves no hole where a surface overlaps itself", () => {
    const [a, b] = [ball(6, [11, 11, 13]), ball(6, [15, 11, 13])];
    const both: Mesh = {
      vertices: Float64Array.of(...a.vertices, ...b.vertices),
      triangles: Int32Array.of(...a.triangles, ...b.triangles.map((v) => v + a.vertices.length / 3)),
      neighbours: Int32Array.of(...a.neighbours, ...b.neighbours),
    };
    const union = rasteriseSurface(a, grid).data.map(
      (value, v) => value | (rasteriseSurface(b, grid).data[v] as number),
    );
    expect(rasteriseSurface(both, grid).data).toEqual(union);
  });

  describe("properties", () => {
    it("marks the voxels nearer to the centre than the inscribed ball and none beyond the radius", () => {
      const coordinate = fc.double({ min: 5, max: 20, noNaN: true });
      fc.assert(
        fc.property(
          fc.tuple(coordinate, coordinate, coordinate),
          fc.double({ min: 1, max: 12, noNaN: true }),
          (centre, r) => {
            const { data } = rasteriseSurface(ball(r, centre), grid);
            const wrong = data.filter((value, v) => {
              const [i, j, k] = [v % 30, Math.floor(v / 30) % 24, Math.floor(v / 720)];
              const distance = Math.hypot(i - centre[0], j - centre[1], 2.5 * k - centre[2]);
              return distance < 0.98 * r ? value === 0 : distance > 1.0001 * r && value === 1;
            });
            expect(wrong).toHaveLength(0);
          },
        ),
        { numRuns: 30 },
      );
    });
  });
});
