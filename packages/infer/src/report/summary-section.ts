import { type Html, html } from "@cmb/core";
import type { Report, Zone } from "../report.js";
import { PASSED_CHECKS } from "./describe-checks.js";
import { counted, fixed } from "./format-quantity.js";

const ZONES: readonly Zone[] = ["lobar", "deep", "infratentorial"];

/**
 * The answer of a report in a few lines: how many microbleeds, how sure, where, and what they were found with.
 *
 * @param report - any report
 * @returns a `section` element
 * @since 0.1.0
 */
export function summarySection(report: Report): Html {
  const { summary, model, backend } = report;
  const [fewest, most] = summary.expectedCount;
  const definite = summary.count - summary.possible;
  const marked = summary.count === 0 ? "0" : `${summary.count} (${definite} definite, ${summary.possible} possible)`;
  const answer =
    summary.count === 0
      ? "No microbleed was marked."
      : `${counted(summary.count, "microbleed")}: ${definite} definite, ${summary.possible} possible.`;
  return html`<section><p class="answer">${answer}</p>
<table><tbody>
<tr><th>Marked</th><td>${marked}</td></tr>
<tr><th>Expected number of true ones</th><td>${fixed(fewest, 0)} to ${fixed(most, 0)} (95 % interval over all scored candidates, if their scores are right)</td></tr>
<tr><th>By zone</th><td>${byZone(report)}</td></tr>
<tr><th>Model</th><td>${model.id} ${model.version}, preset ${model.preset}: a score of ${fixed(model.threshold, 2)} or more is marked, ${fixed(model.definiteThreshold, 2)} or more is definite; on ${backend.device}</td></tr>
<tr><th>Its training</th><td>${model.trainedOn === "synthetic" ? "simulated images alone" : model.trainedOn}; ${model.validatedOnPatients ? "measured on patients" : "never measured on annotated scans of patients"}</td></tr>
</tbody></table>
${summary.count === 0 ? html`<p>That no microbleed was marked does not show that there is none: the detector misses some, more of them with thick slices or a strict preset, and those smaller than a voxel, inside dark veins or in areas of signal loss cannot be seen. What was looked at and dropped is listed below.</p>` : html``}</section>`;
}

function byZone({ summary }: Report): string {
  const counts = summary.byZone;
  return counts === null
    ? "not assessed: no region model has run"
    : ZONES.map((zone) => `${zone} ${counts[zone]}`).join(", ");
}

/**
 * The scan as it was received: grid, sequence, what the input checks found and which of them passed.
 *
 * @param report - any report
 * @param tiltDegrees - how far the slices are turned from the scanner's axes
 * @returns a `section` element
 * @since 0.1.0
 */
export function inputSection(report: Report, tiltDegrees: number): Html {
  const { input } = report;
  const warnings = report.warnings.filter((warning) => !input.checks.some(({ message }) => message === warning));
  return html`<section><h2>Scan</h2>
<table><tbody>
<tr><th>Grid</th><td>${input.shape.join(" × ")} voxels of ${input.spacingMm.map((length) => String(Number(length.toFixed(3)))).join(" × ")} mm, axes ${input.orientation}, turned ${fixed(tiltDegrees, 0)}° from the scanner's axes</td></tr>
<tr><th>Sequence</th><td>${input.sequence === "unknown" ? "not given" : input.sequence}</td></tr>
<tr><th>SHA-256 of the voxels</th><td class="code">${input.sha256}</td></tr>
</tbody></table>
${warnings.length > 0 ? html`<ul>${warnings.map((warning) => html`<li><span class="warning">Warning:</span> ${warning}</li>`)}</ul>` : html``}
${checkFindings(report)}
<p>Checks that found nothing: ${passedChecks(report)}.</p></section>`;
}

function checkFindings({ input }: Report): Html {
  if (input.checks.length === 0) return html`<p>No input check found anything to report.</p>`;
  const label = { error: "Error", warning: "Warning", info: "Note" } as const;
  const items = input.checks.map(
    ({ code, severity, message }) =>
      html`<li><span class="${severity}">${label[severity]}, ${code}:</span> ${message}</li>`,
  );
  return html`<ul>${items}</ul>`;
}

function passedChecks({ input }: Report): string {
  const found = new Set<string>(input.checks.map(({ code }) => code));
  const passed = Object.entries(PASSED_CHECKS).flatMap(([code, meaning]) => (found.has(code) ? [] : [meaning]));
  return passed.length === 0 ? "none" : passed.join("; ");
}
