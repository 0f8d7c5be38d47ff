// The numbers of every rung of the ladder for one detector, from scored cases.
import {
  calibrationErrorOf,
  causesAt,
  countErrorAt,
  curveOf,
  diceAt,
  marksAt,
  OTHER_PROTOCOLS,
  recallAt,
  recallUnder,
  thresholdFor,
  withoutMarkedPlaces,
  zoneAgreementAt,
} from "./score-cases.mjs";

/** Marks per scan at which recall is read. */
export const RATES = [1, 2, 4];
/** What a detector is meant for: microbleeds of these sizes and depths, slices up to 3 mm; thicker ones are told apart. */
const GOAL = { apparentRadiusMm: 1.1, peakDepth: 0.25, sliceMm: 3 };
const RADIUS_EDGES_MM = [0, 0.8, 1.1, 1.5, 2.1, Number.POSITIVE_INFINITY];
const DEPTH_EDGES = [0, 0.2, 0.35, 0.55, 1.01];
const SLICE_EDGES_MM = [0, 1.5, 2.5, 3.5, 7];

/** The bins of one quantity of lesions with edges; the upper edge belongs to the next bin. */
function binsOf(key, edges) {
  return edges.slice(1).map((to, n) => ({
    ...{ from: edges[n], to: Number.isFinite(to) ? to : null },
    has: (one) => one[key] >= edges[n] && one[key] < to,
  }));
}

function groupsOf(key, values) {
  return values.map((value) => ({ value, has: (one) => one[key] === value }));
}

const BINS = {
  "apparent radius in mm": binsOf("apparentRadiusMm", RADIUS_EDGES_MM),
  "peak depth": binsOf("peakDepth", DEPTH_EDGES),
  "slice thickness in mm": binsOf("sliceMm", SLICE_EDGES_MM),
  contrast: groupsOf("sequence", ["GRE", "SWI"]),
  zone: groupsOf("zone", ["lobar", "deep", "infratentorial"]),
};

/** Whether a lesion is one that the detector is meant to find, whatever the slices. */
export function isGoal({ apparentRadiusMm, peakDepth }) {
  return apparentRadiusMm >= GOAL.apparentRadiusMm && peakDepth >= GOAL.peakDepth;
}

const GOALS = {
  "radius ≥ 1.1 mm, depth ≥ 0.25, slices ≤ 3 mm": (lesion) => isGoal(lesion) && lesion.sliceMm <= GOAL.sliceMm,
  "radius ≥ 1.1 mm, depth ≥ 0.25, thicker slices": (lesion) => isGoal(lesion) && lesion.sliceMm > GOAL.sliceMm,
};

/** Recall by the bins and goals, at a threshold. */
function recallsAt(cases, threshold) {
  return {
    all: recallAt(cases, threshold),
    goals: Object.entries(GOALS).map(([name, has]) => ({ name, ...recallAt(cases, threshold, has) })),
    bins: Object.entries(BINS).map(([name, bins]) => ({
      name,
      bins: bins.map(({ has, ...bin }) => ({ ...recallAt(cases, threshold, has), bin })),
    })),
  };
}

/**
 * Rungs T1 and T2: generated heads, of which all is known.
 *
 * @param cases from `scoreCase`, whose lesions have `sliceMm`, `sequence` and `zone`
 * @param thresholds by preset
 * @param zoneOf the zone of a tissue
 */
export function measureHeads(cases, { thresholds, zoneOf }) {
  const at = (name, threshold) => ({
    ...{ name, threshold, ...recallsAt(cases, threshold) },
    falseMarks: { ...marksAt(cases, threshold), causes: causesAt(cases, threshold) },
    dice: diceAt(cases, threshold),
    countError: countErrorAt(cases, threshold),
    zones: zoneAgreementAt(cases, threshold, zoneOf),
    otherProtocols: OTHER_PROTOCOLS.map((id) => ({ id, ...recallUnder(cases, threshold, id) })),
  });
  const rated = RATES.map((rate) => at(`${marks("false mark", rate)} per head`, thresholdFor(cases, rate)));
  return {
    heads: cases.length,
    withoutMicrobleeds: cases.filter(({ lesions }) => lesions.length === 0).length,
    visible: cases.reduce((total, { lesions }) => total + lesions.length, 0),
    curve: curveOf(cases, RATES),
    calibrationError: calibrationErrorOf(cases),
    operatingPoints: [...presetsAt(thresholds, at), ...rated],
  };
}

/**
 * Rung T3: microbleeds inserted into real scans. Lesions at a place that is marked without them are left out.
 *
 * @param cases each with `untouched`, the scored case of the scan before insertion
 * @param scans the scored untouched scans, from which the rates of marks are taken
 */
export function measureInsertions(cases, { thresholds, scans }) {
  const at = (name, threshold) => {
    const kept = cases.map((one) => withoutMarkedPlaces(one, one.untouched, threshold));
    const leftOut = kept.reduce((total, one) => total + one.leftOut, 0);
    return { name, threshold, leftOut, ...recallsAt(kept, threshold), dice: diceAt(kept, threshold) };
  };
  const rated = RATES.map((rate) => at(`${marks("mark", rate)} per untouched scan`, thresholdFor(scans, rate)));
  return {
    scans: cases.length,
    people: new Set(cases.map(({ cluster }) => cluster)).size,
    visible: cases.reduce((total, { lesions }) => total + lesions.length, 0),
    operatingPoints: [...presetsAt(thresholds, at), ...rated],
  };
}

/**
 * Rung T4: marks on real scans whose microbleeds are unknown.
 *
 * @param scans scored untouched scans, with `refused` where an input check fails
 * @param points more operating points, `{ name, threshold }`, as used on other rungs
 */
export function measureUntouched(scans, { thresholds, points }) {
  const accepted = scans.filter(({ refused }) => refused.length === 0);
  const forced = scans.filter(({ refused }) => refused.length > 0);
  const at = (name, threshold) => ({
    ...{ name, threshold },
    accepted: accepted.length === 0 ? null : marksAt(accepted, threshold),
    forced: forced.length === 0 ? null : marksAt(forced, threshold),
    scans: scans.map(({ name: scan, marks }) => ({
      scan,
      marks: marks.filter((mark) => mark.score >= threshold).length,
    })),
  });
  return {
    scans: scans.map(({ name, cluster, sliceMm, refused }) => ({ name, cluster, sliceMm, refused })),
    operatingPoints: [...presetsAt(thresholds, at), ...points.map(({ name, threshold }) => at(name, threshold))],
  };
}

function marks(kind, count) {
  return `${count} ${kind}${count === 1 ? "" : "s"}`;
}

function presetsAt(thresholds, at) {
  return Object.entries(thresholds).map(([preset, threshold]) => at(preset, threshold));
}
