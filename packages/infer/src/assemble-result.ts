import { type LabelMap, orientation, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { expectedCount } from "./expected-count.js";
import type { LesionModel, ModelOutput, ScoredCandidate } from "./lesion-model.js";
import type { DetectionResult, InputCheck, Microbleed, Preset, RejectedCandidate, Report } from "./report.js";

/** Everything that a report is made of. */
export interface ResultParts {
  readonly volume: Volume<VoxelArray>;
  readonly sha256: string;
  readonly sequence: "SWI" | "GRE" | "unknown";
  readonly checks: readonly InputCheck[];
  readonly model: LesionModel;
  readonly preset: Preset;
  readonly output: ModelOutput;
}

/** Applies the threshold, numbers what is left, paints the mask and writes the report. */
export function assembleResult(parts: ResultParts, timingsMs: Readonly<Record<string, number>>): DetectionResult {
  const { volume, model, output, preset } = parts;
  const threshold = model.thresholds[preset];
  const ranked = [...output.candidates].sort((a, b) => b.score - a.score || voxelOf(a) - voxelOf(b));
  const mask: LabelMap = { data: new Uint32Array(volume.data.length), shape: volume.shape, affine: volume.affine };
  const microbleeds: Microbleed[] = [];
  const rejected: RejectedCandidate[] = [];
  for (const candidate of ranked) {
    if (candidate.rejection !== undefined) {
      rejected.push(toRejected(candidate, candidate.rejection));
    } else if (candidate.score < threshold) {
      const reason = `score ${candidate.score.toFixed(2)}, below ${threshold} (${preset})`;
      rejected.push(toRejected(candidate, { stage: "score", reason }));
    } else if (paint(mask, candidate, microbleeds.length + 1)) {
      microbleeds.push(toMicrobleed(candidate, microbleeds.length + 1, model.definiteThreshold));
    }
  }
  const report: Report = {
    schemaVersion: 1,
    input: {
      sha256: parts.sha256,
      shape: volume.shape,
      spacingMm: spacing(volume.affine),
      orientation: orientation(volume.affine),
      sequence: parts.sequence,
      checks: parts.checks,
    },
    model: { id: model.id, version: model.version, sha256: model.sha256, preset, threshold },
    backend: { runtime: model.runtime, device: model.device, tried: model.tried },
    microbleeds,
    rejected,
    summary: {
      count: microbleeds.length,
      possible: microbleeds.filter(({ certainty }) => certainty === "possible").length,
      byZone: null,
      byBombs: null,
      expectedCount: expectedCount(ranked.filter(({ rejection }) => rejection === undefined).map(({ score }) => score)),
    },
    warnings: output.warnings,
    timingsMs,
    notice: "Research use only; not a medical device.",
  };
  return withImages(report, mask);
}

function withImages(report: Report, mask: LabelMap): DetectionResult {
  return Object.defineProperties({ ...report }, { mask: { value: mask }, regions: { value: null } }) as DetectionResult;
}

function voxelOf({ voxels }: ScoredCandidate): number {
  return voxels[0] ?? -1;
}

/** False, and nothing painted, where a better candidate has any of the voxels: the two are one lesion. */
function paint(mask: LabelMap, { voxels }: ScoredCandidate, id: number): boolean {
  if (voxels.some((v) => mask.data[v] !== 0)) return false;
  for (const v of voxels) mask.data[v] = id;
  return true;
}

function toMicrobleed({ score, contrast, region }: ScoredCandidate, id: number, definiteThreshold: number): Microbleed {
  const [first, second] = region.principalVariancesMm2;
  return {
    id,
    centreMm: region.centroidMm,
    centreVoxel: region.centroidVoxel,
    score,
    certainty: score >= definiteThreshold ? "definite" : "possible",
    volumeMm3: region.volumeMm3,
    diameterMm: 2 * Math.cbrt((3 * region.volumeMm3) / (4 * Math.PI)),
    elongation: first > 0 ? Math.sqrt(second / first) : 1,
    contrast,
    region: null,
  };
}

function toRejected(
  { score, region }: ScoredCandidate,
  { stage, reason }: Pick<RejectedCandidate, "stage" | "reason">,
): RejectedCandidate {
  return { centreMm: region.centroidMm, centreVoxel: region.centroidVoxel, score, stage, reason };
}
