import { affineFromSpacing, connectedComponents } from "@cmb/core";
import {
  adjustPValues,
  auroc,
  averagePrecision,
  blandAltman,
  bootstrapInterval,
  brierScore,
  CAMELYON_RATES,
  caseForProtocol,
  cohenKappa,
  createEvaluation,
  evaluateCase,
  expectedCalibrationError,
  fleissKappa,
  froc,
  getProtocol,
  gwetAc1,
  hausdorffMm,
  intraclassCorrelation,
  mannWhitneyU,
  meanSensitivity,
  minimumCostAssignment,
  overrideProtocol,
  pairedPermutationTest,
  precisionRecallCurve,
  reliability,
  segmentationScores,
  sortedQuantile,
  surfaceDistances,
  wilcoxonSignedRank,
} from "@cmb/metrics";
import { volumesOf } from "./made-cases.mjs";

export const SURFACE_TOLERANCE_MM = 1.5;
export const CALIBRATION_BINS = [5, 10, 15, 20, 100];
const BOOTSTRAP = { seed: 11, resamples: 2000 };
const CONNECTIVITIES = [6, 18, 26];

/** Every number of ours by the name under which peers.py gives its own; lists in the order of the inputs. */
export function ourQuantities(inputs) {
  return {
    ...maskQuantities(inputs.masks),
    ...picaiQuantities(inputs.detectionMaps),
    ...curveQuantities(inputs),
    ...calibrationQuantities(inputs.probabilities),
    ...agreementQuantities(inputs),
    ...testQuantities(inputs),
  };
}

function maskQuantities(masks) {
  const volumes = masks.map((made) => volumesOf(made, made));
  const panoptic = (minimum, strict = false) =>
    overrideProtocol(getProtocol("panoptic"), { criterion: { by: "iou", minimum, strict } });
  const evaluated = (protocol) =>
    volumes.map((images, n) => evaluateCase(caseForProtocol(`case-${n}`, images, protocol), protocol).result);
  const [half, aboveHalf, tenth] = [panoptic(0.5), panoptic(0.5, true), panoptic(0.1)].map(evaluated);
  const centres = evaluated(overrideProtocol(getProtocol("valdo2021-optimal"), { toleranceMm: 3 }));
  const scores = volumes.map(({ reference, prediction }) =>
    segmentationScores(reference, prediction, { surfaceToleranceMm: SURFACE_TOLERANCE_MM }),
  );
  const distances = volumes.map(({ reference, prediction }) => surfaceDistances(reference, prediction));
  const qualities = (results) =>
    results.flatMap((one) => [one.panopticQuality, one.recognitionQuality, one.segmentationQuality]);
  const counts = (results) => results.flatMap((one) => [one.truePositives, one.falsePositives, one.falseNegatives]);
  return {
    objects: volumes.flatMap(({ reference, prediction }) =>
      CONNECTIVITIES.flatMap((connectivity) =>
        [reference, prediction].map((mask) => connectedComponents(mask, { connectivity }).count),
      ),
    ),
    "hits at IoU 0.5": counts(half),
    "hits above IoU 0.5": counts(aboveHalf),
    "hits at IoU 0.1": counts(tenth),
    "hits within 3 mm": counts(centres),
    "PQ, RQ, SQ": qualities(half),
    "PQ, RQ, SQ above IoU 0.5": qualities(aboveHalf),
    "Dice of hits": half.map((one) => (one.truePositives === 0 ? null : one.dice)),
    "F1 at IoU 0.1": tenth.map((one) => one.f1),
    Dice: scores.map((one) => one.dice),
    IoU: scores.map((one) => one.iou),
    HD: scores.map((one) => one.hausdorffMm),
    HD95: scores.map((one) => one.hausdorff95Mm),
    ASSD: scores.map((one) => one.assdMm),
    "surface Dice": scores.map((one) => one.surfaceDice),
    "HD95 of joined distances": distances.map((pair) => sortedQuantile(Float64Array.from(joined(pair)).sort(), 0.95)),
    "ASSD, mean of two means": distances.map((pair) => mean(sides(pair).map(mean))),
    "surface Dice, mean of two shares": distances.map((pair) =>
      mean(sides(pair).map((side) => mean(side.map((mm) => Number(mm <= SURFACE_TOLERANCE_MM))))),
    ),
    "directed 90th percentiles": distances.flatMap((pair) => [
      hausdorffMm({ ...pair, predictionToReferenceMm: new Float64Array() }, 90),
      hausdorffMm({ ...pair, referenceToPredictionMm: new Float64Array() }, 90),
    ]),
  };
}

const sides = (pair) => [[...pair.referenceToPredictionMm], [...pair.predictionToReferenceMm]];
const joined = (pair) => sides(pair).flat();
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function picaiQuantities(maps) {
  const protocol = getProtocol("picai");
  const evaluation = createEvaluation(protocol);
  for (const [n, { side, reference, prediction }] of maps.entries()) {
    const paint = (boxes) => ({ data: paintBoxes(side, boxes), shape: [side, side, side], affine: UNIT });
    const images = { reference: paint(reference), prediction: paint(prediction) };
    evaluation.add(caseForProtocol(`case-${n}`, images, protocol));
  }
  const { curve } = evaluation.result();
  return {
    "PI-CAI AP": [curve.averagePrecision],
    "PI-CAI AUROC": [curve.caseAuroc],
    "PI-CAI sensitivity at 0.125 to 8": curve.sensitivityAt.map(({ sensitivity }) => sensitivity),
  };
}

const UNIT = affineFromSpacing([1, 1, 1]);

function paintBoxes(side, boxes) {
  const data = new Float32Array(side ** 3);
  for (const [i, j, k, size, value] of boxes) {
    for (let c = k; c < k + size; c++) {
      for (let b = j; b < j + size; b++) data.fill(value, i + side * (b + side * c), i + size + side * (b + side * c));
    }
  }
  return data;
}

function curveQuantities({ scored, froc: curves }) {
  const asDetections = (targets) => targets.map(({ score, isPositive }) => ({ score, isHit: isPositive }));
  const positives = (targets) => targets.filter(({ isPositive }) => isPositive).length;
  const detections = ({ hits, falses }) => [
    ...hits.map((score) => ({ score, isHit: true })),
    ...falses.map((score) => ({ score, isHit: false })),
  ];
  const drawn = (one, points) => froc(detections(one), { ...one, points });
  return {
    AUROC: scored.map(auroc),
    AP: scored.map((targets) => averagePrecision(asDetections(targets), positives(targets))),
    "precision-recall curve": scored.flatMap((targets) =>
      precisionRecallCurve(asDetections(targets), positives(targets)).flatMap(({ precision, recall }) => [
        precision,
        recall,
      ]),
    ),
    "FROC as MONAI draws it": curves.flatMap((one) =>
      drawn(one, "withoutLowest").flatMap((point) => [point.falsePositivesPerScan, point.sensitivity]),
    ),
    "CAMELYON score": curves.map((one) => meanSensitivity(drawn(one, "withoutLowest"), CAMELYON_RATES, "linear")),
  };
}

function calibrationQuantities(lists) {
  return {
    "Brier score": lists.map(brierScore),
    "reliability curve": lists.flatMap((scoredOutcomes) =>
      CALIBRATION_BINS.flatMap((bins) =>
        reliability(scoredOutcomes, { bins })
          .filter(({ count }) => count > 0)
          .flatMap((bin) => [bin.observedFrequency, bin.meanProbability]),
      ),
    ),
    ECE: lists.flatMap((scoredOutcomes) =>
      CALIBRATION_BINS.map((bins) => expectedCalibrationError(scoredOutcomes, { bins })),
    ),
  };
}

function agreementQuantities({ ratings, counts }) {
  const pairs = ratings.filter(({ rows }) => rows[0].length === 2);
  const classesOf = ({ classes }) => Array.from({ length: classes }, (_, n) => n);
  const kappas = (weights) =>
    pairs.map((one) => {
      const column = (rater) => one.rows.map((row) => row[rater]);
      return cohenKappa(column(0), column(1), { weights, classes: classesOf(one) });
    });
  const columns = counts.map((table) => [table.map(([first]) => first), table.map(([, second]) => second)]);
  const plots = columns.map(([first, second]) => blandAltman(first, second));
  const intraclass = (form) => counts.map((table) => intraclassCorrelation(table, { form }));
  const ends = (results) => results.flatMap(({ interval }) => [interval.lower, interval.upper]);
  return {
    "Cohen's κ": kappas("none"),
    "linear κ": kappas("linear"),
    "quadratic κ": kappas("quadratic"),
    "Fleiss' κ": ratings.map(({ rows }) => fleissKappa(rows)),
    "Gwet's AC1": ratings.map(({ rows, classes }) => gwetAc1(rows, { classes })),
    "ICC(2,1)": intraclass("ICC(2,1)").map(({ value }) => value),
    "ICC(3,1)": intraclass("ICC(3,1)").map(({ value }) => value),
    "ends of both ICC": [...ends(intraclass("ICC(2,1)")), ...ends(intraclass("ICC(3,1)"))],
    "Bland–Altman": plots.flatMap(({ bias, limits }) => [bias, limits.lower, limits.upper]),
  };
}

function testQuantities({ samples, pValues, costs }) {
  const averageOf = (values) => mean(values);
  const interval = (method) =>
    samples.flatMap(({ first }) => {
      const { lower, upper } = bootstrapInterval(first, averageOf, { ...BOOTSTRAP, method });
      return [lower, upper];
    });
  const bySide = (test) => samples.flatMap((one) => ["greater", "less"].map((alternative) => test(one, alternative)));
  return {
    Wilcoxon: bySide(({ first, second }, side) =>
      wilcoxonSignedRank(
        first.map((value, n) => value - second[n]),
        side,
      ),
    ),
    "Mann–Whitney": bySide(({ first, other }, side) => mannWhitneyU(first, other, side)),
    "permutation test": samples.map(
      ({ first, second }) =>
        pairedPermutationTest(first.slice(0, 9), second.slice(0, 9), averageOf, { seed: 1 }).pValue,
    ),
    "percentile bootstrap": interval("percentile"),
    "BCa bootstrap": interval("bca"),
    "adjusted p": pValues.flatMap((values) =>
      ["bonferroni", "holm", "benjamini-hochberg"].flatMap((method) => adjustPValues(values, method)),
    ),
    "assignment cost": costs.map(({ costs: matrix, rows, columns }) =>
      minimumCostAssignment(matrix, rows, columns).reduce(
        (sum, column, row) => sum + (column < 0 ? 0 : matrix[row * columns + column]),
        0,
      ),
    ),
  };
}

/** The draws of the bootstrap, so that SciPy makes its intervals of the very same ones. */
export function bootstrapDrawsOf(samples) {
  return samples.map(({ first }) => {
    const draws = [];
    bootstrapInterval(first, (values) => draws[draws.push(mean(values)) - 1], BOOTSTRAP);
    return draws.slice(0, BOOTSTRAP.resamples);
  });
}
