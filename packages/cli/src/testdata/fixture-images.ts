import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { affineFromSpacing, type Shape, type Volume, type VoxelArray } from "@cmb/core";
import { saveNifti } from "@cmb/io/node";
import { type EvaluationCase, toJsonValue } from "@cmb/metrics";
import { runCommand } from "./run-command.js";

/** A fixture as its test describes it: the type is the test's claim about the file. */
export function readFixture<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../../../../fixtures/${path}`, import.meta.url), "utf8")) as T;
}

/** A half-open box [i0, j0, k0, i1, j1, k1] with an optional value, painted in list order. */
export type Box = readonly number[];

/** A grid painted with boxes, as the fixtures describe theirs. */
export function paintBoxes(shape: Shape, spacingMm: readonly [number, number, number], boxes: readonly Box[]): Volume {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (const [i0 = 0, j0 = 0, k0 = 0, i1 = 0, j1 = 0, k1 = 0, value = 1] of boxes) {
    for (let k = k0; k < k1; k++) {
      for (let j = j0; j < j1; j++) {
        for (let i = i0; i < i1; i++) data[i + shape[0] * (j + shape[1] * k)] = value;
      }
    }
  }
  return { data, shape, affine: affineFromSpacing(spacingMm) };
}

/** One scan's two images. */
export interface ImagePair {
  readonly id: string;
  readonly reference: Volume<VoxelArray>;
  readonly prediction: Volume<VoxelArray>;
}

/** Folders `reference` and `prediction` with one file of the same name for each scan; the options that name them. */
export async function writeFolders(folder: string, pairs: readonly ImagePair[]): Promise<readonly string[]> {
  const sides = { reference: join(folder, "reference"), prediction: join(folder, "prediction") };
  for (const side of ["reference", "prediction"] as const) {
    await mkdir(sides[side], { recursive: true });
    for (const pair of pairs)
      await saveNifti(pair[side], join(sides[side], `${pair.id}.nii.gz`), { dataType: "float32" });
  }
  return ["--reference", sides.reference, "--prediction", sides.prediction];
}

/** A file of cases; the options that name it. */
export async function writeCases(folder: string, cases: readonly EvaluationCase[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "cases.json");
  await writeFile(path, JSON.stringify(toJsonValue({ cases })));
  return ["--cases", path];
}

type Numbers = Readonly<Record<string, number | null>>;

/** What a test reads of the command's JSON: numbers, null where undefined. */
export interface PrintedResult {
  readonly protocol: string;
  readonly system?: string;
  readonly cases: readonly (Numbers & { readonly id: string; readonly lesions?: readonly PrintedLesion[] })[];
  readonly pooled: Numbers & { readonly dicePerLesion: Numbers };
  readonly macro: Readonly<Record<string, Numbers>>;
  readonly median: Readonly<Record<string, Numbers>>;
  readonly classification: {
    readonly thresholds: readonly {
      readonly threshold: number;
      readonly confusion: Numbers;
      readonly scores: Numbers;
    }[];
  };
  readonly curve: {
    readonly points: readonly Numbers[];
    readonly sensitivityAt: readonly Numbers[];
    readonly meanSensitivity: number;
    readonly averagePrecision: number;
    readonly caseAuroc: number | null;
  } | null;
  readonly intervals: { readonly unit: string; readonly pooled: Readonly<Record<string, Numbers>> } | null;
  readonly strata: {
    readonly covariates: Readonly<Record<string, readonly PrintedStratum[]>>;
    readonly locations: readonly PrintedStratum[];
    readonly features: Readonly<Record<string, readonly (Numbers & { readonly name: string })[]>>;
  };
}

/** A lesion that `--explain` adds. */
interface PrintedLesion {
  readonly side: "reference" | "prediction";
  readonly number: number;
  readonly outcome: string;
  readonly location: string | null;
  readonly score: number | null;
  readonly matchedTo: readonly number[];
  readonly features: Numbers;
  readonly sentence: string;
}

/** A group of scans. */
export interface PrintedStratum {
  readonly name: string;
  readonly scanCount: number;
  readonly pooled: Numbers;
  readonly macro: Readonly<Record<string, Numbers>>;
}

/** The results that `cmb evaluate … --json` prints; without intervals unless they are asked for. */
export async function evaluate(...argv: readonly string[]): Promise<readonly PrintedResult[]> {
  const bootstrap = argv.includes("--bootstrap") ? [] : ["--bootstrap", "0"];
  const { code, stdout, stderr } = await runCommand(["evaluate", ...argv, ...bootstrap, "--json"]);
  if (code !== 0) throw new Error(`exit code ${code}: ${stdout}${stderr}`);
  return (JSON.parse(stdout) as { readonly results: readonly PrintedResult[] }).results;
}
