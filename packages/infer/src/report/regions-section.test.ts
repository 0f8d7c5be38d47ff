import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { LesionRegion } from "../report.js";
import { resultOf } from "../testdata/result-of.js";
import { regionsSection } from "./regions-section.js";

const volume = { data: new Float32Array(64), shape: [4, 4, 4] as const, affine: affineFromSpacing([1, 1, 1]) };
const thalamus: LesionRegion = { bombs: "Thalamus", zone: "deep", mars: "thalamus", side: "left" };
const summary = {
  count: 3,
  possible: 1,
  byZone: { lobar: 0, deep: 2, infratentorial: 0 },
  byBombs: { "Subcortical white matter": 0, Thalamus: 2 },
  expectedCount: [0, 3] as const,
};

describe("regionsSection", () => {
  it("counts each region by side and certainty, and says how many have none", () => {
    const result = resultOf(
      volume,
      [
        { voxel: [1, 1, 1], region: thalamus },
        { voxel: [2, 1, 1], region: { ...thalamus, side: "right" }, certainty: "possible" },
        { voxel: [3, 3, 3] },
      ],
      { summary },
    );
    const page = regionsSection(result).markup;
    expect(page).toContain(
      '<tr><td>Thalamus</td><td>deep</td><td class="n">1</td><td class="n">1</td><td class="n">–</td><td class="n">2</td><td class="n">1</td></tr>',
    );
    expect(page).toContain("<td>Subcortical white matter</td><td>lobar</td>");
    expect(page).toContain("1 of 3 without tissue of the brain nearby");
    expect(page).toContain("does not tell lobes apart");
  });

  it("is empty where regions were not assessed or nothing was marked", () => {
    expect(regionsSection(resultOf(volume, [{ voxel: [1, 1, 1] }])).markup).toBe("");
    expect(regionsSection(resultOf(volume, [], { summary })).markup).toBe("");
  });
});
