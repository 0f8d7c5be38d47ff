import { invertAffine, type Progress, reorient, type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assembleResult } from "../assemble-result.js";
import type { FindCandidatesOptions, LesionModel, ModelOutput } from "../lesion-model.js";
import type { ModelManifest } from "../manifest/model-manifest.js";
import type { NetworkSession, Tensor } from "../runtime/network-session.js";
import { openLearnedModel } from "./open-learned-model.js";
import { SLAB_LESIONS, slabHead } from "./testdata/slab-head.js";
import { openTestModel } from "./testdata/test-model.js";

/** Tiles that cover the head with four. */
function largeTiles(manifest: ModelManifest): ModelManifest {
  const [first] = manifest.networks.lesions;
  const tile = { shape: [128, 144, 40], overlap: [32, 16, 8] } as const;
  return { ...manifest, networks: { ...manifest.networks, lesions: [{ ...first, tile }] } };
}

function distance(a: WorldPoint, b: WorldPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** The candidates that are no microbleed for no reason. */
function accepted({ candidates }: ModelOutput): ModelOutput["candidates"] {
  return candidates.filter(({ score, rejection }) => score >= 0.5 && rejection === undefined);
}

function expectLesions(output: ModelOutput, lesions: readonly WorldPoint[]): void {
  const found = accepted(output);
  expect(found).toHaveLength(lesions.length);
  for (const lesion of lesions) {
    expect(Math.min(...found.map(({ region }) => distance(region.centroidMm, lesion)))).toBeLessThan(1.5);
  }
}

describe("openLearnedModel, with networks by formula in ONNX Runtime", () => {
  const volume = slabHead();
  let model: LesionModel;
  let output: ModelOutput;
  const seen: Progress[] = [];
  let runs = 0;
  let runsOfOne = 0;
  const find = (scan: Volume, options: FindCandidatesOptions = {}): Promise<ModelOutput> =>
    model.findCandidates(scan, options);

  beforeAll(async () => {
    const { sessions, ...opened } = await openTestModel(largeTiles);
    const [network] = sessions.lesions;
    const counted = {
      ...(network as NetworkSession),
      run: (inputs: Readonly<Record<string, Tensor>>) => {
        runs++;
        return (network as NetworkSession).run(inputs);
      },
    };
    model = openLearnedModel({ ...opened, sessions: { ...sessions, lesions: [counted] } });
    output = await find(volume, { onProgress: (progress) => seen.push(progress) });
    runsOfOne = runs;
  });
  afterAll(() => model.close());

  it("finds the lesions, of their size and contrast, on the grid of the scan", () => {
    expectLesions(output, SLAB_LESIONS);
    expect(output.warnings).toEqual([]);
    for (const { region, contrast, voxels, score } of accepted(output)) {
      // A ball of 4.4 mm is 45 mm³.
      expect(region.volumeMm3).toBeGreaterThan(15);
      expect(region.volumeMm3).toBeLessThan(90);
      expect(contrast).toBeGreaterThan(0.5);
      expect(voxels.length).toBe(region.sizeVoxels);
      expect(score).toBeGreaterThan(0.5);
      expect(volume.data[voxels[0] as number]).toBeLessThan(1000);
    }
  });

  it("says where each one lies", () => {
    const places = SLAB_LESIONS.map(
      (lesion) => accepted(output).find(({ region }) => distance(region.centroidMm, lesion) < 1.5)?.place,
    );
    expect(places).toEqual([
      { bombs: "Thalamus", zone: "deep", mars: "thalamus", side: "left" },
      expect.objectContaining({ bombs: "Subcortical white matter", zone: "lobar", side: "right" }),
      expect.objectContaining({ zone: "lobar", side: "left" }),
    ]);
    expect(output.regions?.shape).toEqual(volume.shape);
    expect(output.regions?.names).toHaveLength(14);
  });

  it("names its features, and what it drops has a reason", () => {
    for (const { features, score, evidence, rejection } of output.candidates) {
      expect(evidence).toBe(`verifier ${Math.round(100 * score)} %`);
      expect(Object.values(features).every(Number.isFinite)).toBe(true);
      expect(score).toBeCloseTo(1 / (1 + Math.exp(-(features["verifierLogit"] as number))), 9);
      if (rejection !== undefined)
        expect(rejection).toMatchObject({ stage: "location", reason: expect.stringMatching(/\d/) });
    }
  });

  it("reports progress that never falls and ends whole, and the time of each stage", () => {
    for (let n = 1; n < seen.length; n++) {
      expect(seen[n]?.completed).toBeGreaterThanOrEqual(seen[n - 1]?.completed ?? 0);
      expect(seen[n]?.total).toBe(1);
    }
    expect(seen.at(-1)?.completed).toBe(1);
    expect(Object.keys(output.timingsMs)).toEqual(["recipe", "regions", "lesions", "verifier", "measure", "labels"]);
    expect(Object.values(output.timingsMs).every((ms) => ms >= 0)).toBe(true);
  });

  it("gives the same bytes for the same scan, and leaves the scan alone", async () => {
    const before = volume.data.slice();
    const again = await find(volume);
    expect(volume.data).toEqual(before);
    const reportOf = (one: ModelOutput): string => {
      const parts = {
        volume,
        sha256: "00",
        sequence: "GRE",
        checks: [],
        model,
        preset: "balanced",
        output: one,
      } as const;
      const result = assembleResult(parts, {});
      return `${JSON.stringify(result)}${result.mask.data.join("")}`;
    };
    expect(reportOf(again)).toBe(reportOf(output));
  });

  it("finds the same in the scan turned to another orientation", async () => {
    const turned = reorient(volume, "PIR");
    const there = await find(turned);
    expectLesions(there, SLAB_LESIONS);
    // Voxels count in the turned grid.
    const back = invertAffine(turned.affine);
    for (const { region } of accepted(there)) {
      expect(distance(voxelToWorld(back, region.centroidMm), region.centroidVoxel)).toBeLessThan(1e-6);
    }
  });

  it("finds the mirror image in the mirror image", async () => {
    const [ni, nj, nk] = volume.shape;
    const data = new Float32Array(volume.data.length);
    for (let row = 0; row < nj * nk; row++) data.set(volume.data.slice(ni * row, ni * (row + 1)).reverse(), ni * row);
    const there = await find({ ...volume, data });
    const mirrored = SLAB_LESIONS.map(([x, y, z]): WorldPoint => [-x, y, z]);
    expectLesions(there, mirrored);
    const sides = (one: ModelOutput): (string | undefined)[] =>
      accepted(one)
        .map(({ place }) => place?.side)
        .sort();
    expect(sides(output)).toEqual(["left", "left", "right"]);
    expect(sides(there)).toEqual(["left", "right", "right"]);
  });

  it("takes overlap and mirror images, which change no lesion of a network without sides", async () => {
    const before = runs;
    const mirrored = await find(volume, { overlap: 0.1, mirror: "inPlane" });
    expectLesions(mirrored, SLAB_LESIONS);
    // Four images of as many tiles; those of 16 voxels of overlap are no fewer than those of 14.
    expect(runs - before).toBe(4 * runsOfOne);
  });

  it("stops when asked, with the signal's reason", async () => {
    const controller = new AbortController();
    const stages: string[] = [];
    const onProgress = ({ stage }: Progress): void => {
      stages.push(stage);
      if (stage === "lesion network") controller.abort(new Error("enough"));
    };
    await expect(find(volume, { signal: controller.signal, onProgress })).rejects.toThrow("enough");
    expect(stages.at(-1)).toBe("lesion network");
  });
});

describe("openLearnedModel", () => {
  it("does without a verifier, and averages two networks", async () => {
    const two = (manifest: ModelManifest): ModelManifest => {
      const { regions, lesions } = largeTiles(manifest).networks;
      return { ...manifest, networks: { ...(regions && { regions }), lesions: [lesions[0], lesions[0]] } };
    };
    const model = openLearnedModel(await openTestModel(two));
    const output = await model.findCandidates(slabHead(), {});
    expectLesions(output, SLAB_LESIONS);
    for (const { features, score } of output.candidates) expect(score).toBe(features["lesionProbability"]);
    await model.close();
  });

  it("says so where it has judged as many places as it may", async () => {
    const two = (manifest: ModelManifest): ModelManifest => {
      return { ...largeTiles(manifest), candidates: { ...manifest.candidates, most: 2 } };
    };
    const model = openLearnedModel(await openTestModel(two));
    const { candidates, warnings } = await model.findCandidates(slabHead(), {});
    expect(candidates).toHaveLength(2);
    expect(warnings).toEqual([expect.stringContaining("the 2 places that look most like microbleeds")]);
    await model.close();
  });

  it("names a network without a session, and a feature that there is not", async () => {
    const opened = await openTestModel();
    const { regions: _, ...sessions } = opened.sessions;
    expect(() => openLearnedModel({ ...opened, sessions })).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", details: { name: "sessions.regions", value: false } }),
    );
    const calibration = { intercept: 0, coefficients: { beauty: 1 } };
    expect(() => openLearnedModel({ ...opened, manifest: { ...opened.manifest, calibration } })).toThrow(
      expect.objectContaining({
        code: "INVALID_MODEL",
        details: { field: "manifest.calibration.coefficients.beauty", value: 1 },
      }),
    );
    const model = openLearnedModel(opened);
    expect(model).toMatchObject({ id: "cmb-test", device: "cpu", definiteThreshold: 0.7 });
    await model.close();
  });
});
