import type { Interval } from "../interval.js";
import { alignColumns } from "./align-columns.js";
import type { CountAgreement } from "./count-agreement.js";
import { formatNumber } from "./format-number.js";
import { percentLabel } from "./percent-label.js";

/**
 * Agreement of readers' counts as plain text for a terminal.
 *
 * @param agreement - from {@link countAgreement}
 * @returns lines that end in a line feed; a dash where a quantity is undefined
 * @since 0.1.0
 */
export function formatCountAgreement(agreement: CountAgreement): string {
  const { readers, scanCount, meanCounts, icc21, icc31, pairs, classes } = agreement;
  const level = percentLabel(icc21.interval.confidence);
  const pairRows = pairs.map(({ readers: [a, b], blandAltman, concordance }) => [
    `${b} minus ${a}`,
    `${formatNumber(blandAltman.bias)} ${ends(blandAltman.biasInterval)}`,
    ends(blandAltman.limits),
    `${formatNumber(concordance.value)} ${ends(concordance.interval)}`,
  ]);
  const classRows = classes.map(({ scheme, labels, observed, kappa, quadraticKappa, gwetAc1 }) => [
    `${scheme} (${labels.join(", ")})`,
    formatNumber(observed),
    formatNumber(kappa),
    quadraticKappa === null ? "" : formatNumber(quadraticKappa),
    formatNumber(gwetAc1),
  ]);
  return [
    `${scanCount} scans; mean counts: ${readers.map((reader, n) => `${reader} ${formatNumber(meanCounts[n] ?? Number.NaN)}`).join(", ")}`,
    `ICC(2,1), absolute agreement: ${formatNumber(icc21.value)} ${ends(icc21.interval)}; ICC(3,1), consistency: ${formatNumber(icc31.value)} ${ends(icc31.interval)} (${level} % intervals)`,
    "",
    ...alignColumns([
      ["Counts", `bias [${level} %]`, "limits of agreement", `Lin's concordance [${level} %]`],
      ...pairRows,
    ]),
    "",
    ...alignColumns([
      ["Classes", "agreement", readers.length === 2 ? "Cohen's kappa" : "Fleiss' kappa", "quadratic", "Gwet's AC1"],
      ...classRows,
    ]),
    "",
  ].join("\n");
}

function ends({ lower, upper }: Pick<Interval, "lower" | "upper">): string {
  return `[${formatNumber(lower)}, ${formatNumber(upper)}]`;
}
