import { type Affine, createRng, type Rng, type Shape, type VoxelIndex } from "@cmb/core";
import type { WriteNiftiOptions } from "@cmb/io";
import { byCodePoint } from "../by-code-point.js";
import type { DatasetName } from "../dataset-subject.js";
import { type Ball, niftiFile, placeBalls, renderLabels, renderScan, type ScanPlan } from "./generate-scan.js";
import type { GeneratedDataset, GeneratedSeries, GeneratePlan } from "./generated-dataset.js";

/** Collects the files of a dataset that is being generated. */
export interface DatasetBuilder {
  /** The random stream of one patient. */
  readonly rngOf: (patient: number) => Rng;
  readonly addFile: (path: string, content: Uint8Array | string) => void;
  /** Adds an image of the balls. */
  readonly addScan: (path: string, scan: DrawnScan, options?: WriteNiftiOptions) => Promise<void>;
  /** Adds an image of labels, `values[n]` at ball n. */
  readonly addLabels: (path: string, scan: DrawnScan, values: readonly number[]) => Promise<void>;
  readonly addSeries: (series: Omit<GeneratedSeries, "centres" | "radiiMm">, balls: readonly Ball[]) => void;
  readonly finish: () => GeneratedDataset;
}

/** A scan with the balls in it. */
export interface DrawnScan {
  readonly rng: Rng;
  readonly plan: ScanPlan;
  readonly balls: readonly Ball[];
}

/** An empty dataset. */
export function createDatasetBuilder(name: DatasetName, { seed }: GeneratePlan): DatasetBuilder {
  const files = new Map<string, Uint8Array>();
  const series: GeneratedSeries[] = [];
  return {
    rngOf: (patient) => createRng(seed, name, patient),
    addFile: (path, content) => {
      files.set(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
    },
    addScan: async (path, { rng, plan, balls }, options = {}) => {
      const volume = renderScan(rng.at("noise", path), plan, balls);
      files.set(path, await niftiFile(path, volume, { dataType: "int16", spaceCode: 1, ...options }));
    },
    addLabels: async (path, { plan, balls }, values) => {
      const volume = renderLabels(plan, balls, values);
      files.set(path, await niftiFile(path, volume, { dataType: "uint8", spaceCode: 1 }));
    },
    addSeries: (one, balls) => {
      series.push({ ...one, centres: balls.map(({ centre }) => centre), radiiMm: balls.map((ball) => ball.radiusMm) });
    },
    finish: () => ({ name, files, series: [...series].sort((a, b) => byCodePoint(a.id, b.id)) }),
  };
}

/** How many microbleeds a patient has: 0 for every third, else 1 to 4. */
export function ballCount(rng: Rng, patient: number): number {
  return patient % 3 === 1 ? 0 : rng.at("count").integer(1, 4);
}

/** A scan of a patient with its balls placed. */
export function drawScan(rng: Rng, plan: ScanPlan, count: number): DrawnScan {
  return { rng, plan, balls: inScanOrder(placeBalls(rng.at("balls"), plan, count)) };
}

/** The order in which components of a mask are numbered: along i, then j, then k, by the first voxel that is met. */
function inScanOrder(balls: readonly Ball[]): readonly Ball[] {
  return [...balls].sort((a, b) => a.centre[2] - b.centre[2] || a.centre[1] - b.centre[1] || a.centre[0] - b.centre[0]);
}

/** A grid whose axes run along the world's, in the directions of a code such as "LAS". */
export function axisAligned(code: "RAS" | "LAS" | "LPS", shape: Shape, mm: readonly [number, number, number]): Affine {
  const signs = [code[0] === "R" ? 1 : -1, code[1] === "A" ? 1 : -1, 1] as const;
  const step = mm.map((size, axis) => size * (signs[axis] as number)) as unknown as VoxelIndex;
  const origin = step.map((size, axis) => (-size * ((shape[axis] as number) - 1)) / 2) as unknown as VoxelIndex;
  return [step[0], 0, 0, origin[0], 0, step[1], 0, origin[1], 0, 0, step[2], origin[2], 0, 0, 0, 1];
}

/** A number with leading zeros. */
export function padded(number: number, digits: number): string {
  return String(number).padStart(digits, "0");
}

/** Centres as they stand in the files of others: in one row after the other, counted from 1. */
export function oneBased(balls: readonly Ball[]): number[][] {
  return balls.map(({ centre }) => centre.map((at) => at + 1));
}
