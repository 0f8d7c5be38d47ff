import { CmbError } from "@cmb/core";
import type { CentreHit, EvaluationCase, Lesion, OverlapEntry, VoxelSums } from "../evaluation-case.js";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Cases from their JSON form `{"cases": [{"id", "spacingMm", "reference": […], "prediction": […], "overlap": […]}]}`,
 * every value checked. A lesion needs `centreVoxel` or `centreMm`; `sizeVoxels` and `score` may be missing. What
 * else {@link EvaluationCase} has may be given under the same names; of `voxelSums` the soft sums and `grid` may be
 * missing. null stands for missing; unknown fields are passed over.
 *
 * @param json - what `JSON.parse` gave
 * @returns cases in the order of the file
 * @throws CmbError `INVALID_ARGUMENT` that names the case and the field: a missing list, a centre that is not three
 * finite numbers, an overlap with an index that no lesion has or with
 * more voxels than one of its lesions, an id given twice
 * @example
 * ```ts
 * import { parseCases } from "@cmb/metrics";
 * const file = { cases: [{ id: "a", spacingMm: [1, 1, 1], reference: [{ centreVoxel: [1, 2, 3] }], prediction: [] }] };
 * parseCases(file)[0]?.reference.length; // => 1
 * ```
 * @since 0.1.0
 */
export function parseCases(json: unknown): readonly EvaluationCase[] {
  const list = isFields(json) ? json["cases"] : json;
  if (!Array.isArray(list)) throw invalid("cases", list, "give a list of cases under the name cases");
  const seen = new Set<string>();
  return list.map((entry: unknown, n) => {
    const parsed = parseCase(entry, `cases[${n}]`);
    if (seen.has(parsed.id)) throw invalid(`cases[${n}].id`, parsed.id, "this id is a duplicate; name each case once");
    seen.add(parsed.id);
    return parsed;
  });
}

function parseCase(entry: unknown, path: string): EvaluationCase {
  if (!isFields(entry)) throw invalid(path, entry, "give an object with id, reference and prediction");
  const id = entry["id"];
  if (typeof id !== "string" || id === "") throw invalid(`${path}.id`, id, "give a name");
  const patient = entry["patient"] ?? undefined;
  if (patient !== undefined && typeof patient !== "string") throw invalid(`${path}.patient`, patient, "give a name");
  const spacingMm = parseSpacing(entry["spacingMm"], `${path}.spacingMm`);
  const reference = parseLesions(entry["reference"], `${path}.reference`, spacingMm !== undefined);
  const prediction = parseLesions(entry["prediction"], `${path}.prediction`, spacingMm !== undefined);
  const counts = [reference.length, prediction.length] as const;
  const overlap = parseOverlap(entry["overlap"], `${path}.overlap`, counts);
  assertWithin(overlap, [reference, prediction], `${path}.overlap`);
  const referenceHits = parseHits(entry["referenceCentreHits"], `${path}.referenceCentreHits`, counts);
  const predictionHits = parseHits(entry["predictionCentreHits"], `${path}.predictionCentreHits`, counts);
  const voxelSums = parseVoxelSums(entry["voxelSums"], `${path}.voxelSums`);
  const dilated = parseDilated(entry["dilatedOverlap"], `${path}.dilatedOverlap`, counts);
  // A dilated reference is larger than its size.
  assertWithin(dilated?.overlap, [[], prediction], `${path}.dilatedOverlap.overlap`);
  const covariates = parseCovariates(entry["covariates"], `${path}.covariates`);
  const tieOrder = entry["tieOrder"];
  if (tieOrder !== undefined && tieOrder !== "position" && tieOrder !== "listed") {
    throw invalid(`${path}.tieOrder`, tieOrder, 'give "position" or "listed"');
  }
  return {
    id,
    ...(patient !== undefined && { patient }),
    ...(spacingMm && { spacingMm }),
    reference,
    prediction,
    ...(overlap && { overlap }),
    ...(referenceHits && { referenceCentreHits: referenceHits }),
    ...(predictionHits && { predictionCentreHits: predictionHits }),
    ...(dilated && { dilatedOverlap: dilated }),
    ...(voxelSums && { voxelSums }),
    ...(covariates && { covariates }),
    ...(tieOrder && { tieOrder }),
  };
}

function parseLesions(value: unknown, path: string, hasSpacing: boolean): readonly Lesion[] {
  if (!Array.isArray(value)) throw invalid(path, value, "give a list of lesions; [] where there is none");
  return value.map((entry: unknown, n) => parseLesion(entry, `${path}[${n}]`, hasSpacing));
}

function parseLesion(entry: unknown, path: string, hasSpacing: boolean): Lesion {
  if (!isFields(entry)) throw invalid(path, entry, "give an object with centreVoxel or centreMm");
  const centreVoxel = parseTriple(entry["centreVoxel"], `${path}.centreVoxel`);
  const centreMm = parseTriple(entry["centreMm"], `${path}.centreMm`);
  if (!centreVoxel && !centreMm) throw invalid(path, entry, "give centreVoxel or centreMm");
  if (!centreMm && !hasSpacing) throw invalid(`${path}.centreVoxel`, centreVoxel, "centres in voxels need spacingMm");
  const sizeVoxels = parseNumber(entry["sizeVoxels"], `${path}.sizeVoxels`);
  if (sizeVoxels !== undefined && sizeVoxels <= 0) throw invalid(`${path}.sizeVoxels`, sizeVoxels, "give at least 1");
  const score = parseNumber(entry["score"], `${path}.score`);
  const weight = parseNumber(entry["weight"], `${path}.weight`);
  const location = entry["location"] ?? undefined;
  if (location !== undefined && typeof location !== "string")
    throw invalid(`${path}.location`, location, "give a name");
  const given = entry["features"] ?? undefined;
  const features = given === undefined ? undefined : parseFeatures(given, `${path}.features`);
  return {
    ...(centreVoxel && { centreVoxel }),
    ...(centreMm && { centreMm }),
    ...(sizeVoxels !== undefined && { sizeVoxels }),
    ...(score !== undefined && { score }),
    ...(weight !== undefined && { weight }),
    ...(location !== undefined && { location }),
    ...(features && { features }),
  };
}

function parseFeatures(value: unknown, path: string): Readonly<Record<string, number>> {
  if (!isFields(value)) throw invalid(path, value, "give an object of numbers");
  const entries = Object.entries(value).map(([name, each]) => [name, parseNumber(each, `${path}.${name}`)] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, number] => entry[1] !== undefined));
}

function parseCovariates(value: unknown, path: string): EvaluationCase["covariates"] {
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) throw invalid(path, value, "give an object of names and values");
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (each !== null && typeof each !== "string" && typeof each !== "number") {
        throw invalid(`${path}.${name}`, each, "give text, a number or null");
      }
      return [name, each];
    }),
  );
}

function parseOverlap(value: unknown, path: string, counts: Counts): readonly OverlapEntry[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw invalid(path, value, "give a list of [reference, prediction, voxels]");
  const seen = new Set<string>();
  return value.map((entry: unknown, n): OverlapEntry => {
    const isList = Array.isArray(entry) && (entry.length === 3 || entry.length === 4) && entry.every(Number.isFinite);
    if (!isList) throw invalid(`${path}[${n}]`, entry, "give [reference, prediction, voxels]");
    const [reference, prediction, voxels, weighted] = entry as [number, number, number, number | undefined];
    if (voxels < 0 || (weighted ?? 0) < 0)
      throw invalid(`${path}[${n}]`, entry, "give [reference, prediction, voxels]");
    assertIndices([reference, prediction], `${path}[${n}]`, counts);
    const key = `${reference},${prediction}`;
    if (seen.has(key)) throw invalid(`${path}[${n}]`, entry, "this pair is given twice; sum its voxels in one entry");
    seen.add(key);
    return weighted === undefined ? [reference, prediction, voxels] : [reference, prediction, voxels, weighted];
  });
}

/** Refuses shared voxels that are more than one of the two lesions has. */
function assertWithin(
  overlap: readonly OverlapEntry[] | undefined,
  sides: readonly [reference: readonly Lesion[], prediction: readonly Lesion[]],
  path: string,
): void {
  for (const [n, entry] of (overlap ?? []).entries()) {
    for (const side of [0, 1] as const) {
      const size = sides[side][entry[side]]?.sizeVoxels;
      if (size === undefined || entry[2] <= size) continue;
      const what = side === 0 ? "reference" : "prediction";
      const why = `${what} ${entry[side]} has ${size} voxels and cannot share ${entry[2]}; give the voxels that both have`;
      throw invalid(`${path}[${n}]`, entry, why);
    }
  }
}

function parseHits(value: unknown, path: string, counts: Counts): readonly CentreHit[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw invalid(path, value, "give a list of [reference, prediction]");
  return value.map((entry: unknown, n) => {
    if (!Array.isArray(entry) || entry.length !== 2) throw invalid(`${path}[${n}]`, entry, "give two indices");
    const pair = [entry[0] as number, entry[1] as number] as const;
    assertIndices(pair, `${path}[${n}]`, counts);
    return pair;
  });
}

function parseDilated(value: unknown, path: string, counts: Counts): EvaluationCase["dilatedOverlap"] {
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) throw invalid(path, value, "give an object with radiusMm and overlap");
  const radiusMm = parseNumber(value["radiusMm"], `${path}.radiusMm`);
  const overlap = parseOverlap(value["overlap"], `${path}.overlap`, counts);
  if (radiusMm === undefined || !overlap) throw invalid(path, value, "give radiusMm and overlap");
  return { radiusMm, overlap };
}

/** Sums of binary masks may leave the soft ones out: they are the same. */
function parseVoxelSums(value: unknown, path: string): VoxelSums | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) throw invalid(path, value, "give an object with both, referenceOnly and predictionOnly");
  const number = (name: keyof VoxelSums, otherwise?: number): number => {
    const sum = parseNumber(value[name], `${path}.${name}`) ?? otherwise;
    if (sum === undefined || sum < 0) throw invalid(`${path}.${name}`, value[name], "give a sum of at least 0");
    return sum;
  };
  const [both, referenceOnly] = [number("both"), number("referenceOnly")];
  const predictionOnly = number("predictionOnly");
  return {
    both,
    referenceOnly,
    predictionOnly,
    softReference: number("softReference", both + referenceOnly),
    softPrediction: number("softPrediction", both + predictionOnly),
    softProduct: number("softProduct", both),
    grid: number("grid", both + referenceOnly + predictionOnly),
  };
}

type Counts = readonly [references: number, predictions: number];

function assertIndices(pair: readonly [number, number], path: string, counts: Counts): void {
  for (const side of [0, 1] as const) {
    if (Number.isSafeInteger(pair[side]) && pair[side] >= 0 && pair[side] < counts[side]) continue;
    const name = side === 0 ? "reference" : "prediction";
    throw invalid(path, pair, `${name} indices run from 0 to ${counts[side] - 1}`);
  }
}

function parseSpacing(value: unknown, path: string): readonly [number, number, number] | undefined {
  const triple = parseTriple(value, path);
  if (triple?.some((size) => size <= 0)) throw invalid(path, value, "give three sizes above 0 mm");
  return triple;
}

function parseTriple(value: unknown, path: string): readonly [number, number, number] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.length !== 3 || !value.every(Number.isFinite)) {
    throw invalid(path, value, "give three finite numbers");
  }
  const [a, b, c] = value as [number, number, number];
  return [a, b, c];
}

function parseNumber(value: unknown, path: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value)) throw invalid(path, value, "give a finite number");
  return value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(name: string, value: unknown, remedy: string): CmbError<"INVALID_ARGUMENT"> {
  const shown = JSON.stringify(value)?.slice(0, 80) ?? "missing";
  return new CmbError("INVALID_ARGUMENT", `parseCases: ${name} is ${shown}; ${remedy}`, { name, value });
}
