import {
  type Affine,
  affineFromSpacing,
  nearestVoxel,
  type VoxelIndex,
  voxelToWorld,
  type WorldPoint,
} from "@cmb/core";
import { arbitraryAffine } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RegionClass } from "../manifest/model-manifest.js";
import { type Anatomy, anatomyOf } from "./anatomy.js";
import { BOMBS_ZONES, SCALE_NAMES, type TissueClass } from "./bombs.js";
import { placeLesion } from "./name-region.js";

const CLASSES = ["background", "csf", "ventricle", "dural-sinus", ...Object.keys(SCALE_NAMES)] as RegionClass[];
const SHAPE = [50, 40, 40] as const;
const AFFINE = affineFromSpacing([2, 2, 2], [-49, -39, -39]);

/** A block of brain of one class from end to end, with other classes where `at` says so. */
function anatomy(at: (world: WorldPoint) => RegionClass | undefined): Anatomy {
  const data = Uint8Array.from({ length: 50 * 40 * 40 }, (_, v) => {
    const world = voxelToWorld(AFFINE, [v % 50, Math.floor(v / 50) % 40, Math.floor(v / 2000)]);
    return CLASSES.indexOf(at(world) ?? "background");
  });
  const brain = data.map((label) => (CLASSES[label] === "background" || CLASSES[label] === "dural-sinus" ? 0 : 1));
  const grid = { shape: SHAPE, affine: AFFINE };
  return anatomyOf({ ...grid, data: brain }, { labels: { ...grid, data }, classes: CLASSES });
}

/** A lesion of one voxel, or of several, on a grid of its own. */
function place(head: Anatomy, worlds: readonly WorldPoint[], affine: Affine = affineFromSpacing([0.5, 0.5, 1])) {
  const voxels = worlds.map((world) => nearestVoxel(affine, world));
  const mean = (axis: 0 | 1 | 2): number => voxels.reduce((sum, voxel) => sum + voxel[axis], 0) / voxels.length;
  const centroidVoxel: VoxelIndex = [mean(0), mean(1), mean(2)];
  return placeLesion(head, {
    voxels,
    affine,
    region: { centroidVoxel, centroidMm: voxelToWorld(affine, centroidVoxel) },
  });
}

describe("placeLesion", () => {
  it.each<[TissueClass, string, string]>([
    ["cortex", "Cortex / grey-white junction", "lobar"],
    ["hippocampus-amygdala", "Cortex / grey-white junction", "lobar"],
    ["cerebral-white-matter", "Subcortical white matter", "lobar"],
    ["basal-ganglia", "Basal ganglia grey matter", "deep"],
    ["pallidum", "Basal ganglia grey matter", "deep"],
    ["thalamus", "Thalamus", "deep"],
    ["ventral-diencephalon", "Brainstem", "infratentorial"],
    ["brainstem", "Brainstem", "infratentorial"],
    ["cerebellar-cortex", "Cerebellum", "infratentorial"],
    ["cerebellar-white-matter", "Cerebellum", "infratentorial"],
  ])("calls %s %s, %s", (name, bombs, zone) => {
    const { region, majority, brainVoxels } = place(
      anatomy(() => name),
      [[20, 0, 0]],
    );
    expect(region).toMatchObject({ bombs, zone, side: "right" });
    expect(BOMBS_ZONES.get(bombs)).toBe(zone);
    expect([majority, brainVoxels]).toEqual([name, 1]);
  });

  it("takes the class that most voxels have", () => {
    const head = anatomy(([x]) => (x < 0 ? "thalamus" : "cerebral-white-matter"));
    const row = (count: number): WorldPoint[] =>
      Array.from({ length: 10 }, (_, n) => [n < count ? -3 - n : 3 + n, 20, 0]);
    expect(place(head, row(6)).region?.bombs).toBe("Thalamus");
    expect(place(head, row(4)).majority).toBe("cerebral-white-matter");
  });

  it("rates white matter within 2 mm of cortex as the junction, and further inside as subcortical", () => {
    const head = anatomy(([x]) => (x > 20 ? "cortex" : "cerebral-white-matter"));
    expect(place(head, [[19, 0, 0]]).region?.bombs).toBe("Cortex / grey-white junction");
    expect(place(head, [[13, 0, 0]]).region?.bombs).toBe("Subcortical white matter");
  });

  it("calls white matter between deep nuclei capsule, and beside one nucleus not", () => {
    const between = anatomy(([x]) => (x > 22 ? "thalamus" : x < 18 ? "pallidum" : "cerebral-white-matter"));
    expect(place(between, [[20, 0, 0]]).region).toMatchObject({ bombs: "Internal and external capsule", zone: "deep" });
    const beside = anatomy(([x, y]) => (Math.hypot(x - 28, y) < 5 ? "basal-ganglia" : "cerebral-white-matter"));
    expect(place(beside, [[20, 0, 0]]).region?.bombs).toBe("Subcortical white matter");
  });

  it("names fluid, sinus and background after the nearest tissue, and nothing far from any", () => {
    for (const other of ["csf", "ventricle", "dural-sinus", "background"] as const) {
      const head = anatomy(([x]) => (x > 0 ? "cerebellar-cortex" : other));
      expect(place(head, [[-5, 0, 0]]).region).toMatchObject({ bombs: "Cerebellum" });
      expect(place(head, [[-30, 0, 0]]).region).toBeNull();
    }
  });

  it("says how much of it is brain and how much fluid is around", () => {
    const head = anatomy(([x]) => (x > 0 ? "ventricle" : "dural-sinus"));
    expect(
      place(head, [
        [-1, 0, 0],
        [1, 0, 0],
        [3, 0, 0],
      ]),
    ).toMatchObject({ brainVoxels: 2, voxels: 3, majority: "ventricle" });
    expect(place(head, [[20, 0, 0]]).fluidShare).toBe(1);
    expect(place(head, [[-20, 0, 0]]).fluidShare).toBe(0);
  });

  it("knows a midline only in brainstem and cerebellum", () => {
    const middle: WorldPoint = [1, 0, 0];
    expect(
      place(
        anatomy(() => "brainstem"),
        [middle],
      ).region?.side,
    ).toBe("midline");
    expect(
      place(
        anatomy(() => "thalamus"),
        [middle],
      ).region?.side,
    ).toBe("right");
    expect(
      place(
        anatomy(() => "brainstem"),
        [[-9, 0, 0]],
      ).region?.side,
    ).toBe("left");
  });

  it("has no region without labels, and the brain all the same", () => {
    const { brain } = anatomy(() => "cortex");
    expect(place(anatomyOf(brain), [[0, 0, 0]])).toMatchObject({ region: null, majority: undefined, brainVoxels: 1 });
  });

  describe("properties", () => {
    it("does not depend on the grid that the lesion is counted in", () => {
      const head = anatomy(([x, y]) => (x < -10 ? "cortex" : y > 4 ? "thalamus" : "brainstem"));
      fc.assert(
        fc.property(arbitraryAffine(), (affine) => {
          const voxel = nearestVoxel(affine, [-30, 0, 0]);
          const world = voxelToWorld(affine, voxel);
          const actual = place(head, [world], affine);
          expect(actual).toEqual(
            place(head, [world], [1, 0, 0, world[0], 0, 1, 0, world[1], 0, 0, 1, world[2], 0, 0, 0, 1]),
          );
        }),
      );
    });
  });
});
