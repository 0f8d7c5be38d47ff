import { CmbError } from "@cmb/core";
import type { EvaluationCase, Lesion, OverlapEntry } from "../evaluation-case.js";
import type { Criterion, PairValue } from "./match-rule.js";

/**
 * Every pair of a case that meets a criterion, with its value.
 *
 * @param evaluationCase - lesion lists with what the criterion needs
 * @param criterion - what makes a possible match
 * @returns pairs ordered by reference, then prediction
 * @throws CmbError `INVALID_ARGUMENT` when the case lacks overlaps, sizes, centres or the dilation that is asked for
 * @since 0.1.0
 */
export function pairValues(evaluationCase: EvaluationCase, criterion: Criterion): readonly PairValue[] {
  const { reference, prediction } = evaluationCase;
  if (reference.length === 0 || prediction.length === 0) return [];
  switch (criterion.by) {
    case "overlap":
      return fromOverlap(overlapOrThrow(evaluationCase), criterion.minimumVoxels);
    case "iou":
    case "dice":
      return shares(evaluationCase, criterion);
    case "centreDistance":
      return near(evaluationCase, criterion);
    case "pointInMask":
      return pointHits(evaluationCase, criterion);
    case "dilatedFootprint":
      return fromOverlap(dilatedOrThrow(evaluationCase, criterion.radiusMm), criterion.minimumVoxels);
  }
}

function fromOverlap(overlap: readonly OverlapEntry[], minimumVoxels: number): readonly PairValue[] {
  return overlap
    .filter(([, , voxels]) => voxels > 0 && voxels >= minimumVoxels)
    .map(([reference, prediction, value]) => ({ reference, prediction, value }))
    .sort(byIndices);
}

function shares(
  evaluationCase: EvaluationCase,
  criterion: Extract<Criterion, { by: "iou" | "dice" }>,
): readonly PairValue[] {
  const { reference, prediction, id } = evaluationCase;
  return overlapOrThrow(evaluationCase)
    .map(([r, p, voxels]) => {
      const total = sizeOrThrow(reference[r], id, `reference ${r}`) + sizeOrThrow(prediction[p], id, `prediction ${p}`);
      const value = criterion.by === "iou" ? voxels / (total - voxels) : (2 * voxels) / total;
      return { reference: r, prediction: p, value };
    })
    .filter(({ value }) => value > 0 && (criterion.strict ? value > criterion.minimum : value >= criterion.minimum))
    .sort(byIndices);
}

function near(
  evaluationCase: EvaluationCase,
  { toleranceMm, strict, truncateCentres }: Extract<Criterion, { by: "centreDistance" }>,
): readonly PairValue[] {
  const distance = distanceMeter(evaluationCase, truncateCentres);
  const pairs: PairValue[] = [];
  for (let reference = 0; reference < evaluationCase.reference.length; reference++) {
    for (let prediction = 0; prediction < evaluationCase.prediction.length; prediction++) {
      const value = distance(reference, prediction);
      if (strict ? value < toleranceMm : value <= toleranceMm) pairs.push({ reference, prediction, value });
    }
  }
  return pairs;
}

function pointHits(
  evaluationCase: EvaluationCase,
  { point, orWithinMm }: Extract<Criterion, { by: "pointInMask" }>,
): readonly PairValue[] {
  const distance = distanceMeter(evaluationCase, false);
  const columns = evaluationCase.prediction.length;
  const keys = new Set<number>();
  for (const [r, p] of point === "prediction" ? [] : centreHits(evaluationCase, "reference")) keys.add(r * columns + p);
  for (const [r, p] of point === "reference" ? [] : centreHits(evaluationCase, "prediction")) keys.add(r * columns + p);
  if (orWithinMm !== null) {
    const criterion = { by: "centreDistance", toleranceMm: orWithinMm, strict: false, truncateCentres: false } as const;
    for (const pair of near(evaluationCase, criterion)) keys.add(pair.reference * columns + pair.prediction);
  }
  return [...keys]
    .sort((a, b) => a - b)
    .map((key) => {
      const [reference, prediction] = [Math.floor(key / columns), key % columns];
      return { reference, prediction, value: distance(reference, prediction) };
    });
}

/** Centre hits as given, or from the overlap of lesions of one voxel or of no size, or none without overlaps. */
function centreHits(
  evaluationCase: EvaluationCase,
  side: "reference" | "prediction",
): readonly (readonly [number, number])[] {
  const given = side === "reference" ? evaluationCase.referenceCentreHits : evaluationCase.predictionCentreHits;
  if (given !== undefined) return given;
  const isPoint = (r: number, p: number): boolean =>
    ((side === "reference" ? evaluationCase.reference[r] : evaluationCase.prediction[p])?.sizeVoxels ?? 1) === 1;
  return (evaluationCase.overlap ?? [])
    .filter(([r, p, voxels]) => voxels > 0 && isPoint(r, p))
    .map(([r, p]) => [r, p] as const);
}

/** Distance between two centres: along the grid where both are in voxels, else in world millimetres. */
function distanceMeter(evaluationCase: EvaluationCase, truncate: boolean): (r: number, p: number) => number {
  const { reference, prediction, spacingMm, id } = evaluationCase;
  const everyLesion = (isKnown: (lesion: Lesion) => boolean): boolean =>
    reference.every(isKnown) && prediction.every(isKnown);
  const onGrid = spacingMm !== undefined && everyLesion(({ centreVoxel }) => centreVoxel !== undefined);
  if (!onGrid && !everyLesion(({ centreMm }) => centreMm !== undefined)) {
    const message = `matchLesions: case ${id} has centres partly in voxels and partly in mm, or no spacingMm; give all centres in one of the two`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "centreVoxel", value: id });
  }
  const place = ({ centreVoxel, centreMm }: Lesion): readonly [number, number, number] => {
    if (!onGrid) return centreMm ?? UNKNOWN;
    const [i, j, k] = centreVoxel ?? UNKNOWN;
    return truncate
      ? [Math.trunc(i) * spacingMm[0], Math.trunc(j) * spacingMm[1], Math.trunc(k) * spacingMm[2]]
      : [i * spacingMm[0], j * spacingMm[1], k * spacingMm[2]];
  };
  const left = joined(reference.map(place));
  const right = joined(prediction.map(place));
  return (r, p) => {
    const x = (left[3 * r] as number) - (right[3 * p] as number);
    const y = (left[3 * r + 1] as number) - (right[3 * p + 1] as number);
    const z = (left[3 * r + 2] as number) - (right[3 * p + 2] as number);
    return Math.sqrt(x * x + y * y + z * z);
  };
}

/** x, y, z of one after the other. */
function joined(places: readonly (readonly [number, number, number])[]): Float64Array {
  const out = new Float64Array(3 * places.length);
  for (const [n, place] of places.entries()) out.set(place, 3 * n);
  return out;
}

const UNKNOWN = [Number.NaN, Number.NaN, Number.NaN] as const;

function overlapOrThrow({ overlap, id }: EvaluationCase): readonly OverlapEntry[] {
  if (overlap !== undefined) return overlap;
  const message = `matchLesions: case ${id} has no overlap and the criterion needs it; give overlap, [] where nothing overlaps, or match by centreDistance`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "overlap", value: id });
}

function dilatedOrThrow({ dilatedOverlap, id }: EvaluationCase, radiusMm: number): readonly OverlapEntry[] {
  if (dilatedOverlap?.radiusMm === radiusMm) return dilatedOverlap.overlap;
  const message = `matchLesions: case ${id} has no overlap dilated by ${radiusMm} mm but ${dilatedOverlap?.radiusMm ?? "none"}; make the case with dilateReferenceMm: ${radiusMm}`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "dilatedOverlap", value: dilatedOverlap?.radiusMm });
}

function sizeOrThrow(lesion: Lesion | undefined, id: string, name: string): number {
  if (lesion?.sizeVoxels !== undefined) return lesion.sizeVoxels;
  const message = `matchLesions: case ${id}, ${name} has no sizeVoxels and the criterion needs it; give the sizes or match by overlap`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "sizeVoxels", value: id });
}

function byIndices(a: PairValue, b: PairValue): number {
  return a.reference - b.reference || a.prediction - b.prediction;
}
