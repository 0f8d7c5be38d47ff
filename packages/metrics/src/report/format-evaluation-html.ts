import { type Html, html, htmlPage } from "@cmb/core";
import { compareResults } from "../evaluation/compare-results.js";
import type { SystemComparison } from "./compare-systems.js";
import { comparisonSection } from "./comparison-section.js";
import { evaluationSection, ruleSection } from "./evaluation-section.js";
import { EVALUATION_STYLE, EVALUATION_STYLE_HASH } from "./evaluation-style.js";
import { formatTableCsv } from "./format-table-csv.js";
import { frocFigure } from "./froc-figure.js";
import { copyBlock, type HtmlTable, htmlTable, latexTable } from "./html-table.js";
import { withInterval } from "./interval-text.js";
import { percentLabel } from "./percent-label.js";
import type { ReportedEvaluation } from "./reported-evaluation.js";
import { hasDraws } from "./score-table.js";

/** Options of {@link formatEvaluationHtml}. @since 0.1.0 */
export interface EvaluationHtmlOptions {
  /** The heading; "Evaluation of microbleed detection" unless given. */
  readonly title?: string | undefined;
  /** From {@link compareSystems}; none unless given. */
  readonly comparisons?: readonly SystemComparison[] | undefined;
}

const NOTICE = "Research use only; not a medical device.";

/**
 * Results as one HTML page: the rules in plain words, tables with intervals, FROC, Bland–Altman, reliability and forest
 * plots, and the scans with the most errors, each missed and false lesion with its reason, and its pictures where there are some.
 *
 * The page holds everything it shows: it asks no host for anything and runs no script, and its content-security policy
 * allows neither. It has no dates: the same results give the same bytes on the same JavaScript engine.
 *
 * @param evaluations - one or more systems under one or more protocols, over the same scans
 * @param options - heading, comparisons; texts are escaped
 * @returns the page
 * @since 0.1.0
 */
export function formatEvaluationHtml(
  evaluations: readonly ReportedEvaluation[],
  options: EvaluationHtmlOptions = {},
): string {
  const { title = "Evaluation of microbleed detection", comparisons = [] } = options;
  const protocols = [...new Set(evaluations.map(({ protocol }) => protocol.id))];
  const groups = protocols.map((id) => evaluations.filter(({ protocol }) => protocol.id === id));
  const body = html`<header><h1>${title}</h1><p class="notice">${NOTICE}</p></header>
<main>${overview(evaluations)}
${groups.length > 1 ? contents(groups) : html``}
${groups.map((group, n) => protocolSection(group, `p${n + 1}`, comparisons))}</main>
<footer><p class="small">Made by @cmb/metrics. Numbers under different protocols do not compare. ${NOTICE}</p></footer>`;
  return htmlPage(title, body, { css: EVALUATION_STYLE, hash: EVALUATION_STYLE_HASH });
}

function overview(evaluations: readonly ReportedEvaluation[]): Html {
  const table = overviewTable(evaluations);
  const warnings = compareResults(evaluations.map(({ result }) => result));
  return html`<section aria-labelledby="overview"><h2 id="overview">Overview</h2>
${htmlTable(table)}
${warnings.length === 0 ? html`` : html`<ul>${warnings.map(({ message }) => html`<li class="warning">Note: ${message}</li>`)}</ul>`}
${copyBlock("This table as LaTeX", latexTable(table))}${copyBlock("This table as CSV", formatTableCsv(table.head, table.rows))}</section>`;
}

const SHOWN = ["recall", "precision", "falsePositivesPerScan", "f1"] as const;
/** From the last column on. */
const HEADLINE_COLUMNS = { pooled: 3, macro: 2, median: 1 } as const;

function overviewTable(evaluations: readonly ReportedEvaluation[]): HtmlTable {
  const hasSystems = evaluations.some(({ system }) => system !== undefined);
  const level = evaluations.map(({ result }) => result.intervals).find(hasDraws)?.confidence;
  const rows = evaluations.map(({ protocol, system, result }) => [
    protocol.id,
    ...(hasSystems ? [system ?? ""] : []),
    ...SHOWN.map((name) => withInterval(name, result.pooled[name], result.intervals?.pooled[name])),
    withInterval("f1", result.macro["f1"]?.mean, result.intervals?.macro["f1"]),
    withInterval("f1", result.median["f1"]?.median, result.intervals?.median["f1"]),
  ]);
  const head = [
    "Protocol",
    ...(hasSystems ? ["System"] : []),
    "Sensitivity",
    "Precision",
    "FP per scan",
    "F1, pooled",
    "F1, mean",
    "F1, median",
  ];
  return {
    caption: `Pooled over lesions, and F1 as mean and median over scans${level === undefined ? "" : `; ${percentLabel(level)} % intervals`}. In bold: the F1 as the source of each protocol puts scans together.`,
    head,
    rows,
    textColumns: hasSystems ? [1] : [],
    isStrong: (row, column) => column === head.length - HEADLINE_COLUMNS[headlineOf(evaluations[row])],
  };
}

function headlineOf(evaluation: ReportedEvaluation | undefined): keyof typeof HEADLINE_COLUMNS {
  return evaluation?.result.parameters.headline ?? "pooled";
}

function contents(groups: readonly (readonly ReportedEvaluation[])[]): Html {
  const items = groups.map(
    (group, n) =>
      html`<li><a href="#p${n + 1}">${group[0]?.protocol.id ?? ""}: ${group[0]?.protocol.title ?? ""}</a></li>`,
  );
  return html`<nav aria-label="Protocols"><ul>${items}</ul></nav>`;
}

function protocolSection(
  group: readonly ReportedEvaluation[],
  id: string,
  comparisons: readonly SystemComparison[],
): Html {
  const [first] = group;
  if (first === undefined) return html``;
  const { protocol } = first;
  const own = comparisons.filter((comparison) => comparison.protocol === protocol.id);
  const isSingle = group.length === 1;
  const together = isSingle
    ? html``
    : html`${frocFigure(
        `${id}-froc`,
        group.map(({ system, result }) => ({ name: system, result })),
      )}${comparisonSection(own)}`;
  const parts = group.map((evaluation, n) =>
    isSingle
      ? evaluationSection(evaluation, `${id}-s1`)
      : html`<section aria-labelledby="${id}-s${n + 1}"><h2 id="${id}-s${n + 1}">${protocol.id}: ${evaluation.system ?? `system ${n + 1}`}</h2>${evaluationSection(evaluation, `${id}-s${n + 1}`)}</section>`,
  );
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${protocol.id}: ${protocol.title}</h2>
${ruleSection(first)}
${together}${parts}</section>
`;
}
