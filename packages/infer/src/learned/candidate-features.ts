import type { RegionStatistics } from "@cmb/core";
import type { RegionClass } from "../manifest/model-manifest.js";
import type { LesionPlace } from "../regions/name-region.js";
import type { VerifiedCandidate } from "./verify-candidates.js";

/** What the score of a candidate can be made from; a manifest's calibration names these. */
export interface LearnedFeatures {
  /** Of the first network at the candidate's centre, 0 to 1. */
  readonly lesionProbability: number;
  readonly centreProbability: number;
  readonly mimicProbability: number;
  /** ln(p / (1 − p)) of the first, within ±12. */
  readonly lesionLogit: number;
  /** Of the second network. */
  readonly verifierLogit: number;
  /** ln of the volume in mm³. */
  readonly logVolume: number;
  /** 1 − darkest over the tissue around it. */
  readonly contrast: number;
  /** To the edge of the brain, 0 outside and at most 20. */
  readonly edgeMm: number;
  /** Largest voxel edge of the scan. */
  readonly sliceMm: number;
  /** One of these is 1 where a region network has run, the others are 0; without one only the last can be. */
  readonly regionCortex: number;
  readonly regionWhiteMatter: number;
  readonly regionDeep: number;
  readonly regionInfratentorial: number;
  readonly regionCsf: number;
  readonly regionVentricle: number;
  readonly regionSinus: number;
  readonly regionOutside: number;
}

/** Their names, for checking a manifest. */
export const LEARNED_FEATURES: readonly (keyof LearnedFeatures)[] = [
  "lesionProbability",
  "centreProbability",
  "mimicProbability",
  "lesionLogit",
  "verifierLogit",
  "logVolume",
  "contrast",
  "edgeMm",
  "sliceMm",
  "regionCortex",
  "regionWhiteMatter",
  "regionDeep",
  "regionInfratentorial",
  "regionCsf",
  "regionVentricle",
  "regionSinus",
  "regionOutside",
];

type RegionFeature = Extract<keyof LearnedFeatures, `region${string}`>;

const FEATURE_OF_CLASS: Readonly<Record<RegionClass, RegionFeature>> = {
  background: "regionOutside",
  csf: "regionCsf",
  ventricle: "regionVentricle",
  cortex: "regionCortex",
  "cerebral-white-matter": "regionWhiteMatter",
  "basal-ganglia": "regionDeep",
  pallidum: "regionDeep",
  thalamus: "regionDeep",
  "hippocampus-amygdala": "regionCortex",
  "ventral-diencephalon": "regionDeep",
  brainstem: "regionInfratentorial",
  "cerebellar-cortex": "regionInfratentorial",
  "cerebellar-white-matter": "regionInfratentorial",
  "dural-sinus": "regionSinus",
};

const MOST_LOGIT = 12;
const MOST_EDGE_MM = 20;

/** What is measured of a candidate besides the networks' answers. */
export interface CandidateMeasures {
  readonly region: Pick<RegionStatistics, "volumeMm3">;
  readonly contrast: number;
  readonly place: Pick<LesionPlace, "majority" | "brainVoxels">;
  readonly edgeMm: number;
  readonly sliceMm: number;
}

/** The features of a candidate; what its model does not have is 0. */
export function candidateFeatures(
  candidate: Omit<VerifiedCandidate, "around" | "voxel">,
  { region, contrast, place, edgeMm, sliceMm }: CandidateMeasures,
): LearnedFeatures {
  const { lesionProbability: p } = candidate;
  const here = place.majority === undefined ? undefined : FEATURE_OF_CLASS[place.majority];
  const prior = here ?? (place.brainVoxels === 0 ? "regionOutside" : undefined);
  const oneHot = (name: RegionFeature): number => (name === prior ? 1 : 0);
  return {
    lesionProbability: p,
    centreProbability: orZero(candidate.centreProbability),
    mimicProbability: orZero(candidate.mimicProbability),
    lesionLogit: Math.min(MOST_LOGIT, Math.max(-MOST_LOGIT, Math.log(p / (1 - p)))),
    verifierLogit: orZero(candidate.verifierLogit),
    logVolume: Math.log(region.volumeMm3),
    contrast,
    edgeMm: Math.min(MOST_EDGE_MM, edgeMm),
    sliceMm,
    regionCortex: oneHot("regionCortex"),
    regionWhiteMatter: oneHot("regionWhiteMatter"),
    regionDeep: oneHot("regionDeep"),
    regionInfratentorial: oneHot("regionInfratentorial"),
    regionCsf: oneHot("regionCsf"),
    regionVentricle: oneHot("regionVentricle"),
    regionSinus: oneHot("regionSinus"),
    regionOutside: oneHot("regionOutside"),
  };
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
