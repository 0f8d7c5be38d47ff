import { readFile, stat } from "node:fs/promises";
import { CmbError, isCmbError } from "@cmb/core";
import { type EvaluationCase, parseCases, parseCasesCsv, parseTable } from "@cmb/metrics";
import type { CommandContext } from "../command-context.js";
import { type CovariateTable, loadCovariates, type ScanCovariates } from "./load-covariates.js";
import type { Groupings, ScanSource } from "./scored-scan.js";
import { systemNames } from "./system-names.js";

/** The longest text that a JavaScript engine holds is near 512 MiB. */
const MAX_BYTES = 256 * 2 ** 20;

/** Where lists of lesions are. */
export interface CaseFileOptions {
  /** One for each system; `-` is stdin. */
  readonly paths: readonly string[];
  /** A table of covariates by scan. */
  readonly covariates: string | undefined;
  readonly stdin: CommandContext["stdin"];
}

/**
 * Scans from lists of lesions, as JSON or as CSV.
 *
 * @throws CmbError `FILE_NOT_READABLE`, `TOO_LARGE`, `CORRUPT_DATA` for what is neither; `INVALID_CASE` that names the
 * case and the field; `INVALID_CASE` where the files of two systems are not of the same scans
 */
export async function openCaseFiles({ paths, covariates, stdin }: CaseFileOptions): Promise<ScanSource> {
  const table = covariates === undefined ? undefined : await loadCovariates(covariates);
  const lists: (readonly EvaluationCase[])[] = [];
  const notes: string[] = [];
  for (const path of paths) {
    const name = path === "-" ? "stdin" : path;
    const { cases, unknownColumns } = parseText(name, await readText(path, stdin));
    lists.push(table === undefined ? cases : cases.map((each) => withCovariates(each, table.of(each.id))));
    if (unknownColumns.length > 0) notes.push(`${name}: columns that are passed over: ${unknownColumns.join(", ")}`);
  }
  const [first = [], ...others] = lists;
  const byId = others.map((cases, n) => sameScans(first, cases, [paths[0] ?? "", paths[n + 1] ?? ""]));
  return {
    systems: systemNames(paths),
    hasListedScores: true,
    scanCount: first.length,
    groupings: groupingsOf(lists.flat()),
    notes: [...notes, ...unusedRows(covariates, table, first)],
    scans: async function* () {
      for (const scan of first) {
        const cases = [scan, ...byId.map((cases) => cases.get(scan.id) ?? scan)];
        yield {
          id: scan.id,
          image: undefined,
          casesFor: () => cases,
          warningsFor: () => [],
        };
      }
    },
  };
}

async function readText(path: string, stdin: CommandContext["stdin"]): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = path === "-" ? 0 : await sizeOf(path);
  const refuse = (): never => {
    const message = `${path} has more than ${MAX_BYTES} bytes; score it in parts, or as masks`;
    throw new CmbError("TOO_LARGE", message, { requiredBytes: bytes, limitBytes: MAX_BYTES });
  };
  if (bytes > MAX_BYTES) refuse();
  if (path !== "-") return readFile(path, "utf8");
  for await (const chunk of stdin ?? []) {
    const part = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    bytes += part.length;
    if (bytes > MAX_BYTES) refuse();
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return found.size;
  } catch (cause) {
    throw new CmbError("FILE_NOT_READABLE", `${path} is not there or cannot be read`, { path }, { cause });
  }
  const message = `${path} is a folder; --cases takes a file, --reference and --prediction take folders`;
  throw new CmbError("FILE_NOT_READABLE", message, { path });
}

/** The table adds to what the case says of itself. */
function withCovariates(each: EvaluationCase, { covariates, patient = each.patient }: ScanCovariates): EvaluationCase {
  return { ...each, ...(patient !== undefined && { patient }), covariates: { ...covariates, ...each.covariates } };
}

function unusedRows(
  path: string | undefined,
  table: CovariateTable | undefined,
  cases: readonly EvaluationCase[],
): readonly string[] {
  const unused = table?.unused(cases.map(({ id }) => id)) ?? [];
  return unused.length === 0 ? [] : [`${path}: no scan for ${unused.length} rows, ${unused.slice(0, 3).join(", ")}`];
}

interface ParsedCases {
  readonly cases: readonly EvaluationCase[];
  /** Of a table: columns that mean nothing here. */
  readonly unknownColumns: readonly string[];
}

const CASE_COLUMNS = ["case", "side", "x", "y", "z", "score", "sizeVoxels", "location", "patient", ""];

function parseText(path: string, text: string): ParsedCases {
  const bare = text.replace(/^\uFEFF/, "");
  if (!/^\s*([[{]|null\s*$)/.test(bare)) {
    const cases = checked(path, undefined, () => parseCasesCsv(bare));
    return { cases, unknownColumns: parseTable(bare).columns.filter((name) => !CASE_COLUMNS.includes(name)) };
  }
  let json: unknown;
  try {
    json = JSON.parse(bare);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CmbError("CORRUPT_DATA", `${path} is not JSON (${why})`, { format: "JSON" }, { cause });
  }
  return { cases: checked(path, json, () => parseCases(json)), unknownColumns: [] };
}

/** What the parser refuses, in the words of the file: the case by its id. */
function checked(path: string, json: unknown, parse: () => readonly EvaluationCase[]): readonly EvaluationCase[] {
  try {
    return parse();
  } catch (error) {
    if (!isCmbError(error, "INVALID_ARGUMENT")) throw error;
    const { name, value } = error.details;
    const [, index, field] = /^cases\[(\d+)\]\.?(.*)$/.exec(name) ?? [];
    const id = index === undefined ? path : idOf(json, Number(index));
    const message = `${path}${index === undefined ? "" : `, case ${id}`}: ${error.message}`;
    const details = { case: id, field: field === undefined || field === "" ? name : field, value };
    throw new CmbError("INVALID_CASE", message, details, { cause: error });
  }
}

function idOf(json: unknown, index: number): string {
  const list: unknown = Array.isArray(json) ? json : (json as { readonly cases?: unknown } | undefined)?.cases;
  const entry: unknown = Array.isArray(list) ? list[index] : undefined;
  const id: unknown = typeof entry === "object" && entry !== null && "id" in entry ? entry.id : undefined;
  return typeof id === "string" && id !== "" ? id : `number ${index + 1}`;
}

function sameScans(
  first: readonly EvaluationCase[],
  other: readonly EvaluationCase[],
  [firstPath, otherPath]: readonly [string, string],
): ReadonlyMap<string, EvaluationCase> {
  const cases = new Map(other.map((each) => [each.id, each]));
  const known = new Set(first.map(({ id }) => id));
  const absent = first.find(({ id }) => !cases.has(id)) ?? other.find(({ id }) => !known.has(id));
  if (absent === undefined) return cases;
  const message = `${firstPath} and ${otherPath} are not of the same scans: ${absent.id} is in one of them; give both the same cases`;
  throw new CmbError("INVALID_CASE", message, { case: absent.id, field: "id", value: absent.id });
}

function groupingsOf(cases: readonly EvaluationCase[]): Groupings {
  const covariates = new Map<string, Set<string | number>>();
  for (const each of cases) {
    for (const [name, value] of Object.entries(each.covariates ?? {})) {
      const values = covariates.get(name) ?? new Set();
      covariates.set(name, values);
      if (value !== null) values.add(value);
    }
  }
  const lesions = cases.flatMap(({ reference, prediction }) => [...reference, ...prediction]);
  return {
    covariates: new Map([...covariates].map(([name, values]) => [name, [...values]])),
    hasLocations: lesions.some(({ location }) => location !== undefined),
    isMeasured: false,
    features: new Set(lesions.flatMap(({ features = {} }) => Object.keys(features))),
  };
}
