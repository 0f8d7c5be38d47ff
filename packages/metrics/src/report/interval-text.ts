import { formatQuantity } from "./quantities.js";

/** The ends of an interval. @internal */
export interface IntervalEnds {
  readonly lower: number;
  readonly upper: number;
}

const NO_WIDTH = "\u00A0†";
/** Ends that differ by no more than the rounding of a sum are the same. */
const ROUNDING = 1e-12;

/** What {@link NO_WIDTH} stands for; below each table that has it. */
const NO_WIDTH_NOTE =
  "† An interval without width: all that it was made from gave the same value: resamples, or differences of counts. It says nothing about how far the value might move.";

/**
 * A value with its interval as text; the value alone where there is no interval, and where its ends are undefined.
 *
 * @param name - the quantity, which says how many decimals are shown
 * @param value - empty text where it is undefined
 * @param interval - its ends
 * @returns for example `0.500 [0.250, 0.750]`, with a mark where the ends are the same
 * @internal
 */
export function withInterval(name: string, value: number | undefined, interval: IntervalEnds | undefined): string {
  if (value === undefined) return "";
  const shown = formatQuantity(name, value);
  if (interval === undefined || Number.isNaN(value)) return shown;
  return `${shown}${intervalText(interval, (end) => formatQuantity(name, end))}`;
}

/**
 * An interval in brackets behind its value; the two ends stay on one line.
 *
 * @param interval - its ends
 * @param show - an end as text
 * @returns with a space in front and a mark behind where the ends are the same; nothing where they are undefined
 * @internal
 */
export function intervalText({ lower, upper }: IntervalEnds, show: (end: number) => string): string {
  if (Number.isNaN(lower) && Number.isNaN(upper)) return "";
  return ` ${inBrackets(show(lower), show(upper))}${upper - lower <= ROUNDING ? NO_WIDTH : ""}`;
}

/**
 * Two texts in brackets that stay on one line.
 *
 * @internal
 */
export function inBrackets(lower: string, upper: string): string {
  return `[${lower},\u00A0${upper}]`;
}

/**
 * What the mark of an interval without width means, for below a table.
 *
 * @param texts - caption and cells of the table
 * @returns a sentence; empty where no text has the mark
 * @internal
 */
export function noWidthNote(texts: readonly string[]): string {
  return texts.some((text) => text.includes(`]${NO_WIDTH}`)) ? NO_WIDTH_NOTE : "";
}
