import {
  affineFromSpacing,
  createRng,
  isCmbError,
  type Mask,
  nearestVoxel,
  reorient,
  type Volume,
  type WorldPoint,
} from "@cmb/core";
import { describe, expect, it } from "vitest";
import { generateAnatomy } from "../generate-anatomy.js";
import { TISSUES, type Tissue, tissueIndex } from "../tissue.js";
import { anatomyFromLabels } from "./anatomy-from-labels.js";
import { drawAnatomyJitter } from "./anatomy-jitter.js";

// A head of FreeSurfer's labels, made from a generated one by taking away what such maps lack.
const NUMBERS: Partial<Record<Tissue, readonly [left: number, right: number]>> = {
  air: [0, 0],
  csf: [24, 24],
  dura: [24, 24],
  falx: [24, 24],
  tentorium: [24, 24],
  sinus: [24, 24],
  artery: [24, 24],
  pineal: [24, 24],
  cortex: [3, 42],
  whiteMatter: [2, 41],
  ventricle: [4, 43],
  choroidPlexus: [4, 43],
  thalamus: [10, 49],
  caudate: [11, 50],
  putamen: [12, 51],
  pallidum: [13, 52],
  hippocampus: [17, 53],
  amygdala: [18, 54],
  accumbens: [26, 58],
  ventralDiencephalon: [28, 60],
  substantiaNigra: [28, 60],
  redNucleus: [28, 60],
  subthalamicNucleus: [28, 60],
  brainstem: [16, 16],
  cerebellarCortex: [8, 47],
  cerebellarWhiteMatter: [7, 46],
  dentateNucleus: [7, 46],
  skull: [515, 515],
  marrow: [516, 516],
  skin: [511, 511],
  eye: [506, 506],
};
const SOFT_TISSUE = 507;

async function madeLabels(): Promise<Volume<Int32Array>> {
  const { tissues } = await generateAnatomy(2, { spacingMm: 2 });
  const [ni] = tissues.shape;
  const data = Int32Array.from(tissues.data, (tissue, v) => {
    const pair = NUMBERS[TISSUES[tissue] ?? "air"] ?? [SOFT_TISSUE, SOFT_TISSUE];
    return pair[v % ni < ni / 2 ? 0 : 1] as number;
  });
  return { data, shape: tissues.shape, affine: tissues.affine };
}

const made = madeLabels();
const AT_2_MM = { spacingMm: 2 } as const;

/** `toEqual` takes seconds on a million values. */
const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((value, v) => value === b[v]);

const countOf = ({ data }: Volume<Uint8Array>, tissue: Tissue): number => {
  const index = tissueIndex(tissue);
  return data.filter((value) => value === index).length;
};

function tissueIn({ data, shape, affine }: Volume<Uint8Array>, point: WorldPoint): Tissue | undefined {
  const [i, j, k] = nearestVoxel(affine, point);
  return TISSUES[data[i + shape[0] * (j + shape[1] * k)] ?? 0];
}

describe("anatomyFromLabels", () => {
  it("keeps the tissue of every voxel whose label says what it is", async () => {
    const labels = await made;
    const { tissues } = await anatomyFromLabels(labels, { derive: false, ...AT_2_MM });
    expect(tissues.affine[0]).toBe(2);
    expect(tissueIn(tissues, [10, -18, 6])).toBe("thalamus");
    expect(tissueIn(tissues, [-10, -18, 6])).toBe("thalamus");
    expect(tissueIn(tissues, [0, -26, -33])).toBe("brainstem");
    expect(countOf(tissues, "falx")).toBe(0);
    const volume = countOf(tissues, "thalamus");
    const before = labels.data.filter((label) => label === 10 || label === 49).length;
    expect(volume).toBe(before);
  });

  it("resamples a map whose voxels are far from the wanted ones", async () => {
    const labels = await made;
    const { tissues } = await anatomyFromLabels(labels, { derive: false, spacingMm: 3 });
    expect(tissues.affine[0]).toBe(3);
    const before = labels.data.filter((label) => label === 10 || label === 49).length;
    expect(Math.abs((countOf(tissues, "thalamus") * 27) / (before * 8) - 1)).toBeLessThan(0.08);
  });

  it("does not care for the order and direction of the axes", async () => {
    const labels = await made;
    const straight = await anatomyFromLabels(labels, { derive: false, ...AT_2_MM });
    const turned = await anatomyFromLabels(reorient(labels, "PIL"), { derive: false, ...AT_2_MM });
    expect(turned.tissues.shape).toEqual(straight.tissues.shape);
    expect(isSame(turned.tissues.data, straight.tissues.data)).toBe(true);
  });

  it("draws in what the map lacks", async () => {
    const { tissues } = await anatomyFromLabels(await made, AT_2_MM);
    const derived: readonly Tissue[] = ["dura", "falx", "tentorium", "choroidPlexus", "dentateNucleus"];
    for (const tissue of derived) expect(countOf(tissues, tissue), tissue).toBeGreaterThan(40);
    for (const tissue of ["substantiaNigra", "redNucleus", "pineal"] as const) {
      expect(countOf(tissues, tissue), tissue).toBeGreaterThan(3);
    }
    // The falx lies in the midline above the corpus callosum, the tentorium over the cerebellum.
    const falx = middle(tissues, "falx");
    expect(Math.abs(falx[0])).toBeLessThan(2);
    expect(falx[2]).toBeGreaterThan(15);
    const tentorium = middle(tissues, "tentorium");
    expect(tentorium[1]).toBeLessThan(-25);
    expect(tentorium[2]).toBeGreaterThan(middle(tissues, "cerebellarCortex")[2]);
    expect(middle(tissues, "dentateNucleus")[2]).toBeLessThan(tentorium[2]);
  });

  it("makes air of bone that is thicker than bone gets", async () => {
    const n = 60;
    const data = Uint8Array.from({ length: n ** 3 }, (_, v) => {
      const [x, y, z] = [v % n, Math.floor(v / n) % n, Math.floor(v / n / n)].map((i) => i - n / 2) as [
        number,
        number,
        number,
      ];
      if (Math.hypot(x, y - 24, z + 20) < 7 || Math.hypot(x, y, z - 24) < 6.5) return 2;
      const r = Math.hypot(x, y, z);
      return r < 22 ? 1 : r < 26 ? 2 : 0;
    });
    const labels = { data, shape: [n, n, n], affine: affineFromSpacing([1, 1, 1], [-30, -30, -30]) } as const;
    const table = { 0: "air", 1: "cortex", 2: "skull" } as const;
    const { tissues } = await anatomyFromLabels(labels, { table });
    expect(tissueIn(tissues, [0, 24, -20])).toBe("air");
    expect(tissueIn(tissues, [0, 24, -14])).toBe("skull");
    // The vault may be as thick.
    expect(tissueIn(tissues, [0, 0, 24])).toBe("skull");
    const without = await anatomyFromLabels(labels, { table, derive: false });
    expect(tissueIn(without.tissues, [0, 24, -20])).toBe("skull");
  });

  it("names the labels that it does not know", async () => {
    const data = Uint16Array.of(0, 2, 3, 9999, 7777, 9999, 0, 0);
    const labels = { data, shape: [2, 2, 2], affine: affineFromSpacing([1, 1, 1]) } as const;
    const error = await anatomyFromLabels(labels).catch((reason: unknown) => reason);
    if (!isCmbError(error, "INVALID_ARGUMENT")) throw error;
    expect(error.details.value).toEqual([7777, 9999]);
    expect(error.message).toContain("7777, 9999");
  });

  it("refuses a table that lacks a label, and a map of nothing", async () => {
    const labels = { data: Uint8Array.of(0, 5), shape: [2, 1, 1], affine: affineFromSpacing([1, 1, 1]) } as const;
    const unknown = await anatomyFromLabels(labels, { table: { 0: "air" } }).catch((reason: unknown) => reason);
    expect(isCmbError(unknown, "INVALID_ARGUMENT")).toBe(true);
    const empty: Mask = { data: new Uint8Array(8), shape: [2, 2, 2], affine: affineFromSpacing([1, 1, 1]) };
    const error = await anatomyFromLabels(empty).catch((reason: unknown) => reason);
    expect(isCmbError(error, "EMPTY_VOLUME")).toBe(true);
  });

  it("turns, stretches and exchanges the sides of a head with a jitter, the same for the same one", async () => {
    const labels = await made;
    const still = {
      rotationDegrees: [0, 0, 0],
      scale: [1, 1, 1],
      flip: false,
      elastic: { points: 2, displacementsMm: new Array(24).fill(0) },
    } as const;
    const plain = await anatomyFromLabels(labels, { derive: false, ...AT_2_MM, jitter: still });
    const larger = await anatomyFromLabels(labels, {
      derive: false,
      ...AT_2_MM,
      jitter: { ...still, scale: [1.1, 1.1, 1.1] },
    });
    expect(countOf(larger.tissues, "whiteMatter") / countOf(plain.tissues, "whiteMatter")).toBeCloseTo(1.331, 1);
    const turned = await anatomyFromLabels(labels, {
      derive: false,
      ...AT_2_MM,
      jitter: { ...still, rotationDegrees: [0, 0, 90] },
    });
    // A quarter turn about z takes the eyes from the front to the left.
    expect(middle(plain.tissues, "eye")[1]).toBeGreaterThan(30);
    expect(middle(turned.tissues, "eye")[0]).toBeLessThan(-30);
    const flipped = await anatomyFromLabels(labels, { derive: false, ...AT_2_MM, jitter: { ...still, flip: true } });
    expect(isSame(flipped.tissues.data, plain.tissues.data)).toBe(false);
    expect(countOf(flipped.tissues, "thalamus")).toBe(countOf(plain.tissues, "thalamus"));
    const jitter = drawAnatomyJitter(createRng(3));
    const [first, again] = [
      await anatomyFromLabels(labels, { jitter, derive: false, ...AT_2_MM }),
      await anatomyFromLabels(labels, { jitter, derive: false, ...AT_2_MM }),
    ];
    expect(isSame(again.tissues.data, first.tissues.data)).toBe(true);
  });
});

function middle({ data, shape, affine }: Volume<Uint8Array>, tissue: Tissue): [number, number, number] {
  const index = tissueIndex(tissue);
  const sum = [0, 0, 0] as [number, number, number];
  let count = 0;
  data.forEach((value, v) => {
    if (value !== index) return;
    count++;
    const voxel = [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / shape[0] / shape[1])];
    voxel.forEach((n, axis) => {
      sum[axis] = (sum[axis] as number) + n;
    });
  });
  return [0, 1, 2].map((axis) => {
    return (affine[5 * axis] as number) * ((sum[axis] as number) / count) + (affine[4 * axis + 3] as number);
  }) as [number, number, number];
}
