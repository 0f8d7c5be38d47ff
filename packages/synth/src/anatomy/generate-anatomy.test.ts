import { invertAffine, isCmbError, nearestVoxel, type WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { Anatomy } from "./anatomy.js";
import { generateAnatomy } from "./generate-anatomy.js";
import { TISSUES, type Tissue } from "./tissue.js";

const SPACING_MM = 2;
const head = generateAnatomy(1, { spacingMm: SPACING_MM });

function tissueIn({ tissues }: Anatomy, point: WorldPoint): Tissue | undefined {
  const [i, j, k] = nearestVoxel(tissues.affine, point);
  return TISSUES[tissues.data[i + tissues.shape[0] * (j + tissues.shape[1] * k)] ?? 0];
}

function millilitres({ tissues }: Anatomy, ...names: readonly Tissue[]): number {
  const wanted = new Set(names.map((name) => TISSUES.indexOf(name)));
  return (tissues.data.filter((tissue) => wanted.has(tissue)).length * SPACING_MM ** 3) / 1000;
}

/** Share of the voxels within 6 mm of a point that are one of the tissues: heads are bent by some mm. */
function shareAround({ tissues }: Anatomy, point: WorldPoint, name: Tissue): number {
  const [ci, cj, ck] = nearestVoxel(tissues.affine, point);
  const reach = Math.round(6 / SPACING_MM);
  let [found, all] = [0, 0];
  for (let k = ck - reach; k <= ck + reach; k++) {
    for (let j = cj - reach; j <= cj + reach; j++) {
      for (let i = ci - reach; i <= ci + reach; i++, all++) {
        if (tissues.data[i + tissues.shape[0] * (j + tissues.shape[1] * k)] === TISSUES.indexOf(name)) found++;
      }
    }
  }
  return found / all;
}

describe("generateAnatomy", () => {
  it("has the parts of a head about where an atlas in MNI space has them", async () => {
    const anatomy = await head;
    const places: readonly (readonly [Tissue, WorldPoint])[] = [
      ["thalamus", [11, -19, 7]],
      ["caudate", [12, 16, 2]],
      ["putamen", [27, 3, 1]],
      ["pallidum", [20, -3, 0]],
      ["hippocampus", [27, -22, -15]],
      ["amygdala", [23, -4, -19]],
      ["ventricle", [24, -40, 6]],
      ["brainstem", [0, -26, -34]],
      ["cerebellarCortex", [30, -80, -34]],
      ["cerebellarWhiteMatter", [18, -52, -36]],
      ["eye", [32, 66, -34]],
      ["sinus", [0, -95, -8]],
      ["skull", [38, -22, -40]],
      ["air", [8, 16, -35]],
    ];
    for (const [tissue, [x, y, z]] of places) {
      expect(shareAround(anatomy, [x, y, z], tissue), `${tissue} on the right`).toBeGreaterThan(0.15);
      expect(shareAround(anatomy, [-x, y, z], tissue), `${tissue} on the left`).toBeGreaterThan(0.15);
    }
  });

  it("has the volumes of an adult", async () => {
    const anatomy = await head;
    const range = (names: readonly Tissue[], low: number, high: number): void => {
      const volume = millilitres(anatomy, ...names);
      expect(volume, names.join(" and ")).toBeGreaterThan(low);
      expect(volume, names.join(" and ")).toBeLessThan(high);
    };
    range(["cortex"], 400, 700);
    range(["whiteMatter"], 400, 750);
    range(["cerebellarCortex", "cerebellarWhiteMatter"], 110, 220);
    range(["brainstem"], 20, 45);
    range(["ventricle"], 8, 80);
    range(["thalamus"], 6, 18);
    range(["putamen"], 5, 14);
    range(["caudate"], 4, 10);
    range(["pallidum"], 1.2, 4);
    range(["hippocampus"], 2.5, 9);
    range(["eye"], 9, 18);
  });

  it("has every tissue except those that are added", async () => {
    const present = new Set((await head).tissues.data);
    const missing = TISSUES.filter((_, index) => !present.has(index));
    expect(missing).toEqual(["venousBlood", "whiteMatterHyperintensity"]);
  });

  it("keeps the brain within the skull: no tissue of the brain touches skin or the air around", async () => {
    const { tissues } = await head;
    const brain = new Set(
      ["cortex", "whiteMatter", "cerebellarCortex", "thalamus"].map((t) => TISSUES.indexOf(t as Tissue)),
    );
    const outside = new Set(["air", "skin", "scalp"].map((t) => TISSUES.indexOf(t as Tissue)));
    const [ni, nj] = tissues.shape;
    let touching = 0;
    tissues.data.forEach((tissue, v) => {
      if (!brain.has(tissue)) return;
      for (const step of [1, -1, ni, -ni, ni * nj, -ni * nj]) if (outside.has(tissues.data[v + step] ?? 0)) touching++;
    });
    expect(touching).toBe(0);
  });

  it("has air around the head and lies along RAS with voxels in the midplane", async () => {
    const { tissues } = await head;
    expect(tissueIn({ tissues }, [0, -20, 95])).toBe("air");
    const [i] = nearestVoxel(tissues.affine, [0, 0, 0]);
    expect(invertAffine(tissues.affine)[3]).toBeCloseTo(i, 9);
    expect(tissues.affine.slice(0, 3)).toEqual([SPACING_MM, 0, 0]);
  });

  it("gives the same head for a seed, and others for others", async () => {
    const [first, again, other] = await Promise.all(
      [7, 7, 8].map((seed) => generateAnatomy(seed, { spacingMm: 5, headScale: 0.6 })),
    );
    expect(first?.tissues.data.every((tissue, v) => tissue === again?.tissues.data[v])).toBe(true);
    let different = 0;
    first?.tissues.data.forEach((tissue, v) => {
      if (tissue !== other?.tissues.data[v]) different++;
    });
    expect(different).toBeGreaterThan(0.02 * (first?.tissues.data.length ?? 0));
  });

  it("scales with the head: half the size on half the grid holds the same tissues", async () => {
    const whole = await generateAnatomy(3, { spacingMm: 5 });
    const half = await generateAnatomy(3, { spacingMm: 2.5, headScale: 0.5 });
    expect(half.tissues.shape).toEqual(whole.tissues.shape);
    expect(half.tissues.data.every((tissue, v) => tissue === whole.tissues.data[v])).toBe(true);
    expect(half.tissues.affine[3]).toBeCloseTo(whole.tissues.affine[3] / 2, 9);
  });

  it.each([{ spacingMm: 0 }, { spacingMm: 9 }, { headScale: 0 }, { headScale: Number.NaN }])(
    "refuses %o",
    async (options) => {
      const error = await generateAnatomy(1, options).catch((reason: unknown) => reason);
      expect(isCmbError(error, "OUT_OF_RANGE")).toBe(true);
    },
  );

  it("reports progress to the end and stops when asked", async () => {
    const seen: number[] = [];
    await generateAnatomy(1, {
      spacingMm: 5,
      headScale: 0.5,
      onProgress: ({ completed, total }) => seen.push(completed / total),
    });
    expect(seen.at(-1)).toBe(1);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(generateAnatomy(1, { spacingMm: 5, headScale: 0.5, signal })).rejects.toThrow("enough");
  });
});
