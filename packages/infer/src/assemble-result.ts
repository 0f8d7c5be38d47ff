import { type LabelMap, orientation, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { expectedCount } from "./expected-count.js";
import type { LesionModel, ModelOutput, ScoredCandidate } from "./lesion-model.js";
import { BOMBS_ZONES } from "./regions/bombs.js";
import type {
  DetectionResult,
  InputCheck,
  Microbleed,
  Preset,
  RegionLabels,
  RejectedCandidate,
  Report,
  Zone,
} from "./report.js";

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
      const made = candidate.evidence === undefined ? "" : `: ${candidate.evidence}`;
      const reason = `score ${below(candidate.score, threshold)}, below ${threshold} (${preset})${made}`;
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
    model: {
      ...{ id: model.id, version: model.version, sha256: model.sha256, ...model.training },
      ...{ preset, threshold, definiteThreshold: model.definiteThreshold },
    },
    backend: { runtime: model.runtime, device: model.device, tried: model.tried },
    microbleeds,
    rejected,
    summary: {
      count: microbleeds.length,
      possible: microbleeds.filter(({ certainty }) => certainty === "possible").length,
      ...countsByRegion(microbleeds, output.regions ?? null),
      expectedCount: expectedCount(ranked.filter(({ rejection }) => rejection === undefined).map(({ score }) => score)),
    },
    warnings: output.warnings,
    timingsMs,
    notice: "Research use only; not a medical device.",
  };
  return withImages(report, mask, output.regions ?? null);
}

/** A score with as many digits as show that it is below the threshold. */
function below(score: number, threshold: number): string {
  const short = score.toFixed(2);
  return Number(short) < threshold ? short : score.toFixed(5);
}

function withImages(report: Report, mask: LabelMap, regions: RegionLabels | null): DetectionResult {
  const images = { mask: { value: mask }, regions: { value: regions } };
  return Object.defineProperties({ ...report }, images) as DetectionResult;
}

const ZONES: readonly Zone[] = ["lobar", "deep", "infratentorial"];

/** How many microbleeds each zone and each region has; `null` where regions were not assessed. */
function countsByRegion(
  microbleeds: readonly Microbleed[],
  regions: RegionLabels | null,
): Pick<Report["summary"], "byZone" | "byBombs"> {
  if (regions === null) return { byZone: null, byBombs: null };
  const count = (matches: (region: NonNullable<Microbleed["region"]>) => boolean): number =>
    microbleeds.filter(({ region }) => region !== null && matches(region)).length;
  return {
    byZone: Object.fromEntries(ZONES.map((zone) => [zone, count((region) => region.zone === zone)])) as Record<
      Zone,
      number
    >,
    byBombs: Object.fromEntries(
      [...BOMBS_ZONES.keys()].map((bombs) => [bombs, count((region) => region.bombs === bombs)]),
    ),
  };
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

function toMicrobleed(
  { score, contrast, region, place }: ScoredCandidate,
  id: number,
  definiteThreshold: number,
): Microbleed {
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
    region: place ?? null,
  };
}

function toRejected(
  { score, region }: ScoredCandidate,
  { stage, reason }: Pick<RejectedCandidate, "stage" | "reason">,
): RejectedCandidate {
  return { centreMm: region.centroidMm, centreVoxel: region.centroidVoxel, score, stage, reason };
}
