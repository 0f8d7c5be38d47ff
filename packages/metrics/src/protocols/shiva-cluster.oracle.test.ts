import type { Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import { caseFromMasks } from "../labelling/case-from-masks.js";
import { type Box, paintBoxes } from "../testdata/boxes.js";
import { readFixture } from "../testdata/read-fixture.js";
import { overrideProtocol } from "./override-protocol.js";
import { shivaCluster } from "./shiva-cluster.js";

interface Rates {
  readonly sensitivity: number;
  readonly precision: number;
  readonly f1: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

interface Fixture {
  readonly cases: readonly {
    readonly id: string;
    readonly shape: Shape;
    readonly ref: readonly Box[];
    readonly seg: readonly Box[];
    readonly expected: Readonly<Record<string, { readonly voxel: Rates; readonly cluster: Rates }>>;
  }[];
}

const { cases } = readFixture<Fixture>("peers/shiva-cluster.json");

describe.each(cases)("shiva-cluster beside SHiVAi's image_metrics: $id", (fixture) => {
  const images = {
    reference: paintBoxes(fixture.shape, [1, 1, 1], fixture.ref),
    prediction: paintBoxes(fixture.shape, [1, 1, 1], fixture.seg),
  };
  it.each(Object.entries(fixture.expected))("%s", (name, { cluster, voxel }) => {
    const filter = Number(name.replace("clusterFilter", ""));
    const protocol = overrideProtocol(shivaCluster, { minimumSizeVoxels: filter + 1 });
    const { referenceForeground, predictionForeground, connectivity } = protocol.parameters;
    const scan = caseFromMasks(fixture.id, images, {
      reference: { foreground: referenceForeground, connectivity },
      prediction: { foreground: predictionForeground, connectivity },
    });
    const { result } = evaluateCase(scan, protocol);
    expect([result.truePositives, result.falsePositives, result.falseNegatives]).toEqual([
      cluster.tp,
      cluster.fp,
      cluster.fn,
    ]);
    expect(result.recall).toBeCloseTo(cluster.sensitivity, 12);
    expect(result.precision).toBeCloseTo(cluster.precision, 12);
    expect(result.f1).toBeCloseTo(cluster.f1, 12);
    expect(result.voxelRecall).toBeCloseTo(voxel.sensitivity, 12);
    expect(result.voxelPrecision).toBeCloseTo(voxel.precision, 12);
    expect(result.voxelF1).toBeCloseTo(voxel.f1, 12);
  });
});
