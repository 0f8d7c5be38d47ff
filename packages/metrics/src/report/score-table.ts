import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import type { IntervalEstimate } from "../intervals/bootstrap-group.js";
import type { HtmlTable } from "./html-table.js";
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
  const level = intervals === null ? "" : `, ${Math.round(intervals.confidence * 100)} % interval`;
  const rows = shownQuantities(result).map((name) => [
    describeQuantity(name).label,
    withInterval(name, numberAt(result.pooled, name), intervalAt(intervals?.pooled, name)),
    meanText(result, name),
    quartiles(name, result.median[name]),
  ]);
  return {
    caption: captionOf(result),
    head: ["", `Pooled${level}`, `Mean ± SD over scans${level}`, "Median [quartiles]"],
    rows,
    strongColumn: { pooled: 1, macro: 2, median: 3 }[parameters.headline],
  };
}

/**
 * The quantities that a result has for any scan, in the order of the table.
 *
 * @internal
 */
export function shownQuantities(result: EvaluationResult): readonly string[] {
  return QUANTITIES.filter((name) => isDefined(result, name));
}

function captionOf({ protocol, cases, pooled, intervals }: EvaluationResult): string {
  const drawn =
    intervals === null
      ? ""
      : ` Intervals: ${intervals.resamples} bootstrap resamples of ${intervals.unitCount} ${intervals.unit}s (${intervals.method === "bca" ? "BCa" : "percentile"}, seed ${intervals.seed}).`;
  return `Protocol ${protocol}: ${cases.length} scans, ${pooled.referenceCount} reference lesions, ${pooled.predictionCount} predictions.${drawn}`;
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

/** A value with its interval as text. @internal */
export function withInterval(
  name: string,
  value: number | undefined,
  interval: Pick<IntervalEstimate, "lower" | "upper"> | undefined,
): string {
  if (value === undefined) return "";
  const show = (number: number): string => formatQuantity(name, number);
  if (interval === undefined || Number.isNaN(value)) return show(value);
  return `${show(value)} ${inBrackets(show(interval.lower), show(interval.upper))}`;
}

function meanText(result: EvaluationResult, name: string): string {
  const summary = result.macro[name];
  if (summary === undefined) return "";
  const { mean, standardDeviation } = summary;
  if (Number.isNaN(mean)) return "–";
  const interval = intervalAt(result.intervals?.macro, name);
  const show = (number: number): string => formatQuantity(name, number);
  const ends = interval === undefined ? "" : ` ${inBrackets(show(interval.lower), show(interval.upper))}`;
  return `${show(mean)}\u00A0±\u00A0${show(standardDeviation)}${ends}`;
}

function quartiles(name: string, summary: EvaluationResult["median"][string] | undefined): string {
  if (summary === undefined) return "";
  const { median, q1, q3 } = summary;
  return `${formatQuantity(name, median)} ${inBrackets(formatQuantity(name, q1), formatQuantity(name, q3))}`;
}

/** The two ends stay on one line. */
function inBrackets(lower: string, upper: string): string {
  return `[${lower},\u00A0${upper}]`;
}
