import type { Matching, PairValue } from "./match-rule.js";

/** Why a possible match of a lesion was not taken. @since 0.1.0 */
export interface RejectedMatch {
  /** Index of the lesion on the other side. */
  readonly other: number;
  readonly value: number;
  /** `"otherTaken"`: the other lesion went to a different one; `"thisTaken"`: this lesion did; `"bothTaken"`: both did. */
  readonly reason: "otherTaken" | "thisTaken" | "bothTaken" | "notChosen";
  /** Whom the other lesion was matched to; empty where to nobody. */
  readonly otherMatchedTo: readonly number[];
}

/** What became of one lesion and why. @since 0.1.0 */
export interface LesionExplanation {
  readonly index: number;
  /**
   * `"tooSmall"` and `"belowCut"` come from {@link explainCase} alone: the protocol leaves the lesion out for its size, or
   * for its score.
   */
  readonly outcome: "found" | "missed" | "matched" | "repeat" | "unmatched" | "tooSmall" | "belowCut";
  /** Whom it was matched to, with the value by which. */
  readonly matchedTo: readonly { readonly other: number; readonly value: number }[];
  readonly rejected: readonly RejectedMatch[];
  /** The same in one sentence; lesions are counted from 1 in it. */
  readonly sentence: string;
}

/** Explanations for all lesions of a case. @since 0.1.0 */
export interface MatchingExplanation {
  readonly caseId: string;
  readonly reference: readonly LesionExplanation[];
  readonly prediction: readonly LesionExplanation[];
}

type Side = "reference" | "prediction";

/**
 * For every reference and predicted lesion: whom it was matched to, by what value, and why the others were not.
 *
 * @param matching - from {@link matchLesions}
 * @returns one entry for each lesion, in list order
 * @since 0.1.0
 */
export function explainMatching(matching: Matching): MatchingExplanation {
  const explain = (side: Side, count: number): LesionExplanation[] =>
    Array.from({ length: count }, (_, index) => explainLesion(matching, side, index));
  return {
    caseId: matching.caseId,
    reference: explain("reference", matching.referenceCount),
    prediction: explain("prediction", matching.predictionCount),
  };
}

function explainLesion(matching: Matching, side: Side, index: number): LesionExplanation {
  const otherSide: Side = side === "reference" ? "prediction" : "reference";
  const mine = (pair: PairValue): boolean => pair[side] === index;
  const pairs = matching.pairs.filter(mine);
  const isTaken = pairs.length > 0;
  const rejected = matching.candidates
    .filter((pair) => mine(pair) && !pairs.some((taken) => taken[otherSide] === pair[otherSide]))
    .map((pair): RejectedMatch => {
      const otherMatchedTo = matching.pairs
        .filter((taken) => taken[otherSide] === pair[otherSide])
        .map((taken) => taken[side]);
      return { other: pair[otherSide], value: pair.value, reason: reasonOf(isTaken, otherMatchedTo), otherMatchedTo };
    });
  const outcome =
    side === "reference" ? (isTaken ? "found" : "missed") : (matching.predictionOutcome[index] ?? "unmatched");
  const matchedTo = pairs.map((pair) => ({ other: pair[otherSide], value: pair.value }));
  const explanation = { index, outcome, matchedTo, rejected } as const;
  return { ...explanation, sentence: sentenceOf(explanation, side, matching) };
}

function reasonOf(isTaken: boolean, otherMatchedTo: readonly number[]): RejectedMatch["reason"] {
  if (otherMatchedTo.length > 0) return isTaken ? "bothTaken" : "otherTaken";
  return isTaken ? "thisTaken" : "notChosen";
}

function sentenceOf(lesion: Omit<LesionExplanation, "sentence">, side: Side, matching: Matching): string {
  const other = side === "reference" ? "prediction" : "reference";
  const unit = unitOf(matching);
  const name = `${side} ${lesion.index + 1}`;
  const shown = (value: number): string => `${Number(value.toPrecision(4))}${unit}`;
  const matched = lesion.matchedTo.map((each) => `${other} ${each.other + 1} (${shown(each.value)})`).join(", ");
  const lost = lesion.rejected.map((each) => {
    const whom = each.otherMatchedTo.map((n) => `${side} ${n + 1}`).join(", ");
    const why = whom === "" ? `${name} has a match already` : `which went to ${whom}`;
    return `${other} ${each.other + 1} (${shown(each.value)}), ${whom === "" && lesion.matchedTo.length === 0 ? "which the assignment left out" : why}`;
  });
  const start = matched === "" ? `${name} has no match` : `${name} is matched to ${matched}`;
  if (lost.length === 0) return matched === "" ? `${start}: no ${other} meets the criterion.` : `${start}.`;
  return `${start}; not to ${lost.join("; nor to ")}.`;
}

function unitOf({ rule }: Matching): string {
  if (rule.criterion.by === "centreDistance" || rule.criterion.by === "pointInMask") return " mm";
  return rule.criterion.by === "iou" || rule.criterion.by === "dice" ? "" : " voxels";
}
