import { describe, expect, it } from "vitest";
import { getProtocol } from "../protocols/list-protocols.js";
import { overrideProtocol } from "../protocols/override-protocol.js";
import type { Protocol } from "../protocols/protocol.js";
import { voxelCovariates } from "../strata/voxel-covariates.js";
import { paintBoxes } from "../testdata/boxes.js";
import { caseForProtocol } from "./case-for-protocol.js";
import { evaluateCase } from "./evaluate-case.js";
import { evaluateCases } from "./evaluate-cases.js";

const images = {
  reference: paintBoxes([9, 9, 9], [1, 1, 1], [[1, 1, 1, 2, 2, 2]]),
  prediction: paintBoxes(
    [9, 9, 9],
    [1, 1, 1],
    [
      [3, 1, 1, 4, 2, 2, 0.5],
      [4, 2, 1, 5, 3, 2, 0.9],
    ],
  ),
};

describe("caseForProtocol", () => {
  it("labels with the protocol's thresholds and connectivity", () => {
    const lesionsUnder = (id: string): number => caseForProtocol("a", images, getProtocol(id)).prediction.length;
    // One half counts under the VALDO code alone, and the diagonal joins under touch26 alone.
    expect(["valdo2021-code", "valdo2021-greedy", "touch26-pooled"].map(lesionsUnder)).toEqual([2, 1, 1]);
    expect(caseForProtocol("a", images, getProtocol("touch26-pooled")).prediction[0]?.sizeVoxels).toBe(2);
  });
  it("dilates the reference where the criterion needs it, and carries covariates", () => {
    const dilated = overrideProtocol(getProtocol("touch26-pooled"), {
      criterion: { by: "dilatedFootprint", radiusMm: 2, minimumVoxels: 1 },
    });
    const scan = caseForProtocol("a", images, dilated, { covariates: { sequence: "SWI" }, patient: "p1" });
    expect(scan.patient).toBe("p1");
    expect(scan.covariates).toEqual({ sequence: "SWI" });
    expect(evaluateCase(scan, dilated).result.truePositives).toBe(1);
    expect(evaluateCase(scan, getProtocol("touch26-pooled")).result.truePositives).toBe(0);
  });
  it("measures surfaces of the protocol's own masks, which the result then averages", () => {
    const touch = getProtocol("touch26-pooled");
    const scan = caseForProtocol("a", images, touch, { surfaceToleranceMm: 2 });
    // touch26 takes both predicted voxels, at 2 mm and at 3.162 mm from the reference.
    const far = Math.hypot(3, 1);
    expect(scan.surface).toMatchObject({ hausdorffMm: far, surfaceDice: 2 / 3, surfaceToleranceMm: 2 });
    const empty = { reference: images.reference, prediction: paintBoxes([9, 9, 9], [1, 1, 1], []) };
    const missed = caseForProtocol("b", empty, touch, { surfaceToleranceMm: 2 });
    const { cases, macro, median } = evaluateCases([scan, missed], touch, { intervals: "none" });
    expect(cases.map(({ hausdorffMm }) => hausdorffMm)).toEqual([far, Number.NaN]);
    expect(macro["hausdorffMm"]).toMatchObject({ mean: far, count: 1 });
    expect(macro["assdMm"]?.mean).toBeCloseTo((2 + 2 + far) / 3, 12);
    expect(median["hausdorff95Mm"]?.count).toBe(1);
    expect(macro["surfaceDice"]).toMatchObject({ mean: 1 / 3, count: 2 });
  });
  it("leaves lesions below the protocol's size out of the surfaces, on the sides that it filters", () => {
    const small = { reference: [1, 1, 1, 2, 2, 2], prediction: [7, 7, 7, 8, 8, 8] };
    const large = [3, 3, 3, 5, 5, 5];
    const both = {
      reference: paintBoxes([9, 9, 9], [1, 1, 1], [large, small.reference]),
      prediction: paintBoxes([9, 9, 9], [1, 1, 1], [large, small.prediction]),
    };
    const measured = (protocol: Protocol): number | undefined =>
      evaluateCase(caseForProtocol("a", both, protocol, { surfaceToleranceMm: 1 }), protocol).result.hausdorffMm;
    const censyn = getProtocol("censyn-macro");
    expect(censyn.parameters.minimumSizeVoxels).toBe(5);
    const far = Math.hypot(2, 2, 2);
    expect(measured(overrideProtocol(censyn, { minimumSizeOf: "both" }))).toBe(0);
    expect(measured(overrideProtocol(censyn, { minimumSizeOf: "prediction" }))).toBe(far);
    expect(measured(overrideProtocol(censyn, { minimumSizeVoxels: 1 }))).toBeCloseTo(Math.hypot(3, 3, 3), 12);
  });
  it("keeps small clusters for SHIVA, which still hit and clear others", () => {
    const shiva = overrideProtocol(getProtocol("shiva-cluster"), { minimumSizeVoxels: 5 });
    const scan = caseForProtocol("a", images, shiva, { surfaceToleranceMm: 1 });
    expect([scan.reference.length, scan.prediction.length]).toEqual([1, 1]);
    expect(scan.surface?.hausdorffMm).toBeGreaterThan(0);
  });
  it("measures features and locations of both sides, for strata from images alone", () => {
    const anatomy = paintBoxes([9, 9, 9], [1, 1, 1], [[0, 0, 0, 9, 9, 9, 10]]);
    const image = paintBoxes(
      [9, 9, 9],
      [1, 1, 1],
      [
        [0, 0, 0, 9, 9, 9, 100],
        [1, 1, 1, 2, 2, 2, 30],
      ],
    );
    const scan = caseForProtocol("a", images, getProtocol("touch26-pooled"), { measure: { image, anatomy } });
    expect([...scan.reference, ...scan.prediction].map(({ location }) => location)).toEqual(["Thalamus", "Thalamus"]);
    expect(scan.reference[0]?.features?.["contrast"]).toBeCloseTo(0.7, 12);
    expect(scan.prediction[0]?.features?.["firstOrder.mean"]).toBe(100);
  });
  it("gives strata by shape, contrast, location and acquisition from images alone", () => {
    const shape = [24, 16, 12] as const;
    const round = [2, 2, 2, 5, 5, 5];
    const long = [8, 10, 6, 20, 11, 7];
    const reference = paintBoxes(shape, [0.4, 0.4, 2], [round, long]);
    const prediction = paintBoxes(shape, [0.4, 0.4, 2], [round]);
    const image = paintBoxes(
      shape,
      [0.4, 0.4, 2],
      [
        [0, 0, 0, 24, 16, 12, 100],
        [...round, 40],
        [...long, 90],
      ],
    );
    const anatomy = paintBoxes(
      shape,
      [0.4, 0.4, 2],
      [
        [0, 0, 0, 6, 16, 12, 49],
        [6, 0, 0, 24, 16, 12, 41],
      ],
    );
    const touch = getProtocol("touch26-pooled");
    const covariates = { ...voxelCovariates([0.4, 0.4, 2]) };
    const scan = caseForProtocol("a", { reference, prediction }, touch, { measure: { image, anatomy }, covariates });
    const { strata } = evaluateCases([scan], touch, {
      strata: {
        covariates: { sliceThicknessMm: [1, 3], resolution: "values" },
        features: { "shape.elongation": [0.5], contrast: [0.3] },
        locations: true,
      },
    });
    const recalls = (groups: readonly { readonly name: string; readonly recall: number }[] = []): unknown =>
      groups.map(({ name, recall }) => [name, recall]);
    expect(recalls(strata?.features["contrast"])).toEqual([
      ["<0.3", 0],
      [">=0.3", 1],
    ]);
    // A row of voxels has no extent across: its minor axis is 0. The box of 1.2 × 1.2 × 6 mm is long too.
    expect(recalls(strata?.features["shape.elongation"])).toEqual([["<0.5", 0.5]]);
    expect(strata?.covariates["sliceThicknessMm"]?.map(({ name }) => name)).toEqual(["1 to <3"]);
    expect(strata?.covariates["resolution"]?.map(({ name }) => name)).toEqual(["high"]);
    expect(strata?.locations.map(({ name, pooled }) => [name, pooled.recall])).toEqual([
      ["Subcortical white matter", 0],
      ["Thalamus", 1],
    ]);
  });
});
