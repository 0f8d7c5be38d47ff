import type { CaseResult } from "../evaluation/case-result.js";
import type { ScanRecord } from "../evaluation/scan-record.js";
import type { IntervalEstimate } from "../intervals/bootstrap-group.js";
import { runSteps } from "../intervals/run-steps.js";
import { scanStratumIntervals } from "../intervals/stratum-intervals.js";
import { upstreamCorrected } from "../protocols/upstream-corrected.js";
import type { ScanCounts } from "../scoring/score-counts.js";

/** A run's title with the corrected counts of its scans. */
export interface TitledCounts {
  readonly title: string;
  readonly scans: readonly ScanCounts[];
  /** Scans with neither reference nor prediction that are not listed. */
  readonly unlisted: number;
}

/** The section of the page that says how far chance reaches in each run. */
export function intervalsSection(runs: readonly TitledCounts[]): string {
  const rows = runs.map(({ title, scans, unlisted }) => {
    const steps = scanStratumIntervals(recordsOf(scans, unlisted), upstreamCorrected.parameters, { seed: 1 });
    const { pooled } = runSteps(steps);
    const cells = [pooled.precision, pooled.recall, pooled.f1, pooled.falsePositivesPerScan].map(cellOf);
    return `| ${title} | ${cells.join(" | ")} |`;
  });
  return `## How far chance reaches

No interval was published. These are the corrected pooled values with 95 % intervals from drawing scans, all lesions of a scan together (2000 resamples, percentiles, seed 1). The tables name no patients, so repeated scans of one patient are drawn as if they were independent: on the validation set, which has such scans, the true intervals are wider.

| run | precision | recall | F1 | false positives per scan |
|---|--:|--:|--:|--:|
${rows.join("\n")}`;
}

function recordsOf(scans: readonly ScanCounts[], unlisted: number): readonly ScanRecord[] {
  const none = { truePositives: 0, falsePositives: 0, falseNegatives: 0, referenceCount: 0, predictionCount: 0 };
  return [...scans, ...new Array<ScanCounts>(unlisted).fill(none)].map((counts) => ({
    result: counts as unknown as CaseResult,
    pairs: { overlap: 0, sizes: 0, dice: [] },
    detections: undefined,
    scores: undefined,
    patient: undefined,
  }));
}

function cellOf({ estimate, lower, upper }: IntervalEstimate): string {
  return `${estimate.toFixed(2)} [${lower.toFixed(2)}, ${upper.toFixed(2)}]`;
}
