import { createRng, worldToVoxel } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { compose } from "../composition/compose.js";
import { withProbability } from "../composition/with-probability.js";
import { cropOrPad } from "../crops/crop-or-pad.js";
import { createTransform } from "../definition/create-transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { flipSides } from "../presets/flip-sides.js";
import { keepLesions } from "../presets/keep-lesions.js";
import { affine } from "../spatial/affine.js";
import { flip } from "../spatial/flip.js";
import { madeScene } from "../testdata/made-scene.js";
import { add } from "../testdata/made-transforms.js";
import { lesionSurvival } from "./lesion-survival.js";
import { measureLesions } from "./measure-lesions.js";
import { traceLesions } from "./trace-lesions.js";

const scene = madeScene();

/** Sets the slices from k on to 100. */
const PAINT: IntensityDefinition<{ readonly from?: number }, { readonly from: number }> = {
  name: "paint",
  kind: "intensity",
  options: { from: { default: 0, wants: "a number", accepts: (value) => typeof value === "number" } },
  sample: (_rng, { from = 0 }) => ({ from }),
  apply: (volume, { from }) => {
    const slice = volume.shape[0] * volume.shape[1];
    return { ...volume, data: volume.data.map((value, v) => (v >= from * slice ? 100 : value)) };
  },
};
const paint = (from: number) => createTransform(PAINT, { from });

describe("traceLesions", () => {
  it("says which transform removed which lesion", async () => {
    const all = compose([add({ by: 3 }), flip({ probability: 1 }), paint(6), add({ by: 1 }), paint(0)]);
    const { history } = await augment(scene, all, createRng(1));
    const traces = await traceLesions(scene, history, { transforms: all.definitions });
    // Lesions 1 and 3 lie at slices 6 and 7, and lesion 2 at slice 5 reaches one slice up.
    expect(traces.find(({ label }) => label === 3)).toMatchObject({
      verdict: "removed",
      by: { step: 2, name: "paint" },
    });
    expect(traces.find(({ label }) => label === 2)).toMatchObject({
      verdict: "removed",
      by: { step: 4, name: "paint" },
    });
  });

  it("charges nothing to anybody where lesions are kept", async () => {
    const turn = compose([affine({ degrees: 5, scales: 1 }), add()]);
    const { history } = await augment(scene, turn, createRng(1));
    const traces = await traceLesions(scene, history, { transforms: turn.definitions });
    expect(traces.map(({ verdict, by }) => [verdict, by])).toStrictEqual(Array(3).fill(["kept", undefined]));
  });

  it("refuses parameters that nothing can have drawn, and options that it does not have", async () => {
    const history = { schemaVersion: 1, steps: [{ name: "gamma", parameters: {} }] } as const;
    await expect(traceLesions(scene, history)).rejects.toThrow(/history.steps\[0\].parameters/);
    const empty = { schemaVersion: 1, steps: [] } as const;
    await expect(traceLesions(scene, empty, { ring: 1 } as never)).rejects.toThrow(/traceLesions.ring/);
  });

  it("tells a lesion that a crop left out from one that was removed", async () => {
    const [ci] = worldToVoxel(scene.image.affine, scene.points[0] ?? [0, 0, 0]);
    expect(ci).toBeLessThan(8);
    const history = {
      schemaVersion: 1,
      steps: [{ name: "cropOrPad", parameters: { from: [10, 0, 0], shape: [14, 20, 12], outside: 0 } }],
    } as const;
    const [first] = await traceLesions(scene, history);
    expect(first).toMatchObject({ label: 1, verdict: "outside", by: { step: 0, name: "cropOrPad" } });
  });
});

describe("traceLesions on labels that are not one for each lesion", () => {
  const mask = { ...scene, labels: { ...scene.labels, data: scene.labels.data.map((label) => (label === 0 ? 0 : 1)) } };

  it("follows labels that a mirror image exchanged, where but one side is labelled", async () => {
    const oneSide = {
      ...scene,
      labels: { ...scene.labels, data: scene.labels.data.map((label) => (label === 1 ? 11 : 0)) },
    };
    const mirrored = flipSides({ probability: 1, pairs: [[11, 50]] });
    const { scene: after, lesions = [] } = await augment(oneSide, mirrored, createRng(1), { onLesionLost: "throw" });
    expect(lesions.map(({ label, verdict }) => [label, verdict])).toStrictEqual([[11, "kept"]]);
    expect(after.labels?.data.includes(50)).toBe(true);
    expect((await augment(oneSide, keepLesions(mirrored), createRng(1))).history.steps).toHaveLength(1);
  });

  it("tells the lesions of a mask apart, after moves too, unless told not to", async () => {
    // The second lesion lies below slice 6 with most of its voxels.
    const all = compose([flip({ probability: 1 }), paint(6)]);
    const verdicts = async (options: object) =>
      (await augment(mask, all, createRng(1), { onLesionLost: "report", ...options })).lesions?.map(
        ({ verdict }) => verdict,
      );
    const labelled = (await augment(scene, all, createRng(1), { onLesionLost: "report" })).lesions ?? [];
    const told = await verdicts({});
    expect(told).toHaveLength(3);
    expect([...(told ?? [])].sort()).toStrictEqual(labelled.map(({ verdict }) => verdict).sort());
    expect(new Set(told).size).toBeGreaterThan(1);
    expect(await verdicts({ survival: { instances: "labels" } })).toHaveLength(1);
    expect(measureLesions(mask)).toHaveLength(3);
    expect(() => lesionSurvival(mask, mask)).toThrow(/mask of several lesions/);
    expect(lesionSurvival(mask, mask, { instances: "labels" })).toHaveLength(1);
  });
});

describe("augment with onLesionLost", () => {
  it.each([
    [{ onLesionLost: "drop" }, "augment.onLesionLost"],
    [{ onLesionlost: "throw" }, "augment.onLesionlost"],
    [{ maxRedraws: Number.NaN }, "augment.maxRedraws"],
    [{ maxRedraws: -1 }, "augment.maxRedraws"],
    [{ survival: { removedBelow: 5 } }, "augment.survival.removedBelow"],
    [{ survival: { removeBelow: 0.1 } }, "augment.survival.removeBelow"],
  ])("refuses %j by name", async (options, name) => {
    await expect(augment(scene, add(), createRng(1), options as never)).rejects.toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", details: expect.objectContaining({ name }) }),
    );
  });

  it("sees an abort between redraws", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 1);
    const options = { onLesionLost: "redraw", maxRedraws: 400, signal: controller.signal } as const;
    await expect(augment(scene, paint(0), createRng(1), options)).rejects.toThrow("enough");
  });

  const risky = compose([flip({ probability: 0.5 }), withProbability(paint(0), 0.5)]);
  const seeds = Array.from({ length: 12 }, (_, seed) => seed);

  it("reports what was lost", async () => {
    const made = await Promise.all(
      seeds.map((seed) => augment(scene, risky, createRng(seed), { onLesionLost: "report" })),
    );
    const shares = made.map(({ lesions = [] }) => lesions.filter(({ verdict }) => verdict === "removed").length);
    expect(new Set(shares)).toStrictEqual(new Set([0, 3]));
  });

  it("draws again until all are kept, the same each time", async () => {
    for (const seed of seeds.slice(0, 5)) {
      const options = { onLesionLost: "redraw", maxRedraws: 20 } as const;
      const { lesions = [], history } = await augment(scene, risky, createRng(seed), options);
      expect(lesions.map(({ verdict }) => verdict)).toStrictEqual(["kept", "kept", "kept"]);
      const again = await augment(scene, risky, createRng(seed), options);
      expect(again.history).toStrictEqual(history);
    }
  });

  it("gives the draw that loses fewest where none keeps all, and says so", async () => {
    const { lesions = [] } = await augment(scene, paint(0), createRng(1), { onLesionLost: "redraw", maxRedraws: 2 });
    expect(lesions.map(({ verdict }) => verdict)).toStrictEqual(["removed", "removed", "removed"]);
  });

  it("throws with the lesion and the transform", async () => {
    await expect(augment(scene, compose([flip(), paint(0)]), createRng(1), { onLesionLost: "throw" })).rejects.toThrow(
      expect.objectContaining({ code: "LESION_LOST", details: { label: 1, transform: "paint" } }),
    );
  });

  it("says that it needs labels, and that crops are no loss", async () => {
    await expect(augment({ image: scene.image }, flip(), createRng(1), { onLesionLost: "report" })).rejects.toThrow(
      /no labels/,
    );
    const { lesions = [] } = await augment(scene, cropOrPad({ shape: [3, 3, 3] }), createRng(1), {
      onLesionLost: "throw",
    });
    expect(lesions.some(({ verdict }) => verdict === "outside")).toBe(true);
  });
});
