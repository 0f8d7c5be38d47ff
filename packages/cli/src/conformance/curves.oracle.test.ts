import { join } from "node:path";
import type { EvaluationCase } from "@cmb/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countedScan } from "../testdata/counted-scan.js";
import { type Box, evaluate, paintBoxes, readFixture, writeCases, writeFolders } from "../testdata/fixture-images.js";
import { temporaryFolder } from "../testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

/** Scans of which only scored hits and false positives are known, all in the first; the others are empty. */
function scoredScans(
  hits: readonly number[],
  falses: readonly number[],
  totals: { missed: number; scans: number },
): EvaluationCase[] {
  const scan = countedScan("scan 0", { found: hits.length, missed: totals.missed, falses: falses.length });
  const scores = [...hits, ...falses];
  const first = { ...scan, prediction: scan.prediction.map((lesion, n) => ({ ...lesion, score: scores[n] ?? 0 })) };
  const empty = Array.from({ length: totals.scans - 1 }, (_, n) =>
    countedScan(`scan ${n + 1}`, { found: 0, missed: 0, falses: 0 }),
  );
  return [first, ...empty];
}

interface NndetCase {
  readonly id: string;
  readonly matches: readonly (0 | 1)[];
  readonly scores: readonly number[];
  readonly numImages: number;
  readonly numGt: number;
  readonly fps: readonly number[];
  readonly sensitivity: readonly number[];
  readonly curveAtFpi: readonly number[];
  readonly score: number;
}

describe("froc-nndet beside nnDetection", () => {
  it.each(readFixture<{ readonly cases: readonly NndetCase[] }>("peers/nndetection-froc.json").cases)(
    "$id",
    async (fixture) => {
      const scoresOf = (match: 0 | 1): number[] => fixture.scores.filter((_, n) => fixture.matches[n] === match);
      const totals = { missed: fixture.numGt - scoresOf(1).length, scans: fixture.numImages };
      const given = await writeCases(join(folder, "nndet"), scoredScans(scoresOf(1), scoresOf(0), totals));
      const [result] = await evaluate(...given, "--protocol", "froc-nndet");
      const near = (values: readonly number[]): unknown => values.map((value) => expect.closeTo(value, 12));
      expect(result?.curve?.points.map((point) => point["falsePositivesPerScan"])).toEqual(near(fixture.fps));
      expect(result?.curve?.points.map((point) => point["sensitivity"])).toEqual(near(fixture.sensitivity));
      expect(result?.curve?.sensitivityAt.map((point) => point["sensitivity"])).toEqual(near(fixture.curveAtFpi));
      expect(result?.curve?.meanSensitivity).toBeCloseTo(fixture.score, 12);
    },
  );
});

interface MonaiPoints {
  readonly id: string;
  readonly probs: readonly number[];
  readonly coordsYX?: readonly (readonly [number, number])[];
  readonly coordsZYX?: readonly (readonly [number, number, number])[];
  readonly mask?: readonly (readonly number[])[];
  readonly mask3d?: readonly (readonly (readonly number[])[])[];
  readonly labelsToExclude: readonly number[];
  readonly resolutionLevel?: number;
  readonly fpProbs: readonly number[];
  readonly tpProbs: readonly number[];
}

describe("froc-camelyon beside MONAI's hits of points on labelled targets", () => {
  it.each(readFixture<{ readonly fpTp: readonly MonaiPoints[] }>("peers/monai-froc.json").fpTp)(
    "$id",
    async (fixture) => {
      const slices = fixture.mask3d ?? [fixture.mask ?? []];
      const scale = 2 ** (fixture.resolutionLevel ?? 0);
      const voxels = (fixture.coordsZYX ?? (fixture.coordsYX ?? []).map(([y, x]) => [0, y, x] as const)).map(
        (point) => point.map((at) => Math.floor(at / scale)) as [number, number, number],
      );
      const labelAt = ([k, j, i]: readonly [number, number, number]): number => slices[k]?.[j]?.[i] ?? 0;
      const labels = [...new Set(slices.flat(2))].filter(
        (label) => label > 0 && !fixture.labelsToExclude.includes(label),
      );
      const points = voxels.flatMap((voxel, n) =>
        fixture.labelsToExclude.includes(labelAt(voxel)) ? [] : [{ voxel, score: fixture.probs[n] ?? 0 }],
      );
      const scan: EvaluationCase = {
        id: fixture.id,
        spacingMm: [1, 1, 1],
        // Where a target's centre is does not matter: a point hits it by lying in it, which the overlap says.
        reference: labels.map((_, n) => ({ centreVoxel: [100 + n, 0, 0] })),
        prediction: points.map(({ voxel: [k, j, i], score }) => ({ centreVoxel: [i, j, k], score, sizeVoxels: 1 })),
        overlap: points.flatMap(({ voxel }, p) => {
          const target = labels.indexOf(labelAt(voxel));
          return target < 0 ? [] : [[target, p, 1] as const];
        }),
      };
      const [result] = await evaluate(
        ...(await writeCases(join(folder, "monai"), [scan])),
        "--protocol",
        "froc-camelyon",
        "--explain",
      );
      const scoresWith = (outcome: string): (number | null)[] =>
        (result?.cases[0]?.lesions ?? []).filter((lesion) => lesion.outcome === outcome).map(({ score }) => score);
      expect(scoresWith("unmatched")).toEqual(fixture.fpProbs);
      const found = fixture.tpProbs.filter((probability) => probability > 0);
      expect(result?.cases[0]?.["truePositives"]).toBe(found.length);
      expect(Math.max(...(scoresWith("matched") as number[]))).toBe(Math.max(...found));
    },
  );
});

it("picai gives picai_eval's average precision and sensitivities from its lists of lesions", async () => {
  const { frocUnit } = readFixture<{
    readonly frocUnit: {
      readonly lesionResults: Readonly<Record<string, readonly (readonly [0 | 1, number, number])[]>>;
      readonly AP: number;
      readonly tprAtFpr: Readonly<Record<string, number>>;
    };
  }>("peers/picai-eval.json");
  const cases = Object.entries(frocUnit.lesionResults).map(([id, rows]) => {
    const scores = (kind: 0 | 1): number[] => rows.filter(([isLesion]) => isLesion === kind).map(([, score]) => score);
    const scan = scoredScans(scores(1), scores(0), { missed: 0, scans: 1 })[0];
    if (scan === undefined) throw new Error("there is one scan");
    return { ...scan, id };
  });
  const rates = Object.keys(frocUnit.tprAtFpr);
  const given = await writeCases(join(folder, "picai"), cases);
  const [result] = await evaluate(...given, "--protocol", "picai", "--rates", rates.join(","));
  expect(result?.curve?.averagePrecision).toBeCloseTo(frocUnit.AP, 12);
  // picai_eval keeps its curve in float32.
  expect(result?.curve?.sensitivityAt.map((point) => point["sensitivity"])).toEqual(
    rates.map((rate) => expect.closeTo(frocUnit.tprAtFpr[rate] ?? Number.NaN, 6)),
  );
});

interface PanopticaCase {
  readonly id: string;
  readonly shape: readonly [number, number];
  readonly ref: readonly (readonly number[])[];
  readonly pred: readonly (readonly number[])[];
  readonly input: "semantic" | "unmatched-instance";
  readonly metric: "IoU" | "ASSD";
  readonly threshold: number;
  readonly strict?: boolean;
  readonly expected: Readonly<Record<string, number>>;
}

describe("panoptic beside panoptica", () => {
  const { cases } = readFixture<{ readonly cases: readonly PanopticaCase[] }>("peers/panoptica.json");
  it.each(cases.filter(({ metric }) => metric === "IoU"))("$id", async (fixture) => {
    const paint = (boxes: readonly (readonly number[])[]): ReturnType<typeof paintBoxes> => {
      const flat = boxes.map(([r0 = 0, c0 = 0, r1 = 0, c1 = 0, label = 1]): Box => [r0, c0, 0, r1, c1, 1, label]);
      return paintBoxes([fixture.shape[0], fixture.shape[1], 1], [1, 1, 1], flat);
    };
    const pair = { id: fixture.id, reference: paint(fixture.ref), prediction: paint(fixture.pred) };
    const given = await writeFolders(join(folder, fixture.id), [pair]);
    const rule = ["--minimum", String(fixture.threshold), "--strict", String(fixture.strict ?? false)];
    const instances = fixture.input === "unmatched-instance" ? ["--instances"] : [];
    const [result] = await evaluate(...given, ...instances, "--protocol", "panoptic", ...rule);
    const scored = result?.cases[0];
    const actual: Readonly<Record<string, number | null | undefined>> = {
      tp: scored?.["truePositives"],
      fp: scored?.["falsePositives"],
      fn: scored?.["falseNegatives"],
      sq: scored?.["segmentationQuality"],
      rq: scored?.["recognitionQuality"],
      pq: scored?.["panopticQuality"],
      globalBinDsc: scored?.["overallDice"],
    };
    for (const [name, value] of Object.entries(fixture.expected)) {
      if (name in actual) expect([name, actual[name]]).toEqual([name, expect.closeTo(value, 12)]);
    }
    expect(actual["tp"]).toBe(fixture.expected["tp"]);
  });
});

interface OldFixture {
  readonly sets: readonly {
    readonly set: string;
    readonly scans: readonly (readonly [
      confusion: readonly [readonly [tn: number, fp: number], readonly [fn: number, tp: number]],
      scanClass: string,
      nTrue: number,
      nPred: number,
      nOverlap: number,
    ])[];
    readonly published: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  }[];
}

describe("upstream-corrected beside the component evaluation of May 2024", () => {
  it.each(readFixture<OldFixture>("upstream/voxel_and_cc_level_eval.json").sets)(
    "$set",
    async ({ scans, published }) => {
      const cases = scans.map(([[[tn, fp], [fn, tp]], , nTrue, nPred, nOverlap], n): EvaluationCase => {
        const tally = { found: nOverlap, missed: nTrue - nOverlap, falses: Math.max(nPred - nOverlap, 0) };
        const sums = { softReference: tp + fn, softPrediction: tp + fp, softProduct: tp };
        const voxelSums = { both: tp, referenceOnly: fn, predictionOnly: fp, ...sums, grid: tn + fp + fn + tp };
        return { ...countedScan(`scan ${n}`, tally), spacingMm: [1, 1, 1], voxelSums };
      });
      const [result] = await evaluate(
        ...(await writeCases(join(folder, "old"), cases)),
        "--protocol",
        "upstream-corrected",
      );
      // The tables are rounded to four decimals.
      const near = (value: number | null | undefined): unknown => expect.closeTo(value ?? Number.NaN, 3);
      const macro = published["detection_macro_metrics"] ?? {};
      expect(result?.macro["recall"]?.["mean"]).toEqual(near(macro["TPR"]));
      expect(result?.macro["precision"]?.["mean"]).toEqual(near(macro["PPV"]));
      expect(result?.macro["f1OfMeans"]?.["mean"]).toEqual(near(macro["F1"]));
      const micro = published["detection_micro_metrics"] ?? {};
      expect(result?.pooled["recall"]).toEqual(near(micro["TPR"]));
      expect(result?.pooled["precision"]).toEqual(near(micro["PPV"]));
      expect(result?.pooled["falsePositivesPerScan"]).toEqual(near(micro["FPavg"]));
      expect(result?.pooled["falsePositivesMedian"]).toEqual(near(micro["FPmedian"]));
      const [any] = result?.classification.thresholds ?? [];
      expect(any?.scores["recall"]).toEqual(near(published["classification_metrics"]?.["TPR"]));
      for (const [n, [[[, fp], [fn, tp]]]] of scans.entries()) {
        expect(result?.cases[n]?.["overallDice"]).toBeCloseTo((2 * tp) / (2 * tp + fp + fn), 12);
        expect(result?.cases[n]?.["volumeDifferenceMm3"]).toBe(fp - fn);
      }
    },
  );
});
