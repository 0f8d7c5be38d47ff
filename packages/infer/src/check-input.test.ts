import { affineFromSpacing, createRng, type Shape, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { checkInput } from "./check-input.js";
import { madeScan, turned } from "./testdata/made-scan.js";

async function codesOf(volume: Volume): Promise<readonly string[]> {
  return (await checkInput(volume)).map(({ code, severity }) => `${severity} ${code}`);
}

const scan = madeScan();
const changed = (volume: Volume, change: (value: number, v: number) => number): Volume => ({
  ...volume,
  data: volume.data.map(change),
});

describe("checkInput", () => {
  it("finds nothing wrong with a scan whose fluid is a little brighter than tissue", async () => {
    expect(await codesOf(scan)).toEqual([]);
  });

  it.each([
    ["T2: fluid four times as bright as tissue", { fluid: 4 }, ["error WRONG_CONTRAST"]],
    ["FLAIR: fluid at 0.15 of tissue", { fluid: 0.15 }, ["error WRONG_CONTRAST"]],
    ["a large haemorrhage: as dark, on one side", { fluid: 0.15, rightOnly: true }, []],
    ["fluid at 0.6 of tissue, as on SWI with a high flip angle", { fluid: 0.6 }, []],
    ["fluid at 1.9 of tissue, as on T2* with a late echo", { fluid: 1.9 }, []],
  ])("judges the contrast: %s", async (_, options, expected) => {
    expect(await codesOf(madeScan(options))).toEqual(expected);
  });

  it("judges the voxels: 5 mm slices are a warning, 3 mm in plane and 8 mm slices an error", async () => {
    expect(await codesOf(madeScan({ shape: [96, 112, 30], spacingMm: [1.5, 1.5, 5] }))).toEqual([
      "warning THICK_SLICES",
    ]);
    expect(await codesOf(madeScan({ shape: [48, 56, 66], spacingMm: [3, 3, 2] }))).toEqual(["error TOO_COARSE"]);
    expect(await codesOf(madeScan({ shape: [72, 84, 18], spacingMm: [2, 2, 8] }))).toEqual([
      "error TOO_COARSE",
      "warning THICK_SLICES",
    ]);
  });

  it("warns of a stack that shows a part of the brain", async () => {
    expect(await codesOf(madeScan({ shape: [72, 84, 12] }))).toEqual(["warning PARTIAL_COVERAGE"]);
  });

  it("refuses one slice, and two", async () => {
    for (const slices of [1, 2]) {
      const [first] = await checkInput(madeScan({ shape: [72, 84, slices] }));
      expect(first).toMatchObject({ code: "PARTIAL_COVERAGE", severity: "error" });
      expect(first?.message).toContain(`is ${slices} thick`);
    }
    expect(await codesOf(madeScan({ shape: [72, 84, 3] }))).not.toContain("error PARTIAL_COVERAGE");
  });

  it("lets a crop of brain through, with a warning", async () => {
    expect(await codesOf(madeScan({ shape: [51, 51, 41], spacingMm: [0.47, 0.47, 1] }))).toEqual([
      "warning PARTIAL_COVERAGE",
    ]);
  });

  it.each([1e33, 1e-40])(
    "refuses values that single precision cannot hold the squares of: times %d",
    async (factor) => {
      const data = Float64Array.from(scan.data, (value) => factor * value);
      await expect(checkInput({ ...scan, data })).rejects.toMatchObject({
        code: "OUT_OF_RANGE",
        details: { name: "volume.data" },
      });
    },
  );

  it("counts NaN and infinite voxels", async () => {
    const broken = changed(scan, (value, v) =>
      v % 1000 === 3 ? Number.NaN : v % 1000 === 4 ? Number.POSITIVE_INFINITY : value,
    );
    const checks = await checkInput(broken);
    expect(checks.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning NAN_VOXELS"]);
    expect(checks[0]?.message).toMatch(/^800 voxels \(0\.2 %\)/);
  });

  it.each([
    ["all NaN", Number.NaN],
    ["all of one value", 7],
  ])("refuses an image that is %s", async (_, value) => {
    const checks = await checkInput(changed(scan, () => value));
    expect(checks.map(({ code }) => code)).toEqual(["EMPTY_IMAGE"]);
  });

  it("refuses an inverted image, a phase image, a mask, noise and a map of both signs, each by its name", async () => {
    const rng = createRng(3, "check-input");
    const wrap = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));
    const air = changed(scan, (value) => (value < 200 ? 1 : 0));
    const phase = changed(scan, (_, v) => (air.data[v] === 1 ? (2 * rng.uniform() - 1) * Math.PI : wrap(v / 900)));
    const susceptibility = changed(scan, (value, v) => (air.data[v] === 1 ? 0 : (value - 1000) / 1e4));
    expect(await codesOf(changed(scan, (value) => 1800 - value))).toEqual(["error INVERTED_CONTRAST"]);
    expect(await codesOf(phase)).toEqual(["error PHASE_IMAGE"]);
    expect(await codesOf(changed(phase, (angle) => Math.round(2048 + (2047 * angle) / Math.PI)))).toEqual([
      "error PHASE_IMAGE",
    ]);
    expect(await codesOf(changed(scan, (value) => (value > 700 ? 1 : 0)))).toEqual(["error LABEL_MAP"]);
    expect(await codesOf(changed(scan, () => rng.uniform() * 4095))).toEqual(["error NOT_A_BRAIN"]);
    expect(await codesOf(susceptibility)).toEqual(["error NOT_MAGNITUDE"]);
  });

  it("refuses a small object that lies whole within the image", async () => {
    const shape: Shape = [60, 60, 60];
    const data = new Float32Array(216_000);
    const rng = createRng(5, "check-input");
    for (let v = 0; v < data.length; v++) {
      const [i, j, k] = [(v % 60) - 30, (Math.floor(v / 60) % 60) - 30, Math.floor(v / 3600) - 30];
      data[v] = (Math.hypot(i, j, k) < 22 ? 100 : 0) + 4 * rng.uniform();
    }
    expect(await codesOf({ data, shape, affine: affineFromSpacing([1, 1, 1]) })).toEqual(["error NOT_A_BRAIN"]);
  });

  it("puts errors first and says in each message what to do", async () => {
    const checks = await checkInput(madeScan({ shape: [48, 56, 18], spacingMm: [3, 3, 8], fluid: 0.1 }));
    expect(checks.map(({ severity }) => severity)).toEqual(["error", "error", "warning"]);
    for (const { message } of checks) expect(message).toMatch(/(Use|Give|Take) .*\.$/);
  });

  it("rejects with the signal's reason when it is stopped", async () => {
    await expect(checkInput(scan, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });

  describe("properties", () => {
    it.each([1e-6, 4096])("says the same of an image times %d", async (factor) => {
      const wrong = madeScan({ fluid: 4, shape: [72, 84, 40] });
      expect(await codesOf(changed(wrong, (value) => value * factor))).toEqual(await codesOf(wrong));
    });

    it.each([
      [[1, 0, 2] as const, [false, true, false], 4],
      [[2, 1, 0] as const, [true, false, false], 0.15],
      [[1, 2, 0] as const, [true, true, true], 1.3],
    ])("says the same with the axes in the order %s and mirrored %s", async (order, flip, fluid) => {
      const volume = madeScan({ fluid });
      expect(await codesOf(turned(volume, order, flip))).toEqual(await codesOf(volume));
    });
  });
});
