import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { affineFromSpacing, voxelToWorld } from "@cmb/core";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { explain, hashOf, sharedVoxels, touchedIds } from "./ladder/detect-scan.mjs";
import { ladderHtml, ladderMarkdown } from "./ladder/ladder-tables.mjs";
import { HEAD_SEEDS, HELD_OUT, labelMaps, planHead, VEIN, zoneOfTissue } from "./ladder/made-heads.mjs";
import { insertionRounds } from "./ladder/made-insertions.mjs";
import { jsonOnce } from "./ladder/made-once.mjs";
import { isGoal, measureHeads, measureInsertions, measureUntouched } from "./ladder/measure-rungs.mjs";
import { listScans, slicesOf, thickenSlices } from "./ladder/real-scans.mjs";
import {
  calibrationErrorOf,
  countErrorAt,
  curveOf,
  diceAt,
  marksAt,
  recallAt,
  recallUnder,
  scoreCase,
  thresholdFor,
  withoutMarkedPlaces,
  zoneAgreementAt,
} from "./ladder/score-cases.mjs";

const folder = mkdtempSync(join(tmpdir(), "cmb-ladder-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("jsonOnce", () => {
  it("makes a file once and leaves nothing else behind", async () => {
    const path = join(folder, "once", "a.json");
    expect(await jsonOnce(path, async () => ({ value: 1, gone: undefined }))).toEqual({ value: 1 });
    expect(await jsonOnce(path, async () => ({ value: 2 }))).toEqual({ value: 1 });
    expect(readdirSync(join(folder, "once"))).toEqual(["a.json"]);
  });
});

describe("planHead", () => {
  const maps = [
    { name: "training_seg_13", path: "13" },
    { name: "training_seg_17", path: "17" },
  ];

  it("takes the label maps in turn, and heads without microbleeds among those with", () => {
    const plans = [0, 1, 2, 3].map((number) => planHead(number, { seed: 5, preset: "mixed", maps }));
    expect(plans.map(({ subject }) => subject)).toEqual([
      "training_seg_13",
      "training_seg_17",
      "training_seg_13",
      "training_seg_17",
    ]);
    expect(plans.map(({ microbleeds }) => microbleeds)).toEqual([10, 0, 16, 6]);
  });

  it("gives shifted heads other veins and another seed, and every head a name of its own", () => {
    const [mixed, shifted] = ["mixed", "shifted"].map((preset) =>
      planHead(0, { seed: HEAD_SEEDS[preset], preset, maps }),
    );
    expect([mixed.veins, shifted.veins]).toEqual(["walk", "colonisation"]);
    expect(mixed.name).not.toBe(shifted.name);
    expect(planHead(0, { seed: 5, preset: "mixed", maps: [] }).subject).toBe("generated-0");
  });

  it("finds the held-out maps of a folder, and the others for calibration", () => {
    for (const name of [...HELD_OUT, "training_seg_01"]) writeFileSync(join(folder, `${name}.nii.gz`), "");
    expect(labelMaps(folder).map(({ name }) => name)).toEqual(HELD_OUT);
    expect(labelMaps(folder, { heldOut: false }).map(({ name }) => name)).toEqual(["training_seg_01"]);
    expect(labelMaps(undefined)).toEqual([]);
  });
});

describe("zoneOfTissue", () => {
  it("divides the brain as the location tables do", () => {
    expect(["cortex", "thalamus", "dentateNucleus", "csf"].map(zoneOfTissue)).toEqual([
      "lobar",
      "deep",
      "infratentorial",
      undefined,
    ]);
  });
});

describe("thickenSlices", () => {
  const affine = affineFromSpacing([1, 1, 2]);
  const scan = { data: Float32Array.from([1, 2, 3, 4, 5, 6, 7]), shape: [1, 1, 7], affine };

  it("takes the mean of what a slice covers, partly covered slices by their share", () => {
    const thick = thickenSlices(scan, 3);
    expect([...thick.data]).toEqual([4, 8, 13, 17].map((sum) => expect.closeTo(sum / 3, 5)));
    expect(thick.shape).toEqual([1, 1, 4]);
  });

  it("keeps a slice at the middle of what it covers", () => {
    const thick = thickenSlices(scan, 4);
    expect([...thick.data]).toEqual([1.5, 3.5, 5.5]);
    expect(voxelToWorld(thick.affine, [0, 0, 0])).toEqual(voxelToWorld(affine, [0, 0, 0.5]));
    expect(voxelToWorld(thick.affine, [0, 0, 1])).toEqual(voxelToWorld(affine, [0, 0, 2.5]));
  });

  it("keeps a linear ramp in world coordinates, whatever the thickness", () => {
    fc.assert(
      fc.property(fc.double({ min: 2, max: 5, noNaN: true }), (sliceMm) => {
        const ramp = { ...scan, data: scan.data.map((_, k) => voxelToWorld(affine, [0, 0, k])[2]) };
        const thick = thickenSlices(ramp, sliceMm);
        for (const [k, value] of thick.data.entries()) {
          // A slice that is partly covered counts as if it were constant: off by a quarter of a slice at most.
          expect(Math.abs(value - voxelToWorld(thick.affine, [0, 0, k])[2])).toBeLessThanOrEqual(0.51);
        }
      }),
    );
  });
});

describe("slicesOf", () => {
  it("are the own ones and thicker ones that leave three slices", () => {
    expect(slicesOf({ shape: [9, 9, 41], affine: affineFromSpacing([0.5, 0.5, 1]) })).toEqual([1, 2, 3, 5]);
    expect(slicesOf({ shape: [9, 9, 7], affine: affineFromSpacing([1, 1, 2]) })).toEqual([2, 3]);
    expect(slicesOf({ shape: [9, 9, 30], affine: affineFromSpacing([1, 1, 5]) })).toEqual([5]);
  });
});

describe("listScans", () => {
  it("reads what a folder says of its own scans, and none without one", () => {
    const own = join(folder, "scans.json");
    writeFileSync(own, JSON.stringify([{ path: "a.nii.gz", sequence: "SWI" }]));
    const path = join(folder, "a.nii.gz");
    expect(listScans(folder)).toEqual([{ path, name: "a.nii.gz", person: "a.nii.gz", sequence: "SWI" }]);
    expect(listScans(undefined)).toEqual([]);
  });
});

describe("insertionRounds", () => {
  it("crowds no scan, and inserts as many as asked in all", () => {
    expect(insertionRounds({ shape: [200, 200, 30], spacingMm: [1, 1, 2] }, 24)).toEqual([10, 10, 4]);
    expect(insertionRounds({ shape: [51, 51, 41], spacingMm: [0.47, 0.47, 1] }, 10)).toEqual([4, 4, 2]);
    expect(insertionRounds({ shape: [51, 51, 41], spacingMm: [0.47, 0.47, 1] }, 0)).toEqual([]);
  });
});

describe("what a mark touches", () => {
  const affine = affineFromSpacing([1, 1, 1]);
  const mask = { data: new Uint16Array(125), shape: [5, 5, 5], affine };
  mask.data[2 + 5 * (2 + 5 * 2)] = 7;
  mask.data[4 + 5 * (4 + 5 * 4)] = 8;

  it("are objects within one voxel, corners included", () => {
    expect(touchedIds(mask, voxelToWorld(affine, [1, 1, 1]))).toEqual([7]);
    expect(touchedIds(mask, voxelToWorld(affine, [3, 3, 3]))).toEqual([7, 8]);
    expect(touchedIds(mask, voxelToWorld(affine, [4, 2, 0]))).toEqual([]);
  });

  it("are the voxels that it shares", () => {
    const marks = { ...mask, data: Uint32Array.from(mask.data, (id, v) => (id === 7 || v < 3 ? 1 : 0)) };
    expect(sharedVoxels(marks, mask)).toEqual(new Map([[1, { sizeVoxels: 4, overlap: { 7: 1 } }]]));
  });

  it("is the nearest mimic, else a vein, else the tissue", () => {
    const tissues = { ...mask, data: new Uint8Array(125).fill(8) };
    tissues.data[0] = 8 + VEIN;
    const objects = [
      { class: "microbleed", visible: true, centreMm: [0, 0, 0], radiusMm: 1 },
      { class: "calcification", visible: true, centreMm: voxelToWorld(affine, [4, 4, 4]), radiusMm: 0.5 },
    ];
    const on = (voxel) => explain(voxelToWorld(affine, voxel), { tissues, objects });
    expect(on([4, 4, 2])).toBe("calcification");
    expect(on([0, 0, 0])).toBe("vein");
    expect(on([1, 1, 0])).toBe("whiteMatter");
  });
});

describe("hashOf", () => {
  it("changes with the bytes of any file", () => {
    const path = join(folder, "weights");
    const hashes = ["a", "b", "a"].map((text) => {
      writeFileSync(path, text);
      return hashOf([path]);
    });
    expect(hashes[0]).toBe(hashes[2]);
    expect(hashes[0]).not.toBe(hashes[1]);
  });
});

const bleed = {
  class: "microbleed",
  visible: true,
  apparentRadiusMm: 1.5,
  peakDepth: 0.6,
  sliceMm: 2,
  sequence: "GRE",
  zone: "lobar",
  tissue: "cortex",
};
const truth = {
  name: "a",
  cluster: "a",
  objects: [
    { ...bleed, id: 1, centreMm: [0, 0, 0], visibleVoxels: 10 },
    { ...bleed, id: 2, centreMm: [30, 0, 0], visibleVoxels: 10, apparentRadiusMm: 0.9 },
    { ...bleed, id: 3, centreMm: [60, 0, 0], visibleVoxels: 1, visible: false },
    { ...bleed, id: 4, centreMm: [90, 0, 0], visibleVoxels: 9, class: "calcification" },
  ],
};
const record = {
  marks: [
    { centreMm: [0, 0, 1], score: 0.9, sizeVoxels: 10, overlap: { 1: 8 }, touches: [1], zone: "lobar" },
    { centreMm: [0, 0, 4], score: 0.8, on: "cortex" },
    { centreMm: [30, 7, 0], score: 0.6, touches: [2], zone: "deep", sizeVoxels: 5, overlap: {} },
    { centreMm: [60, 1, 0], score: 0.5, on: "cortex" },
    { centreMm: [90, 0, 0], score: 0.4, on: "calcification" },
  ],
};

describe("scoreCase", () => {
  const scored = scoreCase(truth, record);

  it("hits within 5 mm or one voxel of the reference, one to one", () => {
    expect(scored.lesions.map(({ score }) => score)).toEqual([0.9, 0.6]);
  });

  it("counts repeats and mimics as false, and marks on what cannot be seen as neither", () => {
    expect(scored.marks.map(({ score, on }) => [score, on])).toEqual([
      [0.8, "cortex"],
      [0.4, "calcification"],
    ]);
  });

  it("has the Dice of the voxels", () => {
    expect(scored.lesions.map(({ dice }) => dice)).toEqual([0.8, 0]);
  });

  it("gives recall, marks, Dice, count error and zones at a threshold", () => {
    const cases = [scored, scoreCase({ ...truth, name: "b", cluster: "b" }, { marks: [] })];
    expect(recallAt(cases, 0.5)).toMatchObject({ of: 4, value: 0.5, lower: 0, upper: 1, clusters: 2 });
    expect(recallAt(cases, 0.7)).toMatchObject({ value: 0.25 });
    expect(recallAt(cases, 0.5, isGoal)).toMatchObject({ of: 2, value: 0.5 });
    expect(marksAt(cases, 0.5)).toMatchObject({ scans: 2, value: 0.5 });
    expect(diceAt(cases, 0.5)).toMatchObject({ of: 2, value: 0.4 });
    expect(countErrorAt(cases, 0.5)).toMatchObject({ bias: { value: -0.5 }, absolute: { value: 1.5 } });
    expect(zoneAgreementAt(cases, 0.5, zoneOfTissue)).toMatchObject({ of: 2, value: 0.5 });
    expect(zoneAgreementAt([cases[1]], 0.5, zoneOfTissue)).toBeUndefined();
  });

  it("scores by the field's other rules", () => {
    expect(recallUnder([scored], 0.5, "valdo2021-greedy")).toMatchObject({ value: 0.5 });
    expect(recallUnder([scored], 0.85, "touch26-pooled")).toMatchObject({ value: 0.5 });
    expect(recallUnder([scored], 0.95, "touch26-pooled")).toMatchObject({ value: 0 });
  });

  it("draws the curve over all scans", () => {
    const { points, recallAt: rates } = curveOf([scored], [1, 4]);
    expect(points.map(({ sensitivity }) => sensitivity)).toEqual([0, 0.5, 0.5, 1, 1]);
    expect(rates.map(({ value }) => value)).toEqual([1, 1]);
  });

  it("compares scores with the share of hits", () => {
    // 0.9 and 0.6 are hits, 0.8 and 0.4 are not, each in a bin of its own: 0.1, 0.4, 0.8 and 0.4 away.
    expect(calibrationErrorOf([scored]).value).toBeCloseTo(1.7 / 4, 9);
  });

  it("leaves out lesions whose place was marked before", () => {
    const untouched = { marks: [{ score: 0.6, centreMm: [0, 3, 0] }] };
    expect(withoutMarkedPlaces(scored, untouched, 0.5)).toMatchObject({ leftOut: 1, lesions: [{ id: 2 }] });
    expect(withoutMarkedPlaces(scored, untouched, 0.7)).toMatchObject({ leftOut: 0 });
  });
});

describe("thresholdFor", () => {
  const cases = [0.9, 0.7, 0.7, 0.2].map((score) => ({ marks: [{ score }] }));

  it("lets through at most so many marks per scan, and equal scores together", () => {
    expect([1, 0.75, 0.5, 0.25].map((rate) => thresholdFor(cases, rate))).toEqual(
      [0, 0.45, 0.8, 0.8].map((value) => expect.closeTo(value, 9)),
    );
    expect(thresholdFor(cases, 0)).toBeGreaterThan(0.9);
  });

  it("never lets through more, and is the least that does not", () => {
    const scores = fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 6 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 4 }), (lists, rate) => {
        const drawn = lists.map((list) => ({ marks: list.map((n) => ({ score: n / 20 })) }));
        const threshold = thresholdFor(drawn, rate);
        const count = (least) => drawn.flatMap(({ marks }) => marks).filter(({ score }) => score >= least).length;
        expect(count(threshold)).toBeLessThanOrEqual(rate * drawn.length);
        const below = Math.max(
          -1,
          ...drawn.flatMap(({ marks }) => marks.map(({ score }) => score)).filter((s) => s < threshold),
        );
        if (below >= 0) expect(count(below)).toBeGreaterThan(rate * drawn.length);
      }),
    );
  });
});

describe("the tables", () => {
  const thresholds = { sensitive: 0.2, balanced: 0.5, specific: 0.8 };
  const scored = scoreCase(truth, record);
  const untouched = [
    { ...scored, lesions: [], refused: [] },
    { ...scored, name: "b", refused: ["TOO_COARSE"] },
  ].map((scan) => ({ ...scan, sliceMm: 2 }));
  const rungs = {
    mixed: measureHeads([scored], { thresholds, zoneOf: zoneOfTissue }),
    insertion: measureInsertions([{ ...scored, untouched: untouched[0] }], { thresholds, scans: untouched }),
    untouched: measureUntouched(untouched, { thresholds, points: [{ name: "1 of T1", threshold: 0.5 }] }),
  };
  const facts = {
    label: "a",
    id: "a",
    version: "1",
    sha256: null,
    backend: { runtime: "js", device: "cpu" },
    thresholds,
  };
  const results = {
    settings: { labels: false },
    detectors: [
      { ...facts, rungs },
      { ...facts, label: "b", rungs },
    ],
  };

  it("have a column for each detector and say what they are not", () => {
    const text = ladderMarkdown(results);
    expect(text).toContain("Nothing here is a sensitivity");
    expect(text).toContain("generated heads, not label maps");
    expect(text).toContain("| at |  | a | b |");
    expect(text).toContain("| sensitive | contrast GRE | 100 % of 2 | 100 % of 2 |");
    expect(text).not.toContain("contrast SWI");
    expect(text).toContain("| balanced | recall | 100 % | 100 % |");
    expect(text).toContain("| b | 2.0 | TOO_COARSE | 2 / 1 / 1 | 2 / 1 / 1 |");
  });

  it("call marks on real scans marks, never false ones", () => {
    const after = ladderMarkdown(results).split("## T4")[1];
    expect(after).not.toMatch(/false positive/i);
    expect(after).toContain("nobody has read these scans");
  });

  it("escape what a name could break on a page", () => {
    const odd = { ...results, detectors: [{ ...facts, label: "<b>", rungs }] };
    expect(ladderHtml(odd)).toContain("<th>&lt;b&gt;</th>");
  });
});
