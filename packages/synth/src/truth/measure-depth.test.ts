import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageGridWithin } from "../acquisition/image-grid-within.js";
import { namedProtocol } from "../acquisition/named-protocol.js";
import type { Protocol } from "../acquisition/protocol.js";
import type { SceneObject } from "../objects/scene-object.js";
import type { Scene } from "../scene/scene.js";
import { smallHead } from "../testdata/small-head.js";
import { describeObjects } from "./describe-objects.js";
import { findVisible } from "./find-visible.js";
import { measureDepth } from "./measure-depth.js";

const head = smallHead();
const GRE: Protocol = { ...namedProtocol("valdo-alfa"), spacingMm: [1, 1, 2], acquiredSpacingMm: [1, 1, 2] };
const S = 0.5;
const GRID = { shape: [64, 64, 64], affine: [S, 0, 0, -15.75, 0, S, 0, -15.75, 0, 0, S, -15.75, 0, 0, 0, 1] } as const;
const [headFieldPpm] = head.headFieldsPpm;

function sceneOf(objects: readonly SceneObject[], protocol: Protocol = GRE): Scene {
  if (headFieldPpm === undefined) throw new Error("the head has fields");
  const veins = {
    pointsMm: new Float32Array(0),
    radiiMm: new Float32Array(0),
    trees: new Uint32Array(0),
    families: new Uint8Array(0),
    parents: new Int32Array(0),
    susceptibilitiesPpm: new Float32Array(0),
  };
  const stream = { seed: 1, index: 0 };
  return { anatomy: head.anatomy, headFieldPpm, veins, objects, layers: [], veinObjects: [], protocol, stream };
}

function ball(
  id: number,
  centreMm: readonly [number, number, number],
  radiusMm: number,
  susceptibilityPpm = 1,
): SceneObject {
  const sphere = { centreMm, radiusMm, susceptibilityPpm, protonDensity: 1 };
  return { id, class: "microbleed", centreMm, radiusMm, susceptibilityPpm, tissue: "whiteMatter", spheres: [sphere] };
}

async function seen(object: SceneObject, others: readonly SceneObject[] = [], protocol: Protocol = GRE) {
  const scene = sceneOf([object, ...others], protocol);
  const imageGrid = imageGridWithin(GRID, protocol, { marginMm: 4 });
  const depth = await measureDepth(scene, object, { imageGrid, simulationGrid: GRID });
  if (depth === undefined) throw new Error("the image reaches the object");
  return { ...findVisible(depth, object, imageGrid), depth, imageGrid };
}

describe("measureDepth", () => {
  it("measures one object beside another", async () => {
    const alone = await seen(ball(1, [0, 8, 0], 0.8));
    const beside = await seen(ball(1, [0, 8, 0], 0.8), [ball(2, [0, -6, 0], 1.5)]);
    expect(beside.peakDepth).toBeCloseTo(alone.peakDepth, 1);
    expect([...beside.voxels]).toEqual([...alone.voxels]);
  });

  it("finds an SWI darker than the magnitude that it is made of", async () => {
    const swi = { cutoffPerMm: 0.13, exponent: 4, mask: "linear" } as const;
    const magnitude = await seen(ball(1, [0, 8, 0], 0.6, 0.5));
    const masked = await seen(ball(1, [0, 8, 0], 0.6, 0.5), [], { ...GRE, contrast: "SWI", swi });
    expect(masked.peakDepth).toBeGreaterThan(magnitude.peakDepth);
  });

  it("sees what noise hides, and says so", async () => {
    const object = ball(1, [0, 8, 0], 0.5, 0.6);
    const { depth, imageGrid, peakDepth } = await seen(object);
    expect(peakDepth).toBeGreaterThan(0.1);
    expect(peakDepth).toBeLessThan(0.4);
    const visibleAt = (signalToNoise: number | null): boolean | undefined =>
      describeObjects([object], [depth], { imageGrid, signalToNoise }).objects[0]?.visible;
    expect(visibleAt(null)).toBe(true);
    expect(visibleAt(60)).toBe(true);
    expect(visibleAt(4)).toBe(false);
  });

  describe("properties", () => {
    it("shows a microbleed near its place, and more of it with twice the susceptibility", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.double({ min: 0.5, max: 1.3, noNaN: true }),
          fc.double({ min: 0.4, max: 1, noNaN: true }),
          fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -4, max: 4, noNaN: true }))),
          async (radiusMm, ppm, place) => {
            const centreMm = place as [number, number, number];
            const once = await seen(ball(1, centreMm, radiusMm, ppm));
            const twice = await seen(ball(1, centreMm, radiusMm, 2 * ppm));
            const above = (result: typeof once): number => result.depth.depths.filter((depth) => depth > 0.1).length;
            expect(above(twice)).toBeGreaterThanOrEqual(above(once));
            expect(twice.peakDepth).toBeGreaterThan(once.peakDepth - 0.02);
            const [ni, nj] = once.imageGrid.shape;
            const [, , , x0, , , , y0, , , , z0] = once.imageGrid.affine;
            for (const v of once.voxels) {
              const at = [x0 + (v % ni), y0 + (Math.floor(v / ni) % nj), z0 + 2 * Math.floor(v / (ni * nj))];
              const away = Math.hypot(...at.map((value, axis) => value - (centreMm[axis] ?? 0)));
              expect(away).toBeLessThan(radiusMm + 4);
            }
          },
        ),
        { numRuns: 2 },
      );
    });
  });
});
