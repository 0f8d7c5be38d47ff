import type { Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { gaussianSmooth } from "../gaussian-smooth.js";
import { hasScans, readScan } from "../testdata/read-scan.js";
import { createSwi, type Swi } from "./create-swi.js";

/** A crop of 24 × 24 × 41 mm around the falx at high field: veins, a bright artery, wrapped phase; three echoes. */
const CROP = "korbinian90+MriResearchTools.jl/test/data/small";
/** What stands for ±π in it: its writer applied the slope of the header to numbers that were radians already. */
const PHASE_SCALE = [-0.0036743769, 0.0036743769] as const;

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  const mean = (list: ArrayLike<number>): number => Array.from(list).reduce((sum, value) => sum + value, 0) / n;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let v = 0; v < n; v++) {
    const [da, db] = [(a[v] as number) - meanA, (b[v] as number) - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}

describe.skipIf(!hasScans())("createSwi on a scan of 0.47 × 0.47 × 1 mm", () => {
  const echo = (file: string): Volume => readScan(`${CROP}/${file}`)[2] as Volume;
  const swiOf = (kind: "positive" | "negative"): Promise<Swi> =>
    createSwi(echo("Mag.nii"), echo("Phase.nii"), { phaseScale: PHASE_SCALE, mask: { kind } });

  it("correlates by 0.998 with a homodyne SWI of another program, where the magnitude does by 0.74", async () => {
    // NumPy: Hamming window over a quarter of k-space in the plane, positive mask to the fourth power, as int16.
    const [reference] = readScan("_derived/MriResearchTools_homodyne_SWI_echo3.nii.gz") as [Volume];
    const { volume, warnings } = await swiOf("positive");
    expect(correlation(volume.data, reference.data)).toBeGreaterThan(0.998);
    expect(correlation(echo("Mag.nii").data, reference.data)).toBeLessThan(0.75);
    expect(warnings).toEqual([]);
  });

  it("does not guess the scale of its phase, which is neither radians nor scanner numbers", async () => {
    const mask = { kind: "positive" } as const;
    const guess = createSwi(echo("Mag.nii"), echo("Phase.nii"), { mask });
    await expect(guess).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  it("needs the positive mask: off the midline what is dark as veins are has positive phase, and only that mask darkens it", async () => {
    const { phase, magnitude, volume: positive } = await swiOf("positive");
    const { volume: negative } = await swiOf("negative");
    const around = gaussianSmooth(magnitude, { sigmaMm: [2.8, 2.8, 0] });
    const veins = [...magnitude.data.keys()].filter((v) => {
      const [i, j] = [v % 51, Math.floor(v / 51) % 51];
      // The rim wraps round in the filter; the falx in the middle is no vein, and its phase is negative.
      const inside = i >= 7 && i < 44 && j >= 7 && j < 44 && !(i >= 20 && i < 32);
      return inside && (magnitude.data[v] as number) < 0.6 * (around.data[v] as number);
    });
    const meanOf = (image: Volume): number =>
      veins.reduce((sum, v) => sum + (image.data[v] as number), 0) / veins.length;
    expect(veins.length).toBeGreaterThan(200);
    expect(meanOf(phase)).toBeGreaterThan(0.3);
    expect(meanOf(positive)).toBeLessThan(0.7 * meanOf(magnitude as Volume));
    expect(meanOf(negative)).toBeGreaterThan(0.85 * meanOf(magnitude as Volume));
  });

  it("takes phase with 1,280 NaN: the magnitude stands there, and no NaN spreads", async () => {
    const phases = readScan("korbinian90+CLEARSWI.jl/test/data/small/phase_with_nan.nii");
    let missing = 0;
    for (const phase of phases) {
      const magnitude = { ...phase, data: new Float32Array(phase.data.length).fill(100) };
      for (const method of ["homodyne", "unwrap-gaussian"] as const) {
        const swi = await createSwi(magnitude, phase, {
          phaseScale: "radians",
          mask: { kind: "positive" },
          filter: { method },
        });
        const wrong = phase.data.filter((value, v) => Number.isNaN(value) && swi.volume.data[v] !== 100);
        expect(wrong).toHaveLength(0);
        expect(swi.volume.data.every((value) => value >= 0 && value <= 100)).toBe(true);
        missing += swi.missing / 2;
      }
    }
    expect(missing).toBe(1280);
  });
});
