import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type Affine, createVolume, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { headField } from "../../field/head-field.js";
import { type Tissue, tissueIndex } from "../tissue.js";
import { anatomyFromLabels } from "./anatomy-from-labels.js";

const ROOT = fileURLToPath(new URL("../../../../..", import.meta.url));
const DATA = process.env["CMB_TEST_DATA"] ?? join(ROOT, "../shared/data");
const FOLDER = join(DATA, "BBillot+SynthSeg/data/training_label_maps");
const present = existsSync(FOLDER);
if (!present)
  process.stderr.write(`skipped: no label maps at ${FOLDER}; set CMB_TEST_DATA to the folder of test data\n`);
const names = present ? readdirSync(FOLDER).sort() : [];

/** A little-endian NIfTI-1 file of int32 or float32; this package does not read files itself. */
function readLabels(name: string): Volume<Int32Array> {
  const bytes = gunzipSync(readFileSync(join(FOLDER, name)));
  const shape = [bytes.readInt16LE(42), bytes.readInt16LE(44), bytes.readInt16LE(46)] as const;
  const affine = Array.from({ length: 16 }, (_, n) => (n < 12 ? bytes.readFloatLE(280 + 4 * n) : Number(n === 15)));
  const isFloat = bytes.readInt16LE(70) === 16;
  const start = bytes.readFloatLE(108);
  const data = Int32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, v) => {
    return isFloat ? bytes.readFloatLE(start + 4 * v) : bytes.readInt32LE(start + 4 * v);
  });
  return createVolume(data, shape, affine as unknown as Affine);
}

describe.skipIf(!present)("anatomyFromLabels of SynthSeg's training maps", () => {
  it.each(names)("knows every label of %s and draws in what it lacks", async (name) => {
    const { tissues } = await anatomyFromLabels(readLabels(name));
    const count = (tissue: Tissue): number => tissues.data.filter((value) => value === tissueIndex(tissue)).length;
    const derived: readonly (readonly [Tissue, number])[] = [
      ["dura", 20_000],
      ["falx", 1500],
      ["tentorium", 1500],
      ["choroidPlexus", 1000],
      ["dentateNucleus", 500],
      ["substantiaNigra", 100],
      ["redNucleus", 100],
    ];
    for (const [tissue, least] of derived) expect(count(tissue), tissue).toBeGreaterThan(least);
  });

  it("gives the brain a field of some tenths of a ppm after shimming", async () => {
    const anatomy = await anatomyFromLabels(readLabels(names[0] as string), { spacingMm: 2 });
    const field = await headField(anatomy);
    const white = tissueIndex("whiteMatter");
    const values = [...field.data].filter((_, v) => anatomy.tissues.data[v] === white).sort((a, b) => a - b);
    const quantile = (share: number): number => values[Math.round(share * (values.length - 1))] as number;
    expect(field.shape).toEqual(anatomy.tissues.shape);
    expect(quantile(0.01)).toBeGreaterThan(-0.6);
    expect(quantile(0.01)).toBeLessThan(-0.1);
    expect(quantile(0.99)).toBeGreaterThan(0.1);
    expect(quantile(0.99)).toBeLessThan(0.7);
  });
});
