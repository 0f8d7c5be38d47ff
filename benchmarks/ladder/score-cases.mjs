// From records of detections to recall, curves and counts, with intervals; no image is needed.
import {
  bootstrapInterval,
  expectedCalibrationError,
  froc,
  getProtocol,
  LUNA_RATES,
  matchLesions,
  meanSensitivity,
  sensitivityAt,
} from "@cmb/metrics";

/**
 * The hit rule of the ladder: the centroid of the mark lies in the reference dilated by one voxel (corners included) or
 * within 5 mm of its centre, one to one, higher scores first.
 */
export const LADDER_RULE = {
  criterion: { by: "pointInMask", point: "prediction", orWithinMm: 5 },
  assignment: "greedyByScore",
};
/** Rules of the field that recall is also given under; `touch26-pooled` needs voxels in common. */
export const OTHER_PROTOCOLS = ["valdo2021-greedy", "centroid-3mm", "touch26-pooled"];
/** Marks on a microbleed that cannot be seen are neither right nor wrong. */
const UNSEEN_REACH_MM = 2.5;

/**
 * A scan with its matches under the ladder's rule.
 *
 * @param scan `{ name, cluster, objects }`: the truth
 * @param record from `openDetector().record`
 * @returns `lesions`: every visible microbleed with the score that found it, or `null`; `marks`: every other mark that
 * counts as false, with its score and what it lies on
 */
export function scoreCase({ name, cluster, objects, ...facts }, record) {
  const bleeds = objects.filter((object) => object.class === "microbleed");
  const visible = bleeds.filter((object) => object.visible);
  const evaluated = evaluationCase({ name, visible }, record);
  const { pairs } = matchLesions(evaluated, LADDER_RULE);
  const foundBy = new Map(pairs.map(({ reference, prediction }) => [reference, record.marks[prediction]]));
  const taken = new Set(pairs.map(({ prediction }) => prediction));
  const unseen = bleeds.filter((object) => !object.visible);
  const isUnseen = ({ centreMm }) => unseen.some((object) => distance(object.centreMm, centreMm) <= UNSEEN_REACH_MM);
  const others = record.marks.filter((mark, n) => !taken.has(n) && !isUnseen(mark));
  return {
    ...{ name, cluster, ...facts, evaluated },
    lesions: visible.map((object, n) => ({ ...object, ...foundAs(foundBy.get(n), object) })),
    marks: others.map(({ score, on, centreMm }) => ({ score, on, centreMm })),
  };
}

/**
 * What each mark of a scan is, for calibration: true on a visible microbleed, false on nothing, `undefined` where it is
 * neither right nor wrong: on one that cannot be seen, again on one that is taken, on a calcification in the tissue of the
 * brain, which looks like one. That of choroid plexus, falx or tentorium is wrong: its place tells.
 *
 * @param zoneOf the zone of a tissue, `undefined` where microbleeds do not lie
 */
export function labelMarks(objects, record, zoneOf) {
  const bleeds = objects.filter((object) => object.class === "microbleed");
  const calcifications = objects.filter((object) => object.class === "calcification");
  const visible = bleeds.filter((object) => object.visible);
  const { predictionOutcome } = matchLesions(evaluationCase({ name: "scan", visible }, record), LADDER_RULE);
  const isOn = (mark) => bleeds.some((object) => distance(object.centreMm, mark.centreMm) <= UNSEEN_REACH_MM);
  const looksRight = (mark) => {
    return mark.on === "calcification" && zoneOf(nearest(calcifications, mark.centreMm).tissue) !== undefined;
  };
  return record.marks.map((mark, n) => {
    if (predictionOutcome[n] === "matched") return true;
    return predictionOutcome[n] === "repeat" || looksRight(mark) || isOn(mark) ? undefined : false;
  });
}

function nearest(objects, centreMm) {
  const far = ({ centreMm: other }) => distance(other, centreMm);
  return objects.reduce((best, one) => (far(one) < far(best) ? one : best));
}

function foundAs(mark, { id, visibleVoxels }) {
  if (mark === undefined) return { score: null };
  const shared = mark.overlap?.[id] ?? 0;
  const dice = mark.sizeVoxels === undefined ? undefined : (2 * shared) / (mark.sizeVoxels + visibleVoxels);
  return { score: mark.score, dice, markedZone: mark.zone, markMm: mark.centreMm };
}

function evaluationCase({ name, visible }, { marks }) {
  const indexOf = new Map(visible.map(({ id }, n) => [id, n]));
  const pairsOf = (mark, ids) => ids.flatMap((id) => (indexOf.has(id) ? [[indexOf.get(id), mark]] : []));
  return {
    id: name,
    reference: visible.map(({ centreMm, visibleVoxels }) => ({ centreMm, sizeVoxels: visibleVoxels })),
    prediction: marks.map(({ centreMm, score, sizeVoxels = 1 }) => ({ centreMm, score, sizeVoxels })),
    predictionCentreHits: marks.flatMap(({ touches = [] }, n) => pairsOf(n, touches)),
    overlap: marks.flatMap(({ overlap = {} }, n) =>
      Object.entries(overlap).flatMap(([id, voxels]) => pairsOf(n, [Number(id)]).map((pair) => [...pair, voxels])),
    ),
  };
}

/** The share of visible microbleeds that are found at a threshold, with its interval; `keep` selects some. */
export function recallAt(cases, threshold, keep = () => true) {
  const counts = cases.map(({ lesions, cluster }) => {
    const kept = lesions.filter(keep);
    return { cluster, total: kept.length, hits: kept.filter(({ score }) => isFound(score, threshold)).length };
  });
  const statistic = (list) => sum(list, ({ hits }) => hits) / sum(list, ({ total }) => total);
  return { of: sum(counts, ({ total }) => total), ...estimate(counts, statistic) };
}

/** Recall under another protocol's rule of what is a hit, at a threshold. */
export function recallUnder(cases, threshold, protocolId) {
  const { criterion, assignment } = getProtocol(protocolId).parameters;
  const counts = cases.map(({ evaluated, cluster }) => {
    const kept = keepFrom(evaluated, threshold);
    const { referenceFound } = matchLesions(kept, { criterion, assignment });
    return { cluster, total: referenceFound.length, hits: referenceFound.filter(Boolean).length };
  });
  const statistic = (list) => sum(list, ({ hits }) => hits) / sum(list, ({ total }) => total);
  return { of: sum(counts, ({ total }) => total), ...estimate(counts, statistic) };
}

function keepFrom(evaluated, threshold) {
  const kept = [...evaluated.prediction.keys()].filter((n) => evaluated.prediction[n].score >= threshold);
  const place = new Map(kept.map((from, to) => [from, to]));
  const moved = (entries) => entries.flatMap(([r, p, ...rest]) => (place.has(p) ? [[r, place.get(p), ...rest]] : []));
  return {
    ...evaluated,
    prediction: kept.map((n) => evaluated.prediction[n]),
    predictionCentreHits: moved(evaluated.predictionCentreHits),
    overlap: moved(evaluated.overlap),
  };
}

/** Marks per scan at a threshold that hit nothing, with their interval. */
export function marksAt(cases, threshold) {
  const counts = cases.map(({ marks, cluster }) => ({ cluster, marks: countFrom(marks, threshold) }));
  return { scans: cases.length, ...estimate(counts, (list) => sum(list, ({ marks }) => marks) / list.length) };
}

/** What the marks of `marksAt` lie on, per scan, the most frequent first. */
export function causesAt(cases, threshold) {
  const counts = new Map();
  for (const { marks } of cases) {
    for (const { score, on } of marks) if (score >= threshold) counts.set(on, (counts.get(on) ?? 0) + 1);
  }
  return [...counts]
    .map(([on, count]) => ({ on, perScan: count / cases.length }))
    .sort((a, b) => b.perScan - a.perScan);
}

/** Recall against false marks per scan, with the sensitivity at some rates and the intervals of those. */
export function curveOf(cases, rates) {
  const at = (list, rate) => sensitivityAt(curve(list), rate, "linear");
  return {
    points: curve(cases).map(({ threshold, sensitivity, falsePositivesPerScan }) => ({
      ...{ threshold, sensitivity, falsePositivesPerScan },
    })),
    recallAt: rates.map((rate) => ({ rate, ...estimate(cases, (list) => at(list, rate)) })),
    meanSensitivity: estimate(cases, (list) => meanSensitivity(curve(list), LUNA_RATES, "linear")),
  };
}

function curve(cases) {
  const detections = cases.flatMap(({ lesions, marks }) => [
    ...lesions.filter(({ score }) => score !== null).map(({ score }) => ({ score, isHit: true })),
    ...marks.map(({ score }) => ({ score, isHit: false })),
  ]);
  const referenceCount = sum(cases, ({ lesions }) => lesions.length);
  return froc(detections, { referenceCount, scanCount: cases.length, points: "all" });
}

/** The least threshold with at most so many marks per scan; above every score where even one mark is too many. */
export function thresholdFor(cases, marksPerScan) {
  const scores = cases.flatMap(({ marks }) => marks.map(({ score }) => score)).sort((a, b) => b - a);
  const most = Math.floor(marksPerScan * cases.length + 1e-9);
  if (scores.length <= most) return 0;
  const tooMany = scores[most];
  const above = scores.filter((score) => score > tooMany);
  // Just above the first score that would be one too many: equal scores go together.
  return above.length === 0 ? nextAbove(tooMany) : (above[above.length - 1] + tooMany) / 2;
}

function nextAbove(score) {
  return score + 1e-9;
}

/** How far the scores of candidates are from the share of hits among those of like scores. */
export function calibrationErrorOf(cases) {
  return estimate(cases, (list) => {
    const hits = list.flatMap(({ lesions }) => lesions.filter(({ score }) => score !== null).map(({ score }) => score));
    const others = list.flatMap(({ marks }) => marks.map(({ score }) => score));
    const outcomes = [...hits.map(() => true), ...others.map(() => false)];
    return expectedCalibrationError({ probabilities: [...hits, ...others], outcomes });
  });
}

/** Median Dice of the hits at a threshold that have voxels, and how many those are. */
export function diceAt(cases, threshold) {
  const hits = cases.map(({ lesions, cluster }) => ({
    cluster,
    dice: lesions.filter(({ score, dice }) => isFound(score, threshold) && dice !== undefined).map(({ dice }) => dice),
  }));
  const statistic = (list) => median(list.flatMap(({ dice }) => dice));
  return { of: sum(hits, ({ dice }) => dice.length), ...estimate(hits, statistic) };
}

/** Mean over scans of marks minus visible microbleeds, and of its absolute value. */
export function countErrorAt(cases, threshold) {
  const errors = cases.map(({ lesions, marks, cluster }) => {
    const found = lesions.filter(({ score }) => isFound(score, threshold)).length;
    return { cluster, error: found + countFrom(marks, threshold) - lesions.length };
  });
  return {
    bias: estimate(errors, (list) => sum(list, ({ error }) => error) / list.length),
    absolute: estimate(errors, (list) => sum(list, ({ error }) => Math.abs(error)) / list.length),
  };
}

/** Share of the hits whose zone is that of the truth; `undefined` where the detector gives no zones. */
export function zoneAgreementAt(cases, threshold, zoneOf) {
  const counts = cases.map(({ lesions, cluster }) => {
    const judged = lesions.filter(({ score, markedZone, tissue }) => {
      return isFound(score, threshold) && markedZone !== undefined && zoneOf(tissue) !== undefined;
    });
    return {
      cluster,
      total: judged.length,
      same: judged.filter((one) => one.markedZone === zoneOf(one.tissue)).length,
    };
  });
  const of = sum(counts, ({ total }) => total);
  if (of === 0) return undefined;
  return { of, ...estimate(counts, (list) => sum(list, ({ same }) => same) / sum(list, ({ total }) => total)) };
}

/** Lesions whose place had a mark on the untouched scan say nothing: they are left out. */
export function withoutMarkedPlaces(scored, untouched, threshold) {
  const before = untouched.marks.filter(({ score }) => score >= threshold);
  const lesions = scored.lesions.filter(
    ({ centreMm }) => !before.some((mark) => distance(mark.centreMm, centreMm) <= 5),
  );
  return { ...scored, lesions, leftOut: scored.lesions.length - lesions.length };
}

function isFound(score, threshold) {
  return score !== null && score >= threshold;
}

function countFrom(marks, threshold) {
  return marks.filter(({ score }) => score >= threshold).length;
}

function estimate(cases, statistic) {
  const value = cases.length === 0 ? Number.NaN : statistic(cases);
  if (Number.isNaN(value)) return { value: null };
  const clusters = cases.map(({ cluster }) => cluster);
  // One scan says nothing of how scans differ.
  if (new Set(clusters).size === 1) return { value, clusters: 1 };
  const { lower, upper } = bootstrapInterval(cases, statistic, { seed: 1, resamples: RESAMPLES, clusters });
  return { value, lower, upper, clusters: new Set(clusters).size };
}

const RESAMPLES = 1000;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function sum(list, of) {
  return list.reduce((total, entry) => total + of(entry), 0);
}
