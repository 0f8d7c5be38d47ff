import type { Foreground } from "../labelling/labelling-rule.js";
import type { Assignment, Criterion } from "../matching/match-rule.js";
import type { ProtocolParameters } from "../protocols/protocol.js";

/** One part of a rule: what it is about, and what it says. @internal */
export type RuleLine = readonly [topic: string, text: string];

/**
 * The parameters of a protocol in plain words, for somebody who reads the result and not the code.
 *
 * @param parameters - of any protocol
 * @param from - what the lesions were taken from: lists have no values to cut
 * @returns one line for each part of the rule
 * @internal
 */
export function describeRule(parameters: ProtocolParameters, from: "masks" | "lists" = "masks"): readonly RuleLine[] {
  return [
    from === "lists"
      ? ["Lesions", "are taken as they were listed; no mask is cut"]
      : ["Lesions of masks", maskRule(parameters)],
    ...(parameters.scoreCut === null
      ? []
      : [["Scores", `predictions count ${foreground(parameters.scoreCut)}`] as const]),
    ["Size", sizeRule(parameters)],
    ["A hit", criterionText(parameters.criterion)],
    ["Who is matched to whom", ASSIGNMENTS[parameters.assignment]],
    [
      "A further prediction on a reference that is taken",
      parameters.duplicateHits === "ignore" ? "counts neither as true nor as false" : "is a false positive",
    ],
    [
      "True positives",
      parameters.truePositivesAre === "references"
        ? "are the references that were found"
        : "are the predictions that were matched",
    ],
    ["A scan without reference and prediction", EMPTY_PAIR[parameters.emptyPair]],
    ["A scan with predictions alone", EMPTY_REFERENCE[parameters.emptyReference]],
    [
      "A scan with references alone",
      parameters.emptyPrediction === "zero"
        ? "has precision, sensitivity and F1 0"
        : "has sensitivity 0, F1 0 and no precision",
    ],
    [
      "F1 of a scan without a hit",
      parameters.noTruePositives === "zero" ? "is 0" : "is undefined and left out of means",
    ],
    [
      "Means and medians",
      parameters.averagedScans === "all"
        ? "are over all scans where the quantity is defined"
        : "leave out scans without any lesion on either side",
    ],
    ["False positives per scan", `are over ${DENOMINATORS[parameters.falsePositivesOver]}`],
    [
      "The source's own average",
      `is the ${{ pooled: "pooled one: all lesions counted together", macro: "mean over scans", median: "median over scans" }[parameters.headline]}`,
    ],
  ];
}

function maskRule({ referenceForeground, predictionForeground, connectivity }: ProtocolParameters): string {
  const touch = { 6: "a face", 18: "a face or an edge", 26: "a face, an edge or a corner" }[connectivity];
  return `values ${foreground(referenceForeground)} in the reference and ${foreground(predictionForeground)} in the prediction; voxels that touch by ${touch} are one lesion (${connectivity} neighbours)`;
}

function foreground({ threshold, includes }: Foreground): string {
  return `${includes === "above" ? "above" : "from"} ${threshold}${includes === "from" ? " on" : ""}`;
}

function sizeRule({ minimumSizeVoxels, minimumSizeOf, measures }: ProtocolParameters): string {
  if (minimumSizeVoxels <= 1) return "lesions of any size count";
  const who = minimumSizeOf === "both" ? "lesions" : "predictions";
  const still = measures === "shivaClusters" ? ", yet still hit and are hit" : "";
  return `${who} of fewer than ${minimumSizeVoxels} voxels do not count${still}`;
}

function criterionText(criterion: Criterion): string {
  switch (criterion.by) {
    case "overlap":
      return `is at least ${criterion.minimumVoxels} shared voxel${criterion.minimumVoxels === 1 ? "" : "s"}`;
    case "iou":
      return `is an intersection over union ${criterion.strict ? "above" : "of at least"} ${criterion.minimum}`;
    case "dice":
      return `is a Dice overlap ${criterion.strict ? "above" : "of at least"} ${criterion.minimum}`;
    case "centreDistance":
      return `is a distance of the centres ${criterion.strict ? "below" : "of at most"} ${criterion.toleranceMm} mm${criterion.truncateCentres ? ", voxel centres cut to whole numbers" : ""}`;
    case "pointInMask":
      return `is ${POINTS[criterion.point]}${criterion.orWithinMm === null ? "" : `, or a distance of the centres of at most ${criterion.orWithinMm} mm`}`;
    case "dilatedFootprint":
      return `is at least ${criterion.minimumVoxels} voxel shared with the reference grown by ${criterion.radiusMm} mm`;
  }
}

const POINTS = {
  reference: "a prediction that holds the centre of the reference",
  prediction: "a reference that holds the centre of the prediction",
  either: "a lesion that holds the centre of the other",
} as const;
const ASSIGNMENTS: Readonly<Record<Assignment, string>> = {
  greedyByScore: "the surest prediction first takes its best reference that is free; one to one",
  greedyByValue: "the best pair first, then the best of what is left; one to one",
  optimal: "the one-to-one assignment with the most hits, and of these the best",
  optimalSum: "the one-to-one assignment with the largest sum of 1 + overlap",
  nearestReference: "each prediction goes to its nearest reference; the nearest prediction is the hit",
  manyToOne: "each prediction goes to its best reference, which several may hit",
  touching: "every lesion that touches one of the other side is hit",
};
const EMPTY_PAIR = { undefined: "has no precision, sensitivity and F1", one: "scores 1", zero: "scores 0" } as const;
const EMPTY_REFERENCE = {
  formula: "has precision 0, F1 0 and no sensitivity",
  f1Undefined: "has precision 0 and neither F1 nor sensitivity",
  zero: "has precision, sensitivity and F1 0",
} as const;
const DENOMINATORS = {
  all: "all scans",
  nonEmpty: "scans with a lesion on either side",
  withReference: "scans with a reference lesion",
} as const;
