import { CmbError, isCmbError } from "@cmb/core";
import type { EvaluationCase, Lesion } from "../evaluation-case.js";
import { parseCases } from "./parse-cases.js";
import { parseTable, type Table } from "./parse-table.js";

const REQUIRED = ["case", "side", "x", "y", "z"] as const;
/** A row where all of these are empty names a scan. */
const LESION = ["side", "x", "y", "z", "score", "sizeVoxels", "location"] as const;
const LESION_PATH = /^cases\[(\d+)\]\.(reference|prediction)\[(\d+)\]\.?(.*)$/;

/**
 * Cases from a CSV table with one lesion a row: `case,side,x,y,z` and, where known, `score`, `sizeVoxels`, `location`,
 * and `patient` for repeated scans.
 *
 * `side` is `reference` or `prediction`; x, y, z are RAS+ mm. A row with a case and nothing else names a scan without
 * lesions: give one for each, since false positives per scan are over all scans. Tabs part the columns where the header
 * has one. Fields in double quotes may hold commas; columns may come in any order and others are passed over.
 *
 * @param text - the table; the first line names the columns
 * @returns cases in the order in which the table first names them
 * @throws CmbError `INVALID_ARGUMENT` that names the line: a missing column, another side, a number that is none, what
 * {@link parseTable} refuses
 * @example
 * ```ts
 * import { parseCasesCsv } from "@cmb/metrics";
 * const table = "case,side,x,y,z,score\na,reference,10,0,5,\na,prediction,11,0,5,0.9\nb,,,,,\n";
 * parseCasesCsv(table).map((scan) => scan.prediction.length); // => [1, 0]
 * ```
 * @since 0.1.0
 */
export function parseCasesCsv(text: string): readonly EvaluationCase[] {
  const { columns, rows, lines } = tableOf(text);
  const missing = REQUIRED.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const message = `parseCasesCsv: the first line lacks the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}; name the columns case,side,x,y,z`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "columns", value: columns });
  }
  const cases = new Map<string, Scan>();
  for (const [n, row] of rows.entries()) {
    const line = lines[n] as number;
    const id = row["case"] ?? "";
    if (id === "") throw refused(line, "names no case; give one in each row", { name: "case", value: id });
    const scan = cases.get(id) ?? { id, reference: [], prediction: [], lines: { reference: [], prediction: [] } };
    cases.set(id, scan);
    namePatient(scan, row["patient"] ?? "", line);
    if (LESION.every((name) => (row[name] ?? "") === "")) continue;
    const side = sideOf(row["side"] ?? "", line);
    scan[side].push(lesionOf(row, line));
    scan.lines[side].push(line);
  }
  return checked([...cases.values()]);
}

/** One scan, with the line of each lesion. */
interface Scan {
  readonly id: string;
  patient?: string;
  readonly reference: Lesion[];
  readonly prediction: Lesion[];
  readonly lines: Readonly<Record<Side, number[]>>;
}

type Side = "reference" | "prediction";

function tableOf(text: string): Table {
  try {
    return parseTable(text);
  } catch (error) {
    if (!isCmbError(error, "INVALID_ARGUMENT")) throw error;
    throw new CmbError("INVALID_ARGUMENT", `parseCasesCsv: ${error.message}`, error.details, { cause: error });
  }
}

/** What `parseCases` refuses, by the line. */
function checked(scans: readonly Scan[]): readonly EvaluationCase[] {
  try {
    return parseCases(scans.map(({ lines: _, ...scan }) => scan));
  } catch (error) {
    if (!isCmbError(error, "INVALID_ARGUMENT")) throw error;
    const [, scan, side, lesion, field = ""] = LESION_PATH.exec(error.details.name) ?? [];
    const line = scans[Number(scan)]?.lines[side as Side]?.[Number(lesion)];
    if (line === undefined) throw error;
    const { value } = error.details;
    const why = `has ${JSON.stringify(value)} for ${field}; ${error.message.replace(/^.*; /, "")}`;
    throw refused(line, why, { name: field, value, cause: error });
  }
}

function refused(
  line: number,
  why: string,
  { name, value, cause }: { readonly name: string; readonly value: unknown; readonly cause?: unknown },
): CmbError<"INVALID_ARGUMENT"> {
  return new CmbError("INVALID_ARGUMENT", `parseCasesCsv: line ${line} ${why}`, { name, value }, { cause });
}

function namePatient(scan: { patient?: string }, patient: string, line: number): void {
  if (patient === "" || scan.patient === patient) return;
  if (scan.patient !== undefined) {
    const message = `parseCasesCsv: line ${line} has patient ${patient} and a line before has ${scan.patient} for the same case; give one`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "patient", value: patient });
  }
  scan.patient = patient;
}

function sideOf(side: string, line: number): Side {
  if (side === "reference" || side === "prediction") return side;
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
