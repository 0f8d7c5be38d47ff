import type { Html } from "@cmb/core";
import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import type { Protocol } from "../protocols/protocol.js";
import type { LesionOutcome } from "./lesion-outcomes.js";

/** One system under one protocol, as tables and pages show it. @since 0.1.0 */
export interface ReportedEvaluation {
  readonly protocol: Protocol;
  readonly result: EvaluationResult;
  /** Whose predictions these are; needed where there are several systems. */
  readonly system?: string | undefined;
  /** What became of each lesion; without it lists of lesions are left out. */
  readonly lesions?: readonly LesionOutcome[] | undefined;
  /**
   * Pictures of lesions by {@link pictureKey}, for the page alone: markup of class `pictures` as `pointPictures` of
   * `@cmb/infer` makes it.
   */
  readonly pictures?: ReadonlyMap<string, Html> | undefined;
}

/**
 * What a lesion's pictures are found by.
 *
 * @param lesion - from {@link lesionOutcomes}
 * @returns one text for each lesion of an evaluation
 * @since 0.1.0
 */
export function pictureKey({ caseId, side, number }: Pick<LesionOutcome, "caseId" | "side" | "number">): string {
  return JSON.stringify([caseId, side, number]);
}
