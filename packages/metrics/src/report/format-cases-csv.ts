import type { CaseResult } from "../evaluation/case-result.js";
import { type CsvCell, formatTableCsv } from "./format-table-csv.js";
import type { ReportedEvaluation } from "./reported-evaluation.js";

const FIRST = ["system", "protocol", "case", "patient"] as const;

/**
 * Results as a table with one row for each scan, protocol and system, to go on with in a spreadsheet or in R.
 *
 * Columns: `system`, `protocol`, `case`, `patient`, every number of {@link CaseResult} by its name, every covariate as
 * `covariate.NAME`. What is undefined is empty, never 0.
 *
 * @param evaluations - results with their protocols
 * @returns CSV with a header (RFC 4180)
 * @since 0.1.0
 */
export function formatCasesCsv(evaluations: readonly ReportedEvaluation[]): string {
  const cases = evaluations.flatMap(({ result }) => result.cases);
  const numbers = unique(
    cases.flatMap((each) => Object.keys(each).filter((name) => typeof cellOf(each, name) === "number")),
  );
  const covariates = unique(cases.flatMap((each) => Object.keys(each.covariates ?? {})));
  const rows = evaluations.flatMap(({ result, system }) =>
    result.cases.map((each): readonly CsvCell[] => [
      system ?? "",
      result.protocol,
      each.id,
      each.patient ?? "",
      ...numbers.map((name) => cellOf(each, name) as number | null),
      ...covariates.map((name) => each.covariates?.[name] ?? null),
    ]),
  );
  return formatTableCsv([...FIRST, ...numbers, ...covariates.map((name) => `covariate.${name}`)], rows);
}

function cellOf(each: CaseResult, name: string): unknown {
  return (each as unknown as Readonly<Record<string, unknown>>)[name] ?? null;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
