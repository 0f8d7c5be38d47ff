import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type Affine, createVolume, type Volume, worldToVoxel } from "@cmb/core";
import { createSwi } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { insertMicrobleeds } from "./insert-microbleeds.js";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const FOLDER = process.env["CMB_TEST_DATA"] ?? join(ROOT, "../shared/data");
const HEAD = join(
  FOLDER,
  "Notebook-Factory+mri-course/02/multi_TE_data/20191121_150829T2StarMap2D234FOVs007a1001.nii.gz",
);
const CROP = join(FOLDER, "korbinian90+MriResearchTools.jl/test/data/small");
const present = existsSync(join(FOLDER, "index.json"));
if (!present) process.stderr.write(`skipped: no test data at ${FOLDER}; set CMB_TEST_DATA to their folder\n`);

/** One volume of a little-endian NIfTI-1 file of int16 or float32; this package does not read files itself. */
function readVolume(path: string, index: number): Volume {
  const file = readFileSync(path);
  const bytes = path.endsWith(".gz") ? gunzipSync(file) : file;
  const shape = [bytes.readInt16LE(42), bytes.readInt16LE(44), bytes.readInt16LE(46)] as const;
  const affine = Array.from({ length: 16 }, (_, n) => (n < 12 ? bytes.readFloatLE(280 + 4 * n) : Number(n === 15)));
  const size = bytes.readInt16LE(72) / 8;
  const voxels = shape[0] * shape[1] * shape[2];
  const at = (v: number): number => bytes.readFloatLE(108) + size * (index * voxels + v);
  const read = (v: number): number => (size === 2 ? bytes.readInt16LE(at(v)) : bytes.readFloatLE(at(v)));
  return createVolume(
    Float32Array.from({ length: voxels }, (_, v) => read(v)),
    shape,
    affine as unknown as Affine,
  );
}

describe.skipIf(!present)("insertMicrobleeds into real scans", () => {
  it("places ten in the tissue of an oblique T2* head and darkens each of those that it calls visible", async () => {
    const head = readVolume(HEAD, 7);
    const inserted = await insertMicrobleeds(
      { magnitude: head },
      { seed: 3, microbleeds: 10, fieldStrengthT: 3, echoTimeMs: 30 },
    );
    expect(inserted.placement.shortfall).toBeNull();
    const after = inserted.magnitude?.data as Float32Array;
    const labels = inserted.truth.visibleMask.data;
    const visible = inserted.truth.objects.filter((object) => object.visible);
    expect(visible.length).toBeGreaterThan(4);
    for (const { id } of visible) {
      const shown = [...labels.keys()].filter((v) => labels[v] === id);
      const mean = (data: Float32Array): number =>
        shown.reduce((sum, v) => sum + (data[v] as number), 0) / shown.length;
      // Tissue, not air or bone, lay there before: grey and white matter are near 200 at this echo.
      expect(mean(head.data)).toBeGreaterThan(100);
      expect(mean(after)).toBeLessThan(0.96 * mean(head.data));
    }
    const changed = after.filter((value, v) => value !== head.data[v]).length;
    expect(changed / after.length).toBeLessThan(0.1);
  });

  it("gives nearly the SWI that magnitude and phase with the same lesions give", async () => {
    const magnitude = readVolume(join(CROP, "Mag.nii"), 2);
    const stored = readVolume(join(CROP, "Phase.nii"), 2);
    const largest = stored.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const phase = { ...stored, data: stored.data.map((value) => (value / largest) * Math.PI) };
    const filter = { method: "unwrap-gaussian", sigmaMm: [2.8, 2.8, 0] } as const;
    const options = { phaseScale: "radians", filter, mask: { kind: "positive", exponent: 4 } } as const;
    const swi = (await createSwi(magnitude, phase, options)).volume;
    // In smooth tissue well within the crop.
    const microbleeds = [{ centreMm: [-91, -95, -38] as const, radiusMm: 0.7, susceptibilityPpm: 0.6 }];
    const inserted = await insertMicrobleeds(
      { magnitude, phase, swi },
      { microbleeds, fieldStrengthT: 3, echoTimeMs: 20, encoding: "3D" },
    );
    const again = (await createSwi(inserted.magnitude as Volume, inserted.phase as Volume, options)).volume;
    const [ni, nj] = swi.shape;
    const centre = worldToVoxel(swi.affine, [-91, -95, -38]);
    const near = [...swi.data.keys()].filter((v) => {
      const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
      return Math.hypot(0.469 * (i - centre[0]), 0.469 * (j - centre[1]), k - centre[2]) < 2;
    });
    const lost = (data: ArrayLike<number>): number =>
      near.reduce((sum, v) => sum + (swi.data[v] as number) - (data[v] as number), 0);
    const ratio = lost(inserted.swi?.data as Float32Array) / lost(again.data);
    // createSwi smooths the unwrapped phase, insertion the complex signal, with the same Gaussian.
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.15);
  });
});
