import { readFile } from "node:fs/promises";
import { CmbError } from "@cmb/core";
import { scanKey } from "./pair-files.js";
import { parseTableFile } from "./parse-table-file.js";

/** Columns that may name the scan, in the order in which they are looked for. */
const NAME_COLUMNS = ["case", "id", "scan", "filename", "participant_id", "subject"] as const;
const PATIENT_COLUMNS = ["patient", "participant_id", "subject"] as const;

/** What a table says about one scan. */
export interface ScanCovariates {
  readonly covariates: Readonly<Record<string, string | number | null>>;
  readonly patient: string | undefined;
}

/** Covariates by scan. */
export interface CovariateTable {
  readonly of: (id: string) => ScanCovariates;
  /** Each covariate with the values that occur. */
  readonly values: ReadonlyMap<string, readonly (string | number)[]>;
  /** Rows whose scan is none of these. */
  readonly unused: (ids: readonly string[]) => readonly string[];
}

/**
 * A table of covariates, as `participants.tsv` and `scans.tsv` of BIDS are.
 *
 * The scan is named by the first of the columns `case`, `id`, `scan`, `filename`, `participant_id`, `subject`; a row
 * of a participant is for all of the participant's scans. The column `patient`, `participant_id` or `subject` names the
 * patient. Empty cells and `n/a` are unknown; a column is of numbers where all its known cells are.
 *
 * @throws CmbError `FILE_NOT_READABLE`; `INVALID_CASE` without a column that names the scan, or for a scan named twice
 */
export async function loadCovariates(path: string): Promise<CovariateTable> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new CmbError("FILE_NOT_READABLE", `${path} is not there or cannot be read`, { path }, { cause });
  });
  return covariateTable(path, text);
}

/** The table of a text; `path` is for messages. */
export function covariateTable(path: string, text: string): CovariateTable {
  const { columns, rows } = parseTableFile(path, text);
  const nameColumn = NAME_COLUMNS.find((name) => columns.includes(name));
  if (nameColumn === undefined) {
    const message = `${path} has no column that names the scan; call it ${NAME_COLUMNS.join(", ")}`;
    throw new CmbError("INVALID_CASE", message, { case: path, field: "columns", value: columns });
  }
  const patientColumn = PATIENT_COLUMNS.find((name) => columns.includes(name));
  const names = columns.filter((name) => name !== nameColumn && name !== patientColumn && name !== "");
  const numeric = new Set(names.filter((name) => rows.every((row) => isNumberOrUnknown(row[name] ?? ""))));
  const byKey = new Map<string, ScanCovariates>();
  for (const row of rows) {
    const key = scanKey(row[nameColumn] ?? "");
    if (byKey.has(key)) {
      const message = `${path} has two rows for ${key}; keep one row for each scan`;
      throw new CmbError("INVALID_CASE", message, { case: key, field: nameColumn, value: row[nameColumn] });
    }
    byKey.set(key, { covariates: covariatesOf(row, names, numeric), patient: known(row[patientColumn ?? ""]) });
  }
  const keyOf = (id: string): string | undefined =>
    [id, scanKey(id)].find((name) => byKey.has(name)) ?? [...byKey.keys()].find((key) => id.startsWith(`${key}_`));
  const unknown: ScanCovariates = {
    covariates: Object.fromEntries(names.map((name) => [name, null])),
    patient: undefined,
  };
  return {
    of: (id) => byKey.get(keyOf(id) ?? "") ?? unknown,
    values: new Map(names.map((name) => [name, valuesOf([...byKey.values()], name)])),
    unused: (ids) => {
      const used = new Set(ids.map(keyOf));
      return [...byKey.keys()].filter((key) => !used.has(key));
    },
  };
}

function known(cell: string | undefined): string | undefined {
  return cell === undefined || cell === "" || cell === "n/a" ? undefined : cell;
}

function isNumberOrUnknown(cell: string): boolean {
  return known(cell) === undefined || Number.isFinite(Number(cell));
}

function covariatesOf(
  row: Readonly<Record<string, string>>,
  names: readonly string[],
  numeric: ReadonlySet<string>,
): ScanCovariates["covariates"] {
  return Object.fromEntries(
    names.map((name) => {
      const cell = known(row[name]);
      return [name, cell === undefined ? null : numeric.has(name) ? Number(cell) : cell];
    }),
  );
}

function valuesOf(rows: readonly ScanCovariates[], name: string): readonly (string | number)[] {
  const values = rows.map(({ covariates }) => covariates[name] ?? null);
  return [...new Set(values)].filter((value): value is string | number => value !== null);
}
