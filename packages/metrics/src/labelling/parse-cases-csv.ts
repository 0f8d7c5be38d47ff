import { CmbError } from "@cmb/core";
import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import { parseCases } from "./parse-cases.js";

const REQUIRED = ["case", "side", "x", "y", "z"] as const;

/**
 * Cases from a CSV table with one lesion a row: `case,side,x,y,z` and, where known, `score`, `sizeVoxels`, `location`,
 * and `patient` for repeated scans.
 *
 * `side` is `reference` or `prediction`; x, y, z are RAS+ mm. A row with a case and nothing else names a scan without
 * lesions: give one for each, since false positives per scan are over all scans. Fields in double quotes may hold
 * commas; columns may come in any order and others are passed over.
 *
 * @param text - the table; the first line names the columns
 * @returns cases in the order in which the table first names them
 * @throws CmbError `INVALID_ARGUMENT` that names the line: a missing column, another side, a number that is none
 * @example
 * ```ts
 * import { parseCasesCsv } from "@cmb/metrics";
 * const table = "case,side,x,y,z,score\na,reference,10,0,5,\na,prediction,11,0,5,0.9\nb,,,,,\n";
 * parseCasesCsv(table).map((scan) => scan.prediction.length); // => [1, 0]
 * ```
 * @since 0.1.0
 */
export function parseCasesCsv(text: string): readonly EvaluationCase[] {
  const lines = text.split(/\r?\n/).map((line, n) => ({ number: n + 1, cells: splitLine(line) }));
  const [header, ...rows] = lines.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const columns = header?.cells ?? [];
  const missing = REQUIRED.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const message = `parseCasesCsv: the first line lacks the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}; name the columns case,side,x,y,z`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "columns", value: columns });
  }
  const cases = new Map<string, { id: string; patient?: string; reference: Lesion[]; prediction: Lesion[] }>();
  for (const { number, cells } of rows) {
    const row = Object.fromEntries(columns.map((name, n) => [name, cells[n] ?? ""]));
    const id = row["case"] ?? "";
    const scan = cases.get(id) ?? { id, reference: [], prediction: [] };
    cases.set(id, scan);
    namePatient(scan, row["patient"] ?? "", number);
    if (row["side"] === "" && row["x"] === "") continue;
    sideOf(scan, row["side"] ?? "", number).push(lesionOf(row, number));
  }
  return parseCases([...cases.values()]);
}

function namePatient(scan: { patient?: string }, patient: string, line: number): void {
  if (patient === "" || scan.patient === patient) return;
  if (scan.patient !== undefined) {
    const message = `parseCasesCsv: line ${line} has patient ${patient} and a line before has ${scan.patient} for the same case; give one`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "patient", value: patient });
  }
  scan.patient = patient;
}

function sideOf(
  scan: { readonly reference: Lesion[]; readonly prediction: Lesion[] },
  side: string,
  line: number,
): Lesion[] {
  if (side === "reference" || side === "prediction") return scan[side];
  const message = `parseCasesCsv: line ${line} has side ${JSON.stringify(side)}; give reference or prediction`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "side", value: side });
}

function lesionOf(row: Readonly<Record<string, string>>, line: number): Lesion {
  const number = (name: string): number => {
    const cell = row[name] ?? "";
    const value = Number(cell);
    if (cell.trim() !== "" && Number.isFinite(value)) return value;
    const message = `parseCasesCsv: line ${line} has ${JSON.stringify(cell)} for ${name}; give a finite number`;
    throw new CmbError("INVALID_ARGUMENT", message, { name, value: cell });
  };
  const has = (name: string): boolean => (row[name] ?? "") !== "";
  return {
    centreMm: [number("x"), number("y"), number("z")],
    ...(has("score") && { score: number("score") }),
    ...(has("sizeVoxels") && { sizeVoxels: number("sizeVoxels") }),
    ...(has("location") && { location: row["location"] ?? "" }),
  };
}

/** The cells of one line; a quote within quotes is doubled. */
function splitLine(line: string): readonly string[] {
  const cells = line.match(/("(?:[^"]|"")*"|[^,]*)(,|$)/g) ?? [];
  // The pattern also matches the empty end after the last cell.
  return cells.slice(0, line === "" || !line.endsWith(",") ? -1 : undefined).map((cell) => {
    const bare = cell.replace(/,$/, "").trim();
    return bare.startsWith('"') ? bare.slice(1, -1).replaceAll('""', '"') : bare;
  });
}
