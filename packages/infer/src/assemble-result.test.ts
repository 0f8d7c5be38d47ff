import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { assembleResult, type ResultParts } from "./assemble-result.js";
import { regionShape } from "./classical/region-shape.js";
import type { LesionModel, Rejection, ScoredCandidate } from "./lesion-model.js";
import type { Preset, RegionLabels } from "./report.js";

const shape = [6, 1, 1] as const;
const volume = { data: new Int16Array(6), shape, affine: affineFromSpacing([2, 1, 1], [5, 0, 0]) };

const model: LesionModel = {
  id: "fixed",
  version: "1.2.3",
  sha256: null,
  training: { trainedOn: "synthetic", validatedOnPatients: false },
  runtime: "none",
  device: "cpu",
  tried: ["cpu"],
  thresholds: { sensitive: 0.2, balanced: 0.5, specific: 0.8 },
  definiteThreshold: 0.7,
  findCandidates: () => Promise.resolve({ candidates: [], warnings: [], timingsMs: {} }),
  close: () => Promise.resolve(),
};

function candidate(score: number, voxels: readonly number[], rejection?: Rejection): ScoredCandidate {
  const region = regionShape({ ...volume, data: new Float32Array(6) }, voxels);
  return { score, contrast: 0.4, features: {}, voxels: Int32Array.from(voxels), region, rejection };
}

const CANDIDATES = [
  candidate(0.6, [0]),
  candidate(0.9, [2, 3]),
  candidate(0.3, [5]),
  candidate(0.95, [4], { stage: "shape", reason: "a line" }),
];

function assemble(candidates: readonly ScoredCandidate[], preset: Preset = "balanced", regions?: RegionLabels) {
  const output = { candidates, warnings: ["note"], timingsMs: {}, ...(regions && { regions }) };
  const parts: ResultParts = { volume, sha256: "00", sequence: "GRE", checks: [], model, preset, output };
  return assembleResult(parts, { total: 1 });
}

describe("assembleResult", () => {
  it("numbers microbleeds by score and paints them into the mask", () => {
    const result = assemble(CANDIDATES);
    expect(result.microbleeds.map(({ id, score, certainty }) => [id, score, certainty])).toEqual([
      [1, 0.9, "definite"],
      [2, 0.6, "possible"],
    ]);
    expect([...result.mask.data]).toEqual([2, 0, 1, 1, 0, 0]);
    expect(result.mask.affine).toEqual(volume.affine);
    expect(result.summary).toMatchObject({ count: 2, possible: 1, byZone: null, byBombs: null });
  });

  it("gives place and size in voxels and mm", () => {
    const [first] = assemble(CANDIDATES).microbleeds;
    expect(first).toMatchObject({ centreVoxel: [2.5, 0, 0], centreMm: [10, 0, 0], region: null });
    expect(first?.volumeMm3).toBeCloseTo(4, 9);
    expect(first?.diameterMm).toBeCloseTo(2 * Math.cbrt(3 / Math.PI), 9);
  });

  it("moves the threshold with the preset and says why something was dropped", () => {
    expect(assemble(CANDIDATES, "sensitive").summary.count).toBe(3);
    expect(assemble(CANDIDATES, "specific").summary.count).toBe(1);
    expect(assemble(CANDIDATES).rejected.map(({ score, stage, reason }) => [score, stage, reason])).toEqual([
      [0.95, "shape", "a line"],
      [0.3, "score", "score 0.30, below 0.5 (balanced)"],
    ]);
    expect(assemble([candidate(0.4999, [5])]).rejected[0]?.reason).toBe("score 0.49990, below 0.5 (balanced)");
    const [faint] = assemble([{ ...candidate(0.3, [5]), evidence: "contrast 0.10" }]).rejected;
    expect(faint?.reason).toBe("score 0.30, below 0.5 (balanced): contrast 0.10");
  });

  it("says what the model was trained on, and from which scores on microbleeds count and are definite", () => {
    expect(assemble(CANDIDATES).model).toEqual({
      ...{ id: "fixed", version: "1.2.3", sha256: null, trainedOn: "synthetic", validatedOnPatients: false },
      ...{ preset: "balanced", threshold: 0.5, definiteThreshold: 0.7 },
    });
  });

  it("keeps the better of two that share a voxel", () => {
    const result = assemble([candidate(0.6, [1, 2]), candidate(0.9, [2, 3])]);
    expect(result.summary.count).toBe(1);
    expect([...result.mask.data]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it("expects as many as the scores of what was not ruled out say", () => {
    expect(
      assemble([candidate(1, [0]), candidate(1, [1]), candidate(1, [2], { stage: "size", reason: "" })]).summary
        .expectedCount,
    ).toEqual([2, 2]);
  });

  it("counts by zone and region where regions were assessed, those without a microbleed too", () => {
    const regions: RegionLabels = { ...volume, data: new Uint8Array(6), names: ["background", "cortex"] };
    const thalamus = { bombs: "Thalamus", zone: "deep", mars: "thalamus", side: "left" } as const;
    const brainstem = { bombs: "Brainstem", zone: "infratentorial", mars: "brainstem", side: "midline" } as const;
    const candidates = [
      { ...candidate(0.9, [0]), place: thalamus },
      { ...candidate(0.8, [1]), place: brainstem },
      { ...candidate(0.7, [2]), place: thalamus },
      { ...candidate(0.6, [3]), place: null },
      { ...candidate(0.1, [4]), place: brainstem },
    ];
    const result = assemble(candidates, "balanced", regions);
    expect(result.microbleeds.map(({ region }) => region)).toEqual([thalamus, brainstem, thalamus, null]);
    expect(result.summary.byZone).toEqual({ lobar: 0, deep: 2, infratentorial: 1 });
    expect(result.summary.byBombs).toMatchObject({ Thalamus: 2, Brainstem: 1, Cerebellum: 0 });
    expect(result.regions).toBe(regions);
    expect(JSON.stringify(result)).not.toContain('"names"');
  });

  it("keeps the images out of the JSON and the report in it", () => {
    const result = assemble(CANDIDATES);
    expect(Object.keys(JSON.parse(JSON.stringify(result)))).toEqual([
      "schemaVersion",
      "input",
      "model",
      "backend",
      "microbleeds",
      "rejected",
      "summary",
      "warnings",
      "timingsMs",
      "notice",
    ]);
    expect(Object.keys(result)).not.toContain("mask");
    expect(result.regions).toBeNull();
  });
});
