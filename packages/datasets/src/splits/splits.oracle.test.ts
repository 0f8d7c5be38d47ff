import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { addToTraining } from "./add-to-training.js";
import { createMersenneTwister } from "./mersenne-twister.js";
import { type SplitRow, splitByPatient } from "./split-by-patient.js";
import { stratifiedShuffleSplit } from "./stratified-shuffle-split.js";
import { stratifyLabel } from "./stratify-label.js";

type JsonRow = { readonly [K in keyof SplitRow]: SplitRow[K] | null };

interface Grouped {
  readonly rows: readonly JsonRow[];
  readonly labels: readonly string[];
  readonly patients: { readonly train: readonly string[]; readonly valid: readonly string[] };
  readonly series: { readonly train: readonly string[]; readonly valid: readonly string[] };
}

interface Answers {
  readonly mersenne: readonly {
    readonly seed: number;
    readonly words: readonly number[];
    readonly permutations: readonly (readonly number[])[];
  }[];
  readonly shuffleSplits: readonly {
    readonly labels: readonly string[];
    readonly testFraction: number;
    readonly seed: number;
    readonly train: readonly number[];
    readonly test: readonly number[];
  }[];
  readonly grouped: Grouped;
  readonly publishedSizes: Grouped;
}

// NumPy, pandas and scikit-learn, by fixtures/datasets/make_datasets.py. All numbers are whole: no tolerance.
const path = new URL("../../../../fixtures/datasets/splits.json", import.meta.url);
const answers = JSON.parse(readFileSync(path, "utf8")) as Answers;

const rowsOf = (rows: readonly JsonRow[]): readonly SplitRow[] =>
  rows.map(
    (row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v ?? undefined])) as unknown as SplitRow,
  );

describe("createMersenneTwister", () => {
  it.each(answers.mersenne)("gives the bits of NumPy's RandomState($seed)", ({ seed, words }) => {
    const { uint32 } = createMersenneTwister(seed);
    expect(words.map(uint32)).toEqual(words);
  });

  it.each(answers.mersenne)("permutes as RandomState($seed) does", ({ seed, permutations }) => {
    const { permutation } = createMersenneTwister(seed);
    expect([1, 2, 3, 10, 100].map(permutation)).toEqual(permutations);
  });
});

describe("stratifiedShuffleSplit", () => {
  it.each(answers.shuffleSplits)("splits as scikit-learn does at $testFraction, seed $seed", (one) => {
    const { labels, testFraction, seed, train, test } = one;
    expect(stratifiedShuffleSplit(labels, { testFraction, seed })).toEqual({ train, test });
  });
});

describe.each(["grouped", "publishedSizes"] as const)("splitByPatient on the made-up metadata %s", (name) => {
  const { rows, labels, patients, series } = answers[name];

  it("forms the labels that pandas forms", () => {
    expect(rowsOf(rows).map(stratifyLabel)).toEqual(labels);
  });

  it("draws the patients that train_test_split draws, in its order, and their series", () => {
    expect(splitByPatient(rowsOf(rows))).toEqual({ patients, ...series });
  });

  it("draws the published number of patients", () => {
    const split = splitByPatient(rowsOf(rows));
    expect([split.patients.train.length, split.patients.valid.length]).toEqual([249, 44]);
  });
});

describe("the published sizes", () => {
  // 118 patients, ten versions of each of their 370 scans, and 742 scans without microbleeds.
  const rows = rowsOf(answers.publishedSizes.rows);
  const synthetic = rows.filter(({ dataset }) => dataset === "MOMENI").flatMap(versions);
  const negative = Array.from({ length: 742 }, (_, n) => ({ seriesUid: `CRBneg-${n}-H`, patientUid: `negative ${n}` }));
  const split = splitByPatient(rows);

  it("come out of margins as published where the validation patients have 56 MOMENI scans", () => {
    expect([split.train.length, split.valid.length]).toEqual([463, 82]);
  });

  it("grow to 4345 training series by synthetic and negative scans, none of a validation patient", () => {
    const { train, valid } = addToTraining(split, [...synthetic, ...negative]);
    expect([synthetic.length, train.length, valid.length]).toEqual([3700, 4345, 82]);
    expect(train.filter((uid) => uid.startsWith("sMOMENI")).length).toBe(3140);
  });
});

function versions({ seriesUid, patientUid }: SplitRow): { seriesUid: string; patientUid: string }[] {
  return Array.from({ length: 10 }, (_, n) => ({ seriesUid: `s${seriesUid}_V${n + 1}`, patientUid }));
}
