import { type Html, html } from "@cmb/core";
import { noteBelow } from "./html-table.js";
import { place } from "./plot.js";

/** A value with its interval, where there is one. @internal */
export interface ForestValue {
  readonly value: number;
  readonly lower?: number | undefined;
  readonly upper?: number | undefined;
}

/** One row of a forest plot. @internal */
export interface ForestRow {
  readonly name: string;
  /** Further cells before the figure. */
  readonly cells: readonly string[];
  readonly value: ForestValue;
  readonly text: string;
}

/** A forest plot as a table: its figures can be read, copied and printed. @internal */
export interface ForestTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly quantity: string;
  readonly rows: readonly ForestRow[];
  readonly range: readonly [from: number, to: number];
  /** Where the line stands that rows are held against: the value over all, or no difference. */
  readonly line: number;
}

const [WIDTH, HEIGHT, EDGE] = [200, 22, 6];

/**
 * A forest plot: one row for each group, with its value as text and as a mark with whiskers.
 *
 * @param forest - rows
 * @returns a table
 * @internal
 */
export function forestTable({ caption, head, quantity, rows, range, line }: ForestTable): Html {
  const x = (value: number): number => {
    const share = (Math.min(range[1], Math.max(range[0], value)) - range[0]) / (range[1] - range[0] || 1);
    return place(EDGE + share * (WIDTH - 2 * EDGE));
  };
  const drawRow = ({ name, cells, value, text }: ForestRow): Html =>
    html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td class="n">${cell}</td>`)}<td class="n">${text}</td><td class="forest">${markOf(value, x, line)}</td></tr>
`;
  return html`<div class="scroll"><table class="forest"><caption>${caption}</caption><thead><tr>${head.map((name, n) => html`<th scope="col" class="${n === 0 ? "" : "n"}">${name}</th>`)}<th scope="col" class="n">${quantity}</th><th scope="col" class="forest"><span>${String(range[0]).replace("-", "−")}</span><span>${range[1]}</span></th></tr></thead>
<tbody>${rows.map(drawRow)}</tbody></table></div>${noteBelow(rows.map(({ text }) => text))}`;
}

function markOf({ value, lower, upper }: ForestValue, x: (value: number) => number, line: number): Html {
  const middle = HEIGHT / 2;
  const reference = Number.isFinite(line) ? html`<path class="bound" d="M${x(line)} 0V${HEIGHT}"/>` : html``;
  if (!Number.isFinite(value)) return frame(reference);
  const hasInterval = lower !== undefined && upper !== undefined && Number.isFinite(lower) && Number.isFinite(upper);
  const whisker = hasInterval
    ? html`<path class="whisker" d="M${x(lower)} ${middle - 4}v8M${x(lower)} ${middle}H${x(upper)}M${x(upper)} ${middle - 4}v8"/>`
    : html``;
  return frame(
    html`${reference}${whisker}<rect class="mark" x="${x(value) - 3.5}" y="${middle - 3.5}" width="7" height="7"/>`,
  );
}

/** The value stands beside it as text: for a screen reader the mark says nothing more. */
function frame(marks: Html): Html {
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true"><path class="grid" d="M${EDGE} ${HEIGHT - 1}H${WIDTH - EDGE}"/>${marks}</svg>`;
}
