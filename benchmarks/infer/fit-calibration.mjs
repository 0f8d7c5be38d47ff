// From candidates with features to the calibration and the thresholds of a manifest.
import { brierScore, expectedCalibrationError, reliability } from "@cmb/metrics";
import { thresholdFor } from "../ladder/score-cases.mjs";
import { fitLogistic } from "./fit-logistic.mjs";

/**
 * Features that may enter a score, with the sign that makes sense: more of it speaks for a microbleed (1), against one
 * (−1), or either (0). Where in the tissue a candidate lies is left out: simulated microbleeds lie where they were put.
 */
export const FEATURE_SIGNS = {
  verifierLogit: 1,
  lesionLogit: 1,
  centreProbability: 1,
  mimicProbability: -1,
  contrast: 1,
  logVolume: 0,
  edgeMm: 1,
  sliceMm: 0,
  regionCsf: -1,
  regionVentricle: -1,
  regionSinus: -1,
  regionOutside: -1,
};
/** False marks per head of each preset. */
export const RATES = { sensitive: 4, balanced: 1, specific: 0.25 };
const FOLDS = 5;
/** A feature has to lower the loss of heads that it was not fitted on by this share of it. */
const LEAST_GAIN = 0.005;

/**
 * Chooses features one at a time, each the one that helps most on heads that the fit has not seen, as long as its weight
 * has the sensible sign, and fits them.
 *
 * @param rows `{ head, label, features }`, label 1 or 0
 * @returns `intercept` and `coefficients` of the features as they are, `loss` in nats on unseen heads, and the
 * `probabilities` that the rows had there
 */
export function fitCalibration(rows, { signs = FEATURE_SIGNS, penalty = 1 } = {}) {
  const heads = headsByHits(rows);
  if (heads.filter(({ hits }) => hits > 0).length < 2) {
    throw new Error("fitCalibration: fewer than two heads have microbleeds that were found; give more heads");
  }
  const names = Object.keys(signs).filter((name) => varies(rows, name));
  let chosen = crossValidated(rows, [], penalty);
  for (;;) {
    const tried = names
      .filter((name) => !chosen.names.includes(name))
      .map((name) => crossValidated(rows, [...chosen.names, name], penalty))
      .filter((trial) => hasSensibleSigns(trial.fit, trial.names, signs))
      .sort((a, b) => a.loss - b.loss);
    const [best] = tried;
    if (best === undefined || best.loss > (1 - LEAST_GAIN) * chosen.loss) break;
    chosen = best;
  }
  const { fit, loss, probabilities } = chosen;
  return { intercept: fit.intercept, coefficients: fit.coefficients, loss, probabilities };
}

function headsByHits(rows) {
  const hits = new Map();
  for (const { head, label } of rows) hits.set(head, (hits.get(head) ?? 0) + label);
  return [...hits].map(([head, count]) => ({ head, hits: count })).sort((a, b) => b.hits - a.hits);
}

function varies(rows, name) {
  const first = rows[0].features[name];
  return first !== undefined && rows.some(({ features }) => features[name] !== first);
}

function hasSensibleSigns({ coefficients }, names, signs) {
  return names.every((name) => signs[name] === 0 || Math.sign(coefficients[name]) === signs[name]);
}

/** A fit with all rows, and how it does on heads that were left out of it. */
function crossValidated(rows, names, penalty) {
  const heads = headsByHits(rows);
  // In the order of hits, so that every fold leaves some of them to the others.
  const foldOf = new Map(heads.map(({ head }, n) => [head, n % Math.min(FOLDS, heads.length)]));
  const probabilities = new Array(rows.length);
  for (const fold of new Set(foldOf.values())) {
    const others = rows.filter(({ head }) => foldOf.get(head) !== fold);
    const fit = fitRows(others, names, penalty);
    for (const [n, row] of rows.entries()) {
      if (foldOf.get(row.head) === fold) probabilities[n] = probabilityOf(fit, row.features);
    }
  }
  const loss = rows.reduce(
    (sum, { label }, n) => sum - Math.log(label === 1 ? probabilities[n] : 1 - probabilities[n]),
    0,
  );
  return { names, fit: fitRows(rows, names, penalty), loss: loss / rows.length, probabilities };
}

/** Fitted on standardised features, so that the penalty means the same for each; told in their own units. */
function fitRows(rows, names, penalty) {
  const scales = names.map((name) => scaleOf(rows, name));
  const inputs = rows.map(({ features }) => [
    1,
    ...names.map((name, n) => (features[name] - scales[n].mean) / scales[n].deviation),
  ]);
  const weights = fitLogistic(
    inputs,
    rows.map(({ label }) => label),
    { penalty },
  );
  const coefficients = Object.fromEntries(names.map((name, n) => [name, weights[n + 1] / scales[n].deviation]));
  const intercept = names.reduce((sum, name, n) => sum - coefficients[name] * scales[n].mean, weights[0]);
  return { intercept, coefficients };
}

function scaleOf(rows, name) {
  const mean = rows.reduce((sum, { features }) => sum + features[name], 0) / rows.length;
  const variance = rows.reduce((sum, { features }) => sum + (features[name] - mean) ** 2, 0) / rows.length;
  return { mean, deviation: variance > 0 ? Math.sqrt(variance) : 1 };
}

/** The calibrated score of a candidate, kept from 0 and 1 by less than any number that is printed. */
export function probabilityOf({ intercept, coefficients }, features) {
  const logit = Object.entries(coefficients).reduce((sum, [name, weight]) => sum + weight * features[name], intercept);
  return Math.min(1 - 1e-9, Math.max(1e-9, 1 / (1 + Math.exp(-logit))));
}

/**
 * The thresholds that give so many false marks per head, with the recall there.
 *
 * @param heads `{ visible, marks }`: how many microbleeds there are to find, and every candidate with `label` (true, false
 * or `undefined`) and `score`
 */
export function presetThresholds(heads, rates = RATES) {
  const visible = heads.reduce((sum, head) => sum + head.visible, 0);
  const falses = heads.map(({ marks }) => ({ marks: marks.filter(({ label }) => label === false) }));
  return Object.fromEntries(
    Object.entries(rates).map(([preset, rate]) => {
      const threshold = thresholdFor(falses, rate);
      const hits = heads
        .flatMap(({ marks }) => marks)
        .filter(({ label, score }) => label === true && score >= threshold);
      return [preset, { threshold, rate, recall: hits.length / visible }];
    }),
  );
}

/** How the probabilities of unseen heads came true: bins of a tenth, and two sums of it. */
export function reliabilityOf(rows, probabilities) {
  const scored = { probabilities, outcomes: rows.map(({ label }) => label === 1) };
  return {
    bins: reliability(scored).filter(({ count }) => count > 0),
    expectedCalibrationError: expectedCalibrationError(scored),
    brierScore: brierScore(scored),
  };
}
