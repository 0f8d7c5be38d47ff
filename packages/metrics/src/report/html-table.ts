import { type Html, html } from "@cmb/core";
import { noWidthNote } from "./interval-text.js";

/** A table of a page. @internal */
export interface HtmlTable {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly string[])[];
  /** Columns of text; all others but the first are of numbers. */
  readonly textColumns?: readonly number[];
  /** Whether the eye should find a cell; a column's head where it should find all of its cells. Rows count from 0. */
  readonly isStrong?: ((row: number, column: number) => boolean) | undefined;
}

/**
 * A table with a caption and header cells that screen readers can follow.
 *
 * @param table - texts; they are escaped
 * @returns a `table` in a frame that scrolls where it is too wide, and what its marks mean
 * @internal
 */
export function htmlTable({ caption, head, rows, textColumns = [], isStrong = () => false }: HtmlTable): Html {
  const classOf = (column: number, strong: boolean): string =>
    [...(column === 0 || textColumns.includes(column) ? [] : ["n"]), ...(strong ? ["strong"] : [])].join(" ");
  const isStrongHead = (column: number): boolean => rows.length > 0 && rows.every((_, row) => isStrong(row, column));
  const header = head.map(
    (name, column) => html`<th scope="col" class="${classOf(column, isStrongHead(column))}">${name}</th>`,
  );
  const body = rows.map((row, y) => {
    const [name = "", ...cells] = row;
    return html`<tr><th scope="row">${name}</th>${cells.map((cell, n) => html`<td class="${classOf(n + 1, isStrong(y, n + 1))}">${cell}</td>`)}</tr>
`;
  });
  return html`<div class="scroll"><table><caption>${caption}</caption><thead><tr>${header}</tr></thead>
<tbody>${body}</tbody></table></div>${noteBelow([caption, ...rows.flat()])}`;
}

/**
 * What the marks in a table mean.
 *
 * @param texts - caption and cells
 * @returns a paragraph; nothing where there is no mark
 * @internal
 */
export function noteBelow(texts: readonly string[]): Html {
  const note = noWidthNote(texts);
  return note === "" ? html`` : html`<p class="small">${note}</p>`;
}

/**
 * The same table as LaTeX (`booktabs`), to be copied into a paper.
 *
 * @param table - texts
 * @returns LaTeX with its special characters escaped
 * @internal
 */
export function latexTable({ caption, head, rows }: HtmlTable): string {
  const line = (cells: readonly string[]): string => `${cells.map(escapeLatex).join(" & ")} \\\\`;
  return [
    "\\begin{table}",
    `\\caption{${escapeLatex([caption, noWidthNote(rows.flat())].filter((text) => text !== "").join(" "))}}`,
    `\\begin{tabular}{l${"r".repeat(Math.max(0, head.length - 1))}}`,
    "\\toprule",
    line(head),
    "\\midrule",
    ...rows.map(line),
    "\\bottomrule",
    "\\end{tabular}",
    "\\end{table}",
  ].join("\n");
}

const LATEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "≥": "$\\geq$",
  "≤": "$\\leq$",
  "±": "$\\pm$",
  "×": "$\\times$",
  "−": "$-$",
  "–": "--",
  "∞": "$\\infty$",
  "³": "$^3$",
  "²": "$^2$",
  κ: "$\\kappa$",
  "†": "$\\dagger$",
  "<": "$<$",
  ">": "$>$",
  "\u00A0": "~",
};

function escapeLatex(text: string): string {
  return text.replace(/[\u00A0\\~^≥≤±×−–∞³²κ†<>&%$#_{}]/g, (character) => LATEX[character] ?? `\\${character}`);
}

/**
 * Text that is there to be copied: one click selects all of it.
 *
 * @param title - what it is
 * @param text - the text
 * @returns a closed `details`
 * @internal
 */
export function copyBlock(title: string, text: string): Html {
  return html`<details class="copy"><summary>${title}</summary><pre tabindex="0" aria-label="${title}">${text}</pre></details>`;
}
