import type { VoxelIndex, WorldPoint } from "@cmb/core";
import { explainCase } from "../evaluation/explain-case.js";
import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import type { LesionExplanation } from "../matching/explain-matching.js";
import type { Protocol } from "../protocols/protocol.js";

/** What became of one lesion, with what is known about it; a row of a table. @since 0.1.0 */
export interface LesionOutcome {
  readonly caseId: string;
  readonly side: "reference" | "prediction";
  /** Position in its list, counted from 1 as the sentences do. */
  readonly number: number;
  readonly outcome: LesionExplanation["outcome"];
  /** Whether it counts as an error: a missed reference, a false positive. */
  readonly isError: boolean;
  readonly centreMm: WorldPoint | null;
  readonly centreVoxel: VoxelIndex | null;
  readonly sizeVoxels: number | null;
  /** Of predictions. */
  readonly score: number | null;
  readonly location: string | null;
  readonly features: Readonly<Record<string, number>>;
  /** Numbers of the lesions on the other side that it was matched to. */
  readonly matchedTo: readonly number[];
  /** Why, in one sentence. */
  readonly sentence: string;
}

/**
 * Every lesion of a scan with what became of it and why, as {@link explainCase} says it, and with what is known of it.
 *
 * @param evaluationCase - the scan
 * @param protocol - from `getProtocol` or `overrideProtocol`
 * @returns references, then predictions, in list order; the result holds on to no image
 * @throws CmbError `INVALID_ARGUMENT` when the case lacks what the protocol's criterion needs
 * @since 0.1.0
 */
export function lesionOutcomes(evaluationCase: EvaluationCase, protocol: Protocol): readonly LesionOutcome[] {
  const { caseId, ...sides } = explainCase(evaluationCase, protocol);
  const { duplicateHits } = protocol.parameters;
  return (["reference", "prediction"] as const).flatMap((side) =>
    sides[side].map(({ index, outcome, matchedTo, sentence }): LesionOutcome => {
      const isFalse = outcome === "unmatched" || (outcome === "repeat" && duplicateHits === "falsePositive");
      return {
        caseId,
        side,
        number: index + 1,
        outcome,
        isError: outcome === "missed" || isFalse,
        ...measures(evaluationCase[side][index] ?? {}),
        // Of a reference it would be the largest value of a mask, which says nothing.
        score: side === "prediction" ? (evaluationCase[side][index]?.score ?? null) : null,
        matchedTo: matchedTo.map(({ other }) => other + 1),
        sentence,
      };
    }),
  );
}

function measures(
  lesion: Lesion,
): Pick<LesionOutcome, "centreMm" | "centreVoxel" | "sizeVoxels" | "location" | "features"> {
  return {
    centreMm: lesion.centreMm ?? null,
    centreVoxel: lesion.centreVoxel ?? null,
    sizeVoxels: lesion.sizeVoxels ?? null,
    location: lesion.location ?? null,
    features: lesion.features ?? {},
  };
}
