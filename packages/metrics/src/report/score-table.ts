import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import type { IntervalEstimate } from "../intervals/bootstrap-group.js";
import { countOf } from "./count-of.js";
import type { HtmlTable } from "./html-table.js";
import { inBrackets, intervalText, withInterval } from "./interval-text.js";
import { percentLabel } from "./percent-label.js";
import { describeQuantity, formatQuantity, QUANTITIES } from "./quantities.js";

/**
 * The main table of a result: each quantity pooled, as mean over scans, and as median over scans, with intervals.
 *
 * @param result - of one system under one protocol
 * @returns rows for the quantities that are defined for any scan
 * @internal
 */
export function scoreTable(result: EvaluationResult): HtmlTable {
  const { intervals, parameters } = result;
  const level = intervals !== null && hasDraws(intervals) ? `, ${percentLabel(intervals.confidence)} % interval` : "";
  const rows = shownQuantities(result).map((name) => [
    describeQuantity(name).label,
    pooledText(result, name),
    meanText(result, name),
    quartiles(name, result.median[name]),
    String(result.macro[name]?.count ?? ""),
  ]);
  const strong = HEADLINE_COLUMNS[parameters.headline];
  return {
    caption: captionOf(result),
    head: ["", `Pooled${level}`, `Mean ± SD over scans${level}`, "Median [quartiles]", "n scans"],
    rows,
    isStrong: (_, column) => column === strong,
  };
}

const HEADLINE_COLUMNS = { pooled: 1, macro: 2, median: 3 } as const;

/**
 * The quantities that a result has for any scan, in the order of the table.
 *
 * @internal
 */
export function shownQuantities(result: EvaluationResult): readonly string[] {
  return QUANTITIES.filter((name) => isDefined(result, name));
}

function captionOf({ protocol, cases, pooled, intervals }: EvaluationResult): string {
  const lesions = `${countOf(pooled.referenceCount, "reference lesion")}, ${countOf(pooled.predictionCount, "prediction")}`;
  return `Protocol ${protocol}: ${countOf(cases.length, "scan")}, ${lesions}. n: scans that mean and median are over.${drawnText(intervals)}`;
}

function drawnText(intervals: EvaluationResult["intervals"]): string {
  if (intervals === null) return "";
  if (!hasDraws(intervals)) return ` No intervals: one ${intervals.unit} says nothing about the spread between them.`;
  const { resamples, unitCount, unit, method, seed } = intervals;
  return ` Intervals: ${resamples} bootstrap resamples of ${countOf(unitCount, unit)} (${method === "bca" ? "BCa" : "percentile"}, seed ${seed}).`;
}

/** Whether there are intervals to show: one patient or scan is never resampled. @internal */
export function hasDraws(intervals: EvaluationResult["intervals"]): boolean {
  return intervals !== null && intervals.unitCount > 1;
}

function isDefined(result: EvaluationResult, name: string): boolean {
  return Number.isFinite(numberAt(result.pooled, name)) || (result.macro[name]?.count ?? 0) > 0;
}

/** A number of a record by its name; undefined where it has none. @internal */
export function numberAt(record: object, name: string): number | undefined {
  const value: unknown = (record as Readonly<Record<string, unknown>>)[name];
  return typeof value === "number" ? value : undefined;
}

function intervalAt(record: object | undefined, name: string): IntervalEstimate | undefined {
  return (record as Readonly<Record<string, IntervalEstimate>> | undefined)?.[name];
}

function pooledText({ pooled, intervals }: EvaluationResult, name: string): string {
  // Pooled it is a count, and no rate.
  if (name === "falsePositives") return String(pooled.falsePositives);
  return withInterval(name, numberAt(pooled, name), intervalAt(intervals?.pooled, name));
}

function meanText(result: EvaluationResult, name: string): string {
  const summary = result.macro[name];
  if (summary === undefined) return "";
  const { mean, standardDeviation } = summary;
  if (Number.isNaN(mean)) return "–";
  const interval = intervalAt(result.intervals?.macro, name);
  const show = (number: number): string => formatQuantity(name, number);
  const ends = interval === undefined ? "" : intervalText(interval, show);
  return `${show(mean)}\u00A0±\u00A0${show(standardDeviation)}${ends}`;
}

function quartiles(name: string, summary: EvaluationResult["median"][string] | undefined): string {
  if (summary === undefined) return "";
  const { median, q1, q3 } = summary;
  return `${formatQuantity(name, median)} ${inBrackets(formatQuantity(name, q1), formatQuantity(name, q3))}`;
}
