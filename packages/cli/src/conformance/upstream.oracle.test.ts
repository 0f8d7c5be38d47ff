import { join } from "node:path";
import { affineFromSpacing, type VoxelIndex } from "@cmb/core";
import { saveNifti } from "@cmb/io/node";
import { type EvaluationCase, type LabelCount, synthSegRegion } from "@cmb/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countedScan } from "../testdata/counted-scan.js";
import {
  evaluate,
  type PrintedResult,
  type PrintedStratum,
  readFixture,
  writeCases,
} from "../testdata/fixture-images.js";
import { temporaryFolder } from "../testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

interface CentreFixture {
  readonly spacingMm: number;
  readonly runs: readonly {
    readonly model: string;
    readonly dataset: string;
    readonly criterion: string;
    readonly studies: readonly {
      readonly id: string;
      readonly gt: readonly VoxelIndex[];
      readonly pred: readonly VoxelIndex[];
      readonly TP: number;
      readonly FP: number;
      readonly FN: number;
    }[];
  }[];
}
const centres = readFixture<CentreFixture>("upstream/cmb_matching_distance.json");

describe("upstream-published beside the recorded centres of the published runs", () => {
  it.each(centres.runs)("$model $dataset $criterion", async ({ studies }) => {
    const { spacingMm } = centres;
    const cases = studies.map(({ id, gt, pred }, n) => ({
      id: `${n} ${id}`,
      spacingMm: [spacingMm, spacingMm, spacingMm] as const,
      reference: gt.map((centreVoxel) => ({ centreVoxel })),
      prediction: pred.map((centreVoxel) => ({ centreVoxel })),
    }));
    const [result] = await evaluate(
      ...(await writeCases(join(folder, "centres"), cases)),
      "--protocol",
      "upstream-published",
    );
    expect(result?.protocol).toBe("upstream-published");
    const counts = result?.cases.map((each) => [each["truePositives"], each["falsePositives"], each["falseNegatives"]]);
    expect(counts).toEqual(studies.map(({ TP, FP, FN }) => [TP, FP, FN]));
  });
});

type Summary = { readonly mean: number | null; readonly std: number | null };
interface Run {
  readonly model: string;
  readonly dataset: string;
  readonly criterion: string;
  readonly location: string | null;
  readonly nStudiesInDataset: number;
  readonly studies: readonly (readonly [tp: number, fp: number, fn: number, nTrue: number, nPred: number])[];
  readonly diceTP: readonly (readonly [overlap: number, pred: number, gt: number])[];
  readonly published: {
    readonly detection: Readonly<Record<string, number | null | Summary>>;
    readonly segmentation: {
      readonly "Macro - DiceTP Score": Summary;
      readonly "Micro - DiceTP Score": number | null;
    };
    readonly classification: readonly {
      readonly threshold: number;
      readonly cm: { readonly tp: number; readonly fp: number; readonly fn: number; readonly tn: number };
      readonly published: Readonly<Record<"Precision" | "Recall" | "F1-Score" | "Specificity", number | null>>;
    }[];
  };
}

const MICRO = {
  "Micro - Precision": "precision",
  "Micro - Recall": "recall",
  "Micro - F1": "f1",
  "Micro - FPavg": "falsePositivesPerScan",
  "Micro - FPcmb": "falsePositivesPerMicrobleed",
  "Micro - TP": "truePositives",
  "Micro - FP": "falsePositives",
  "Micro - FN": "falseNegatives",
  "Micro - n_true_cmb": "referenceCount",
  "Micro - n_pred_cmb": "predictionCount",
} as const;
const MACRO = {
  "Macro - Precision": "precision",
  "Macro - Recall": "recall",
  "Macro - F1": "f1",
  "Macro - FPavg": "falsePositives",
  "Macro - FPcmb": "falsePositivesPerMicrobleed",
} as const;

/** The scans of a run: its counts, and the scans without any lesion that its tables count and do not list. */
function scansOf(run: Run): readonly EvaluationCase[] {
  let at = 0;
  const listed = run.studies.map(([found, falses, missed, , predicted], n) => {
    const pairs = run.diceTP.slice(at, at + found);
    at += found;
    return countedScan(`scan ${n}`, { found, missed, falses, repeats: predicted - found - falses, pairs });
  });
  const unlisted = run.nStudiesInDataset - listed.length;
  return [
    ...listed,
    ...Array.from({ length: unlisted }, (_, n) => countedScan(`empty ${n}`, { found: 0, missed: 0, falses: 0 })),
  ];
}

function expectTables(result: PrintedResult | undefined, { published, studies, diceTP }: Run): void {
  const near = (value: number | null | undefined): unknown =>
    (value ?? null) === null ? null : expect.closeTo(value as number, 10);
  for (const [name, field] of Object.entries(MICRO)) {
    expect([name, result?.pooled[field]]).toEqual([name, near(published.detection[name] as number | null)]);
  }
  for (const [name, field] of Object.entries(MACRO)) {
    const { mean, std } = published.detection[name] as Summary;
    const { mean: actual, standardDeviation } = result?.macro[field] ?? {};
    expect([name, actual, standardDeviation]).toEqual([name, near(mean), near(std)]);
  }
  // Some runs list the voxels of fewer pairs than they count.
  if (diceTP.length === studies.reduce((sum, [found]) => sum + found, 0)) {
    const { mean, std } = published.segmentation["Macro - DiceTP Score"];
    expect(result?.pooled.dicePerLesion).toMatchObject({ mean: near(mean), standardDeviation: near(std) });
    expect(result?.pooled["dice"]).toEqual(near(published.segmentation["Micro - DiceTP Score"]));
  }
  expect(
    result?.classification.thresholds.map(({ confusion: c, scores }) => [
      [c["truePositives"], c["falsePositives"], c["falseNegatives"], c["trueNegatives"]],
      [scores["precision"], scores["recall"], scores["f1"], scores["specificity"]],
    ]),
  ).toEqual(
    published.classification.map(({ cm, published: rates }) => [
      [cm.tp, cm.fp, cm.fn, cm.tn],
      [near(rates.Precision), near(rates.Recall), near(rates["F1-Score"]), near(rates.Specificity)],
    ]),
  );
}

describe.each([
  ["upstream-published", "upstream/detection_distance.json"],
  ["upstream-head", "upstream/detection_overlap.json"],
])("%s gives the tables of %s from their own counts", (protocol, file) => {
  const { runs } = readFixture<{ readonly runs: readonly Run[] }>(file);
  it.each(runs)("$model $dataset $criterion $location", async (run) => {
    const given = await writeCases(join(folder, "tables"), scansOf(run));
    // Its code counts a prediction on a reference that was taken neither way.
    const rule = ["--duplicate-hits", "ignore", "--strata", "none"];
    const thresholds = run.published.classification.map(({ threshold }) => threshold).join(",");
    const [result] = await evaluate(
      ...given,
      "--protocol",
      protocol,
      ...rule,
      "--classification-thresholds",
      thresholds,
    );
    expectTables(result, run);
  });
});

type Cell = string | number | null;
interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
const stratified = readFixture<{
  readonly columns: readonly string[];
  readonly studies: readonly (readonly Cell[])[];
  readonly published: Readonly<Record<"bySeqTypeAndCmbLevel" | "byResLevel" | "byTE" | "byAtLeast10Cmb", Table>>;
}>("upstream/stratified_detection.json");

describe("published strata of the runs", () => {
  const cases = stratified.studies.map((row, n) => {
    const covariates = Object.fromEntries(stratified.columns.map((name, column) => [name, row[column] ?? null]));
    const at = (name: string): number => Number(covariates[name]);
    const tally = { found: at("TP"), falses: at("FP"), missed: at("FN"), repeats: at("nPred") - at("TP") - at("FP") };
    return { ...countedScan(`scan ${n}`, tally), covariates };
  });
  const rule = ["--protocol", "upstream-published", "--duplicate-hits", "ignore", "--false-positives-over", "all"];
  const counts = ({ pooled }: PrintedStratum): unknown => [
    pooled["truePositives"],
    pooled["falsePositives"],
    pooled["falseNegatives"],
  ];

  it.each([
    ["byResLevel", "dataset+res_level", 2],
    ["byTE", "dataset+TE", 2],
    ["bySeqTypeAndCmbLevel", "dataset+seq_type+CMB_level", 3],
  ] as const)("%s as --strata %s", async (name, strata, keys) => {
    const [result] = await evaluate(...(await writeCases(join(folder, "strata"), cases)), ...rule, "--strata", strata);
    const found = result?.strata.covariates[strata] ?? [];
    const { rows } = stratified.published[name];
    for (const row of rows) {
      const stratum = found.find((each) => each.name === row.slice(0, keys).join(" "));
      if (stratum === undefined) throw new Error(`there is no group ${row.slice(0, keys).join(" ")}`);
      expect(counts(stratum)).toEqual(row.slice(keys, keys + 3));
      if (keys === 2) {
        expect(stratum.scanCount).toBe(row[5]);
        expect(stratum.pooled["precision"]).toBeCloseTo(Number(row[6]), 3);
        expect(stratum.pooled["recall"]).toBeCloseTo(Number(row[7]), 3);
        expect(stratum.pooled["f1"]).toBeCloseTo(Number(row[8]), 3);
        expect(stratum.pooled["falsePositivesPerScan"]).toBeCloseTo(Number(row[9]), 3);
      } else {
        expect(stratum.macro["f1"]?.["mean"]).toBeCloseTo(Number(String(row[8]).split(" ± ")[0]), 3);
        expect(stratum.pooled["f1"]).toBeCloseTo(Number(row[10]), 6);
      }
    }
    expect(rows.length).toBeGreaterThan(0);
  });

  it.each([...new Set(stratified.published.byAtLeast10Cmb.rows.map(([dataset]) => String(dataset)))])(
    "byAtLeast10Cmb of %s as --strata referenceCount=10",
    async (dataset) => {
      const own = cases.filter(({ covariates }) => covariates["dataset"] === dataset);
      const given = await writeCases(join(folder, "burden"), own);
      const [result] = await evaluate(...given, ...rule, "--strata", "referenceCount=10");
      const rows = stratified.published.byAtLeast10Cmb.rows.filter(([name]) => name === dataset);
      for (const [, isMany, tp, fp, fn, , precision] of rows) {
        const stratum = result?.strata.covariates["referenceCount"]?.find(
          ({ name }) => name === (isMany === "yes" ? ">=10" : "<10"),
        );
        expect(stratum && counts(stratum)).toEqual([tp, fp, fn]);
        expect(stratum?.pooled["precision"]).toBeCloseTo(Number(precision), 6);
      }
    },
  );
});

it("--regions gives the published locations of microbleeds from their label maps", async () => {
  const all = readFixture<{
    readonly cmbs: readonly (readonly [
      dataset: string,
      size: number,
      counts: readonly LabelCount[],
      evaluation: number,
    ])[];
  }>("upstream/location_labels.json").cmbs;
  // The diameter of a row of thousands of voxels takes seconds.
  const cmbs = all.filter(([, , counts]) => counts.reduce((sum, [, voxels]) => sum + voxels, 0) <= 300);
  expect(cmbs.length).toBeGreaterThan(550);
  // One lesion a row, every second row, each voxel with the label that the lesion has there.
  const length = Math.max(...cmbs.map(([, , counts]) => counts.reduce((sum, [, voxels]) => sum + voxels, 0)));
  const [mask, regions] = [0, 0].map(() => new Uint8Array(length * 2 * cmbs.length)) as [Uint8Array, Uint8Array];
  for (const [n, [, , counts]] of cmbs.entries()) {
    let v = length * 2 * n;
    for (const [label, voxels] of counts) {
      mask.fill(1, v, v + voxels);
      regions.fill(label, v, v + voxels);
      v += voxels;
    }
  }
  const grid = { shape: [length, 2 * cmbs.length, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
  await saveNifti({ data: mask, ...grid }, join(folder, "mask.nii.gz"));
  await saveNifti({ data: regions, ...grid }, join(folder, "regions.nii.gz"));
  const files = ["--reference", join(folder, "mask.nii.gz"), "--prediction", join(folder, "mask.nii.gz")];
  const [result] = await evaluate(
    ...files,
    "--regions",
    join(folder, "regions.nii.gz"),
    "--protocol",
    "centroid-3mm",
    "--explain",
  );
  const own = (result?.cases[0]?.lesions ?? []).filter(({ side }) => side === "reference");
  const named = cmbs.map(([, , , label]) => synthSegRegion(label)?.bombs ?? null);
  // Lesions are numbered by their first voxel with i slowest: all start at i = 0, so by row.
  expect(own.map(({ location }) => location)).toEqual(named);
  const byLocation = new Map(result?.strata.locations.map(({ name, pooled }) => [name, pooled["referenceCount"]]));
  for (const name of new Set(named.filter((each) => each !== null))) {
    expect([name, byLocation.get(name)]).toEqual([name, named.filter((each) => each === name).length]);
  }
});
