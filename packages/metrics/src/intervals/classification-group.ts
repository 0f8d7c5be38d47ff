import { kappaOfTable } from "../agreement/kappa-of-table.js";
import { type BinaryScores, binaryScores, negativeClass } from "../classification/binary-scores.js";
import { BURDEN_SCHEMES, burdenClass } from "../classification/burden-class.js";
import { scoreAtThreshold } from "../classification/classify-scans.js";
import { weightedAuroc } from "../curves/weighted-auroc.js";
import type { ScanRecord } from "../evaluation/scan-record.js";
import type { ProtocolParameters } from "../protocols/protocol.js";
import type { StatisticGroup } from "./statistic-group.js";

/** The rates of a decision that have an interval. @internal */
export const THRESHOLD_SCORES: readonly (keyof BinaryScores)[] = [
  "precision",
  "recall",
  "specificity",
  "negativePredictiveValue",
  "f1",
  "accuracy",
  "balancedAccuracy",
  "kappa",
];

/**
 * The decision "at least so many lesions" as a function of the draws.
 *
 * @param records - scans
 * @param threshold - number of lesions
 * @param scoredClass - the class whose rates are given
 * @returns {@link THRESHOLD_SCORES} and `auroc`
 * @internal
 */
export function thresholdGroup(
  records: readonly ScanRecord[],
  threshold: number,
  scoredClass: ProtocolParameters["classifiedClass"],
): StatisticGroup {
  const isPositive = records.map(({ result }) => result.referenceCount >= threshold);
  const cells = Uint8Array.from(records, ({ result }, n) => {
    return 2 * Number(isPositive[n]) + Number(result.predictionCount >= threshold);
  });
  const isScored = records.every(({ scores }) => scores !== undefined);
  const auroc = isScored
    ? weightedAuroc(
        records.map(({ scores = [] }, n) => ({
          score: scoreAtThreshold(scores, threshold),
          isPositive: isPositive[n] === true,
        })),
      )
    : () => Number.NaN;
  const sums = new Float64Array(4);
  return {
    names: [...THRESHOLD_SCORES, "auroc"],
    measureInto: (weights, out, offset) => {
      tallyInto(cells, weights, sums);
      const [trueNegatives, falsePositives, falseNegatives, truePositives] = sums as unknown as FourNumbers;
      const counts = { truePositives, falsePositives, falseNegatives, trueNegatives };
      const scores = binaryScores(scoredClass === "positive" ? counts : negativeClass(counts));
      THRESHOLD_SCORES.forEach((name, n) => {
        out[offset + n] = scores[name];
      });
      out[offset + THRESHOLD_SCORES.length] = auroc(weights);
    },
  };
}

type FourNumbers = readonly [number, number, number, number];

/**
 * Agreement in the classes of each burden scheme as functions of the draws.
 *
 * @param records - scans
 * @returns by scheme `accuracy`, `kappa`, `quadraticKappa`
 * @internal
 */
export function burdenGroups(records: readonly ScanRecord[]): Readonly<Record<string, StatisticGroup>> {
  return Object.fromEntries(
    BURDEN_SCHEMES.map((scheme) => {
      const size = scheme.labels.length;
      const classOf = (count: number): number => scheme.labels.indexOf(burdenClass(count, scheme));
      const cells = Uint8Array.from(
        records,
        ({ result }) => size * classOf(result.referenceCount) + classOf(result.predictionCount),
      );
      const table = new Float64Array(size * size);
      const group: StatisticGroup = {
        names: ["accuracy", "kappa", "quadraticKappa"],
        measureInto: (weights, out, offset) => {
          tallyInto(cells, weights, table);
          const agreed = scheme.labels.reduce((sum, _, n) => sum + (table[n * (size + 1)] as number), 0);
          out[offset] = agreed / table.reduce((sum, count) => sum + count, 0);
          out[offset + 1] = kappaOfTable(table, size, "none");
          out[offset + 2] = kappaOfTable(table, size, "quadratic");
        },
      };
      return [scheme.name, group];
    }),
  );
}

function tallyInto(cells: Uint8Array, weights: Float64Array, out: Float64Array): void {
  out.fill(0);
  for (let n = 0; n < cells.length; n++) {
    const cell = cells[n] as number;
    out[cell] = (out[cell] as number) + (weights[n] as number);
  }
}
