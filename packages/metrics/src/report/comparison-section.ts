import { type Html, html } from "@cmb/core";
import type { QuantityDifference } from "../intervals/paired-differences.js";
import type { SystemComparison } from "./compare-systems.js";
import { type ForestRow, forestTable } from "./forest-table.js";
import { formatNumber } from "./format-number.js";
import { intervalText } from "./interval-text.js";
import { percentLabel } from "./percent-label.js";
import { describeQuantity } from "./quantities.js";

/**
 * Pairs of systems with the differences of their scores.
 *
 * @param comparisons - under one protocol
 * @returns markup; nothing where there are none
 * @internal
 */
export function comparisonSection(comparisons: readonly SystemComparison[]): Html {
  if (comparisons.length === 0) return html``;
  return html`<h3>Systems beside each other</h3>${comparisons.map(oneComparison)}`;
}

function oneComparison({ systems, unitCount, differences, warnings }: SystemComparison): Html {
  if (warnings.length > 0)
    return html`<ul>${warnings.map((text) => html`<li class="warning">Warning: ${text}</li>`)}</ul>`;
  const shares = differences.filter(({ quantity }) => isShare(quantity));
  const others = differences.filter(({ quantity }) => !isShare(quantity));
  const confidence = percentLabel(differences[0]?.interval.confidence ?? 0.95);
  const table = (rows: readonly QuantityDifference[], note: string): Html =>
    forestTable({
      caption: `${systems[0]} minus ${systems[1]}${note}`,
      head: ["", systems[0], systems[1], "p, bootstrap", "p, permutation"],
      quantity: `Difference [${confidence} %]`,
      rows: rows.map(rowOf),
      range: rangeOf(rows),
      line: 0,
    });
  return html`${table(shares, "")}${table(others, ": fewer is better")}<p class="small">Paired over ${unitCount} patients, or scans where no patient is named; the permutation test exchanges the systems within them. The p values are not adjusted for the number of comparisons.</p>`;
}

function isShare(quantity: string): boolean {
  return describeQuantity(quantity.split(" ")[1] ?? "").isShare;
}

function rowOf(difference: QuantityDifference): ForestRow {
  const [kind = "", name = ""] = difference.quantity.split(" ");
  const { lower, upper } = difference.interval;
  const how = kind === "macro" ? "mean over scans" : kind;
  return {
    name: `${describeQuantity(name).label}, ${how}`,
    cells: [
      decimals(difference.first),
      decimals(difference.second),
      pText(difference.pValue),
      pText(difference.permutationPValue),
    ],
    value: { value: difference.difference, lower, upper },
    text: `${decimals(difference.difference)}${intervalText(difference.interval, decimals)}`,
  };
}

function decimals(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3).replace("-", "−") : formatNumber(value);
}

function pText(p: number): string {
  return Number.isNaN(p) ? "–" : p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** As far to the left as to the right, so that the middle is no difference. */
function rangeOf(rows: readonly QuantityDifference[]): readonly [number, number] {
  const ends = rows.flatMap(({ difference, interval }) => [difference, interval.lower, interval.upper]);
  const reach = Math.max(0.1, ...ends.filter(Number.isFinite).map(Math.abs));
  const round = Number((Math.ceil(reach * 10) / 10).toFixed(1));
  return [-round, round];
}
