import { describe, expect, it } from "vitest";
import { covariateStratum } from "../strata/covariate-stratum.js";
import { readFixture } from "../testdata/read-fixture.js";
import { summariseMean } from "./summarise.js";

interface Dataset {
  readonly nScans: number;
  readonly nPatients: number;
  readonly nScansLowCmbLevel: number;
  readonly nScansWithCmb: number;
  readonly nCmb: number;
  readonly meanCmbPerPositiveScan: number | null;
  readonly stdCmbPerPositiveScan: number | null;
  readonly nCmbPerPositiveScan?: readonly number[];
  readonly nCmbHistogram?: Readonly<Record<string, number>>;
}
const { datasets } = readFixture<{ readonly datasets: Readonly<Record<string, Dataset>> }>(
  "upstream/dataset_summary.json",
);

describe("published microbleeds per scan", () => {
  it.each(Object.entries(datasets))("%s", (_, dataset) => {
    const listed = dataset.nCmbPerPositiveScan ?? [];
    const binned = Object.entries(dataset.nCmbHistogram ?? {}).flatMap(([count, scans]) =>
      new Array<number>(scans).fill(Number(count)),
    );
    const counts = [...listed, ...binned];
    const { mean, standardDeviation, count } = summariseMean(counts);
    expect(count).toBe(dataset.nScansWithCmb);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(dataset.nCmb);
    // The table has two decimals.
    if (dataset.meanCmbPerPositiveScan === null) expect(mean).toBeNaN();
    else expect(Math.abs(mean - dataset.meanCmbPerPositiveScan)).toBeLessThanOrEqual(0.005 + 1e-9);
    if (dataset.stdCmbPerPositiveScan === null) expect(standardDeviation).toBeNaN();
    else expect(Math.abs(standardDeviation - dataset.stdCmbPerPositiveScan)).toBeLessThanOrEqual(0.005 + 1e-9);
  });
  it.each(Object.entries(datasets).filter(([, { nScans, nPatients }]) => nScans === nPatients))(
    "%s, whose patients have one scan each: scans of low burden are those with up to 3",
    (_, dataset) => {
      const counts = (dataset.nCmbPerPositiveScan ?? []).map((referenceCount) => ({ referenceCount }));
      const low = counts.filter((scan) => covariateStratum(scan, "referenceCount", [1, 4]) === "1 to <4");
      expect(low).toHaveLength(dataset.nScansLowCmbLevel);
    },
  );
});
