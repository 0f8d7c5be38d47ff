import { join } from "node:path";
import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Box,
  evaluate,
  type PrintedResult,
  paintBoxes,
  readFixture,
  writeFolders,
} from "../testdata/fixture-images.js";
import { temporaryFolder } from "../testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

function caseOf(result: PrintedResult | undefined, id: string): PrintedResult["cases"][number] {
  const found = result?.cases.find((each) => each.id === id);
  if (found === undefined) throw new Error(`the result has no case ${id}`);
  return found;
}

function near(value: number | null, digits: number): unknown {
  return value === null ? null : expect.closeTo(value, digits);
}

interface Counts {
  readonly nRef: number;
  readonly nPred: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}
interface TouchFixture {
  readonly cases: readonly {
    readonly id: string;
    readonly shape: Shape;
    readonly pixdim: readonly [number, number, number];
    readonly ref: readonly Box[];
    readonly seg: readonly Box[];
    readonly touch26: Counts & { readonly countError: number };
    readonly valdoGreedy: Counts & { readonly f1: number | null; readonly aed: number };
    readonly optimalTp5mm: number;
  }[];
}

const sums = ({ nRef, nPred, tp, fp, fn }: Counts): object => ({
  referenceCount: nRef,
  predictionCount: nPred,
  truePositives: tp,
  falsePositives: fp,
  falseNegatives: fn,
});

it("touch26-pooled, valdo2021-greedy and -optimal in one run give the peer's counts", async () => {
  const { cases } = readFixture<TouchFixture>("peers/touch-and-valdo-greedy.json");
  const pairs = cases.map(({ id, shape, pixdim, ref, seg }) => ({
    id,
    reference: paintBoxes(shape, pixdim, ref),
    prediction: paintBoxes(shape, pixdim, seg),
  }));
  const given = await writeFolders(join(folder, "touch"), pairs);
  const protocols = ["touch26-pooled", "valdo2021-greedy", "valdo2021-optimal"];
  const [touch, greedy, optimal] = await evaluate(...given, "--protocol", protocols.join(","));
  expect([touch, greedy, optimal].map((result) => result?.protocol)).toEqual(protocols);
  for (const { id, touch26, valdoGreedy, optimalTp5mm } of cases) {
    expect(caseOf(touch, id)).toMatchObject({ ...sums(touch26), absoluteCountDifference: touch26.countError });
    const { f1, aed, ...counts } = valdoGreedy;
    expect(caseOf(greedy, id)).toMatchObject({ ...sums(counts), f1: near(f1, 9), absoluteCountDifference: aed });
    expect(caseOf(optimal, id)["truePositives"]).toBe(optimalTp5mm);
  }
});

interface ShivaRates {
  readonly sensitivity: number;
  readonly precision: number;
  readonly f1: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}
interface ShivaFixture {
  readonly cases: readonly {
    readonly id: string;
    readonly shape: Shape;
    readonly ref: readonly Box[];
    readonly seg: readonly Box[];
    readonly expected: Readonly<Record<string, { readonly voxel: ShivaRates; readonly cluster: ShivaRates }>>;
  }[];
}

describe("shiva-cluster beside SHiVAi's image_metrics", () => {
  const { cases } = readFixture<ShivaFixture>("peers/shiva-cluster.json");
  let given: readonly string[] = [];
  beforeAll(async () => {
    const pairs = cases.map(({ id, shape, ref, seg }) => ({
      id,
      reference: paintBoxes(shape, [1, 1, 1], ref),
      prediction: paintBoxes(shape, [1, 1, 1], seg),
    }));
    given = await writeFolders(join(folder, "shiva"), pairs);
  });
  it.each([0, 1, 4])("with cluster filter %i", async (filter) => {
    const size = ["--minimum-size-voxels", String(filter + 1)];
    const [result] = await evaluate(...given, "--protocol", "shiva-cluster", ...size);
    for (const { id, expected } of cases) {
      const rates = expected[`clusterFilter${filter}`];
      if (rates === undefined) throw new Error(`${id} has no numbers with filter ${filter}`);
      expect(caseOf(result, id)).toMatchObject({
        truePositives: rates.cluster.tp,
        falsePositives: rates.cluster.fp,
        falseNegatives: rates.cluster.fn,
        recall: near(rates.cluster.sensitivity, 12),
        precision: near(rates.cluster.precision, 12),
        f1: near(rates.cluster.f1, 12),
        voxelRecall: near(rates.voxel.sensitivity, 12),
        voxelPrecision: near(rates.voxel.precision, 12),
        voxelF1: near(rates.voxel.f1, 12),
      });
    }
  });
});

interface PicaiFixture {
  readonly cases: readonly {
    readonly id: string;
    readonly shapeZYX: readonly [number, number, number];
    readonly labelShapeZYX: readonly [number, number, number];
    readonly det: readonly (readonly number[])[];
    readonly label: readonly (readonly number[])[];
    readonly expected: Readonly<
      Record<
        string,
        {
          readonly lesions: readonly {
            readonly isLesion: 0 | 1;
            readonly confidence: number;
            readonly overlap: number;
          }[];
        }
      >
    >;
  }[];
}

function paintVoxels([nk, nj, ni]: readonly [number, number, number], voxels: readonly (readonly number[])[]): Volume {
  const data = new Float32Array(ni * nj * nk);
  for (const [k = 0, j = 0, i = 0, value = 1] of voxels) data[i + ni * (j + nj * k)] = value;
  return { data, shape: [ni, nj, nk], affine: affineFromSpacing([1, 1, 1]) };
}

describe("picai beside picai_eval", () => {
  const { cases } = readFixture<PicaiFixture>("peers/picai-eval.json");
  let given: readonly string[] = [];
  beforeAll(async () => {
    const pairs = cases.map(({ id, shapeZYX, labelShapeZYX, det, label }) => ({
      id,
      reference: paintVoxels(labelShapeZYX, label),
      prediction: paintVoxels(shapeZYX, det),
    }));
    given = await writeFolders(join(folder, "picai"), pairs);
  });
  it.each(Object.keys(cases[0]?.expected ?? {}))("%s", async (name) => {
    const changes = [
      ["--criterion", name.startsWith("DSC") ? "dice" : "iou"],
      ["--minimum", /minOverlap([\d.]+)-/.exec(name)?.[1] ?? ""],
      ["--duplicate-hits", name.endsWith("True") ? "ignore" : "falsePositive"],
    ].flat();
    const [result] = await evaluate(...given, "--protocol", "picai", ...changes, "--explain");
    for (const { id, expected } of cases) {
      const rows = expected[name]?.lesions ?? [];
      const scored = caseOf(result, id);
      const found = rows.filter(({ isLesion, confidence }) => isLesion === 1 && confidence > 0);
      const falses = rows.filter(({ isLesion }) => isLesion === 0);
      expect([id, scored["truePositives"], scored["falsePositives"], scored["referenceCount"]]).toEqual([
        id,
        found.length,
        falses.length,
        rows.length - falses.length,
      ]);
      const matched = (scored.lesions ?? []).filter(({ outcome }) => outcome === "matched").map(({ score }) => score);
      expect(matched.sort()).toEqual(found.map(({ confidence }) => confidence).sort());
    }
  });
});
