import { createRng } from "@cmb/core";
import { makeCase } from "./made-cases.mjs";

const SMALL_GRID = { shape: [44, 36, 14], spacingMm: [0.9, 1.1, 2.5], mostLesions: 12 };

/**
 * Made inputs for both sides, from one seed: masks with lesions on both sides, scores with ties, ratings, samples,
 * probabilities and matrices. Everything but the masks is plain JSON.
 */
export function makeInputs(seed, { caseCount = 40, listCount = 20 } = {}) {
  const rng = createRng(seed, "peers");
  const repeat = (name, make) => Array.from({ length: listCount }, (_, n) => make(rng.at(name, n), n));
  return {
    masks: makeMasks(seed, caseCount),
    detectionMaps: repeat("detection map", makeDetectionMap),
    scored: repeat("scored", makeScored),
    froc: repeat("froc", makeFroc),
    probabilities: repeat("probabilities", makeProbabilities),
    ratings: repeat("ratings", makeRatings),
    counts: repeat("counts", makeCounts),
    samples: repeat("samples", makeSamples),
    pValues: repeat("p", (own) => list(own.integer(2, 20), () => own.uniform() ** 3)),
    costs: repeat("costs", makeCosts),
  };
}

/** Cases that have lesions on both sides: what an empty side counts is a convention and shown by itself. */
function makeMasks(seed, count) {
  const masks = [];
  for (let index = 0; masks.length < count; index++) {
    const made = makeCase(seed, index, SMALL_GRID);
    if (made.reference.includes(1) && made.prediction.includes(1)) masks.push({ ...SMALL_GRID, ...made });
  }
  return masks;
}

/** Boxes of one confidence each, apart from one another, over and beside reference boxes: [i, j, k, size, value]. */
function makeDetectionMap(rng, index) {
  const reference = [];
  const prediction = [];
  for (let cell = 0; cell < 8; cell++) {
    const [i, j, k] = [8 * (cell % 2), 8 * ((cell >> 1) % 2), 8 * (cell >> 2)];
    const confidence = rng.integer(1, 20) / 20;
    const hasReference = index % 4 !== 0 && rng.uniform() < 0.5;
    if (hasReference) reference.push([i + 1, j + 1, k + 1, rng.integer(2, 4), 1]);
    const shift = () => rng.integer(0, 2);
    if (rng.uniform() < 0.6) prediction.push([i + shift(), j + shift(), k + shift(), rng.integer(2, 4), confidence]);
  }
  return { side: 16, reference, prediction };
}

function makeScored(rng) {
  const targets = list(rng.integer(10, 120), () => {
    const isPositive = rng.uniform() < 0.4;
    return { score: Math.round(20 * (rng.uniform() + (isPositive ? 0.3 : 0))) / 26, isPositive };
  });
  return [...targets, { score: 0.5, isPositive: true }, { score: 0.5, isPositive: false }];
}

function makeFroc(rng) {
  const scores = (count) => list(count, () => rng.integer(1, 40) / 40);
  const hits = scores(rng.integer(2, 30));
  return { hits, falses: scores(rng.integer(2, 60)), referenceCount: hits.length + rng.integer(0, 8), scanCount: 9 };
}

/** Two decimals, so that many values lie on the edge of a bin. */
function makeProbabilities(rng) {
  const probabilities = list(300, () => rng.integer(0, 100) / 100);
  return { probabilities, outcomes: probabilities.map((p) => rng.uniform() < p) };
}

function makeRatings(rng, index) {
  const raters = index % 2 === 0 ? 2 : rng.integer(3, 5);
  const classes = rng.integer(2, 5);
  const rows = list(rng.integer(10, 60), () => {
    const truth = rng.integer(0, classes - 1);
    return list(raters, () => (rng.uniform() < 0.7 ? truth : rng.integer(0, classes - 1)));
  });
  // Every class occurs: statsmodels and irrCAC take the classes from the table.
  return { classes, rows: [...rows, ...list(classes, (n) => list(raters, () => n))] };
}

function makeCounts(rng) {
  const raters = rng.integer(2, 4);
  return list(rng.integer(6, 50), () => {
    const truth = rng.integer(0, 30);
    return list(raters, (rater) => Math.max(0, truth + rater + rng.integer(-3, 3)));
  });
}

/** Sizes on both sides of where the exact tests end, with and without ties. */
function makeSamples(rng, index) {
  const digits = index % 2 === 0 ? 1 : 1000;
  const draw = (count, mean) => list(count, () => Math.round(rng.normal(mean, 2) * digits) / digits);
  const count = rng.integer(5, 70);
  return { first: draw(count, 5.4), second: draw(count, 5), other: draw(rng.integer(4, 40), 5) };
}

function makeCosts(rng) {
  const [rows, columns] = [rng.integer(1, 40), rng.integer(1, 40)];
  return { rows, columns, costs: list(rows * columns, () => rng.integer(0, 200) / 8) };
}

function list(count, make) {
  return Array.from({ length: count }, (_, n) => make(n));
}
