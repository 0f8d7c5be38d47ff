import { type NamedScan, type Realism, realismReport } from "../realism/realism-report.js";
import { madeScan } from "./made-scan.js";

/** A SWI with thin slices and a GRE with thick ones. */
export const MADE_SCANS: readonly [NamedScan, NamedScan] = [
  {
    name: "one",
    scan: madeScan({ spacingMm: [0.5, 0.5, 1], contrast: "SWI", microbleeds: 3, invisible: 1, mimics: 2 }),
  },
  {
    name: "two",
    scan: madeScan({ spacingMm: [0.5, 0.5, 4], contrast: "GRE", microbleeds: 2, invisible: 0, mimics: 1 }),
  },
];

/** Their report, the second as a simulation of the background of the first. */
export function madeRealism(): Promise<Realism> {
  const [{ scan: one }, { scan: two }] = MADE_SCANS;
  const backgrounds = [{ name: "real <b>", note: "made up", real: one.image, synthetic: [two.image] }];
  return realismReport(MADE_SCANS, { backgrounds, countsPerHead: [0, 1, 2, 30] });
}
