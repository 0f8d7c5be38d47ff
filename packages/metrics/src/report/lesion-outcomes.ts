import type { VoxelIndex, WorldPoint } from "@cmb/core";
import type { CaseEvaluation } from "../evaluation/evaluate-case.js";
import type { Lesion } from "../evaluation-case.js";
import { explainMatching, type LesionExplanation } from "../matching/explain-matching.js";

/** What became of one lesion, with what is known about it; a row of a table. @since 0.1.0 */
export interface LesionOutcome {
  readonly caseId: string;
  readonly side: "reference" | "prediction";
  /** Position in its list, counted from 1 as the sentences do; lesions below the protocol's size have none. */
  readonly number: number;
  readonly outcome: LesionExplanation["outcome"];
  /** Whether it counts as an error: a missed reference, a false positive. */
  readonly isError: boolean;
  readonly centreMm: WorldPoint | null;
  readonly centreVoxel: VoxelIndex | null;
  readonly sizeVoxels: number | null;
  readonly score: number | null;
  readonly location: string | null;
  readonly features: Readonly<Record<string, number>>;
  /** Numbers of the lesions on the other side that it was matched to. */
  readonly matchedTo: readonly number[];
  /** Why, in one sentence. */
  readonly sentence: string;
}

/**
 * Every lesion of a scan with what became of it and why.
 *
 * @param evaluation - from {@link evaluateCase} or an evaluation's `add`
 * @param rule - whether a repeated hit is a false positive: the protocol's parameters
 * @returns references, then predictions, in list order; the result holds on to no image
 * @since 0.1.0
 */
export function lesionOutcomes(
  { matchedCase, matching }: Pick<CaseEvaluation, "matchedCase" | "matching">,
  rule: { readonly duplicateHits: "ignore" | "falsePositive" },
): readonly LesionOutcome[] {
  const { reference, prediction } = explainMatching(matching);
  const describe =
    (side: "reference" | "prediction", lesions: readonly Lesion[]) =>
    (explanation: LesionExplanation): LesionOutcome => ({
      caseId: matching.caseId,
      side,
      number: explanation.index + 1,
      outcome: explanation.outcome,
      isError:
        explanation.outcome === "missed" ||
        explanation.outcome === "unmatched" ||
        (explanation.outcome === "repeat" && rule.duplicateHits === "falsePositive"),
      ...measures(lesions[explanation.index] ?? {}),
      matchedTo: explanation.matchedTo.map(({ other }) => other + 1),
      sentence: explanation.sentence,
    });
  return [
    ...reference.map(describe("reference", matchedCase.reference)),
    ...prediction.map(describe("prediction", matchedCase.prediction)),
  ];
}

function measures(
  lesion: Lesion,
): Pick<LesionOutcome, "centreMm" | "centreVoxel" | "sizeVoxels" | "score" | "location" | "features"> {
  return {
    centreMm: lesion.centreMm ?? null,
    centreVoxel: lesion.centreVoxel ?? null,
    sizeVoxels: lesion.sizeVoxels ?? null,
    score: lesion.score ?? null,
    location: lesion.location ?? null,
    features: lesion.features ?? {},
  };
}
