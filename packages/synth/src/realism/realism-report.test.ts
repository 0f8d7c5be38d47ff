import { affineFromSpacing, createVolume, type Progress } from "@cmb/core";
import { beforeAll, describe, expect, it } from "vitest";
import { MADE_SCANS, madeRealism } from "../testdata/made-realism.js";
import { type Realism, realismReport } from "./realism-report.js";

let realism: Realism;
beforeAll(async () => {
  realism = await madeRealism();
});

describe("realismReport", () => {
  it("measures the visible microbleeds and leaves out mimics and what nobody can see", () => {
    const { microbleeds, classes, scans: count } = realism.report;
    expect(count).toBe(2);
    expect(microbleeds).toHaveLength(5);
    expect(microbleeds.map(({ scan }) => scan)).toEqual(["one", "one", "one", "two", "two"]);
    expect(classes.find((one) => one.class === "microbleed")).toEqual({ class: "microbleed", objects: 6, visible: 5 });
    expect(classes.find((one) => one.class === "calcification")?.objects).toBe(3);
  });

  it("puts each into the groups of its contrast and of its slices", () => {
    const counts = Object.fromEntries(realism.report.groups.map(({ name, microbleeds }) => [name, microbleeds]));
    expect(counts).toMatchObject({
      all: 5,
      SWI: 3,
      GRE: 2,
      "up to 1.05 mm": 3,
      "3.5 to 4.5 mm": 2,
      "1.95 to 2.6 mm": 0,
    });
  });

  it("judges a group by radius and depth, and not one of which nothing is known", () => {
    const group = (name: string) => realism.report.groups.find((one) => one.name === name);
    expect(group("1.05 to 1.95 mm")?.isWithin).toBeUndefined();
    expect(group("1.95 to 2.6 mm")?.isWithin).toBeUndefined();
    expect(group("up to 1.05 mm")?.isWithin).toBe(false);
    expect(Object.keys(group("SWI")?.measures ?? {})).toHaveLength(7);
  });

  it("is plain JSON, the same again for the same scans, with as many pictures as asked for and progress to the end", async () => {
    expect(JSON.parse(JSON.stringify(realism.report)).microbleeds).toEqual(realism.report.microbleeds);
    const seen: number[] = [];
    const onProgress = ({ completed, total }: Progress): unknown => seen.push(completed / total);
    const again = await realismReport(MADE_SCANS, { expectedScans: 2, onProgress, picturesPerClass: 2 });
    expect(again.report.groups).toEqual(realism.report.groups);
    expect(again.report.backgrounds).toBeUndefined();
    expect(again.sheets.map(({ objects }) => objects.length)).toEqual([2, 2]);
    expect(seen.at(-1)).toBe(1);
  });

  it("draws both planes of every object of a class, dark in the middle of a microbleed", () => {
    expect(realism.sheets.map((sheet) => [sheet.class, sheet.objects.length])).toEqual([
      ["microbleed", 5],
      ["calcification", 3],
    ]);
    const [sheet] = realism.sheets;
    const at = (x: number, y: number): number => sheet?.image.pixels[x + y * (sheet.image.width ?? 0)] ?? 255;
    expect(at(36, 36)).toBeLessThan(at(36, 6) - 50);
    expect(at(36, 108)).toBeLessThan(at(36, 97) - 50);
  });

  it("stops when told to", async () => {
    await expect(realismReport(MADE_SCANS, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
      "enough",
    );
  });
});

it("measures the slices of oblique scans along their own axis", async () => {
  const { scan } = MADE_SCANS[0];
  const affine = affineFromSpacing([0.5, 0.5, 1]);
  const turned = [...affine.slice(0, 5), 0, -affine[10], 0, 0, affine[5], 0, 0, 0, 0, 0, 1] as unknown as typeof affine;
  const labels = createVolume(scan.truth.visibleMask.data, scan.image.shape, turned);
  const truth = { ...scan.truth, visibleMask: labels };
  const image = createVolume(scan.image.data, scan.image.shape, turned);
  const { report } = await realismReport([{ name: "oblique", scan: { ...scan, image, truth } }]);
  expect(report.microbleeds[0]?.sliceMm).toBe(1);
});
