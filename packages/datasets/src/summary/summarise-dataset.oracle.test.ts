import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type DatasetSummary, type SummaryRow, summariseDataset } from "./summarise-dataset.js";

interface Published {
  readonly nScans: number;
  readonly nPatients: number;
  readonly nScansWithCmb: number;
  readonly percLowRes: number;
  readonly nCmbPerPositiveScan?: readonly number[];
  readonly nCmbHistogram?: Readonly<Record<string, number>>;
}

// Published counts of each scan and the published table that follows from them. Rounded to 2 digits, as published.
const path = new URL("../../../../fixtures/upstream/dataset_summary.json", import.meta.url);
const { datasets, published } = JSON.parse(readFileSync(path, "utf8")) as {
  readonly datasets: Readonly<Record<string, Published>>;
  readonly published: Readonly<Record<string, readonly string[]>>;
};

/** Scans with the published counts. Which scan has which resolution is not published; only their share is. */
function rowsOf({ nScans, nPatients, percLowRes, ...counts }: Published): SummaryRow[] {
  const positive =
    counts.nCmbPerPositiveScan ??
    Object.entries(counts.nCmbHistogram ?? {}).flatMap(([count, scans]) => Array<number>(scans).fill(Number(count)));
  const low = Math.round((percLowRes * nScans) / 100);
  return Array.from({ length: nScans }, (_, n) => ({
    patientUid: String(n % nPatients),
    microbleeds: positive[n] ?? 0,
    spacingMm: n < low ? [1, 1, 1] : [0.4, 1, 1],
  }));
}

const rounded = (value: number): string => (Number.isNaN(value) ? "-" : String(Number(value.toFixed(2))));

function asPublished(summary: DatasetSummary): string[] {
  const { mean, standardDeviation } = summary.microbleedsPerPositiveScan;
  return [
    `${summary.scans} - ${summary.scansWithMicrobleeds} - ${summary.scansOfLowBurden}`,
    `${summary.patients} - ${summary.patientsWithMicrobleeds}`,
    `${summary.lowResolutionPercent} - ${summary.highResolutionPercent}`,
    String(summary.microbleeds),
    `${rounded(mean)} ± ${rounded(standardDeviation)}`,
  ];
}

describe("summariseDataset", () => {
  it.each(["CRB", "CRBneg", "DOU", "RODEJA", "VALDO", "sMOMENI"])("gives the published row of %s", (name) => {
    const row = datasets[name];
    if (row === undefined) throw new Error(`no ${name}`);
    expect(asPublished(summariseDataset(rowsOf(row)))).toEqual(published[name]?.slice(0, 5));
  });

  it("gives what of the row of MOMENI does not depend on which visit is whose", () => {
    const row = datasets["MOMENI"];
    if (row === undefined) throw new Error("no MOMENI");
    const [scans = "", , ...rest] = asPublished(summariseDataset(rowsOf(row)));
    expect(scans).toMatch(/^370 - 57 - /);
    expect(rest).toEqual(published["MOMENI"]?.slice(2, 5));
  });

  it("divides the squares of radii by one less than their number", () => {
    const rows = [
      { patientUid: "a", microbleeds: 2, radiiMm: [1, 2], spacingMm: [1, 1, 1] },
      { patientUid: "b", microbleeds: 1, radiiMm: [3], spacingMm: [1, 1, 1] },
    ] as const;
    expect(summariseDataset(rows).radiusMm).toEqual({ mean: 2, standardDeviation: 1 });
  });

  it("rounds a half to the even number, as R does", () => {
    const rows = Array.from({ length: 8 }, (_, n) => {
      const spacingMm = n === 0 ? ([1, 1, 1] as const) : ([0.4, 1, 1] as const);
      return { patientUid: String(n), microbleeds: 0, spacingMm };
    });
    const { lowResolutionPercent, highResolutionPercent } = summariseDataset(rows);
    expect([lowResolutionPercent, highResolutionPercent]).toEqual([12, 88]);
  });
});
