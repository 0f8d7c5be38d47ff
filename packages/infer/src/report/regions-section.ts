import { type Html, html } from "@cmb/core";
import { BOMBS_ZONES } from "../regions/bombs.js";
import type { LesionRegion, Microbleed, Report } from "../report.js";

const SIDES = [
  ["right", "Right"],
  ["left", "Left"],
  ["midline", "Midline"],
] as const;

/**
 * How many microbleeds each region has on each side, as the rating scale BOMBS lists them.
 *
 * @param report - any report
 * @returns a `section` element; empty where no region network has run or nothing was marked
 * @since 0.1.0
 */
export function regionsSection({ summary, microbleeds }: Report): Html {
  if (summary.byBombs === null || microbleeds.length === 0) return html``;
  const rows = Object.keys(summary.byBombs).map((bombs) => regionRow(bombs, microbleeds));
  const unplaced = microbleeds.filter(({ region }) => region === null).length;
  return html`<section><h2>By region</h2>
<table><thead><tr><th>Region (BOMBS)</th><th>Zone</th>${SIDES.map(([, name]) => html`<th class="n">${name}</th>`)}<th class="n">All</th><th class="n">Of them possible</th></tr></thead>
<tbody>${rows}</tbody></table>
${unplaced > 0 ? html`<p class="small">${unplaced} of ${microbleeds.length} without tissue of the brain nearby: not placed.</p>` : html``}
<p class="small">Regions were named by a network on a 2 mm grid and not checked by a reader. It does not tell lobes apart, nor subcortical from deep white matter. Right and left are the patient's, from the brain's own midline.</p></section>`;
}

function regionRow(bombs: string, microbleeds: readonly Microbleed[]): Html {
  const here = microbleeds.filter(({ region }) => region?.bombs === bombs);
  const count = (side: LesionRegion["side"]): string =>
    shown(here.filter(({ region }) => region?.side === side).length);
  const possible = here.filter(({ certainty }) => certainty === "possible").length;
  return html`<tr><td>${bombs}</td><td>${BOMBS_ZONES.get(bombs) ?? ""}</td>${SIDES.map(([side]) => html`<td class="n">${count(side)}</td>`)}<td class="n">${shown(here.length)}</td><td class="n">${shown(possible)}</td></tr>`;
}

/** Zeros would hide the counts among them. */
function shown(count: number): string {
  return count === 0 ? "–" : String(count);
}
