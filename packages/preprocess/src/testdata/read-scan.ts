import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { affineFromSpacing, type Volume } from "@cmb/core";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const FOLDER = process.env["CMB_TEST_DATA"] ?? join(ROOT, "../shared/data");

/** Whether the scans of other projects are there; says so where they are not. */
export function hasScans(): boolean {
  const there = existsSync(join(FOLDER, "index.json"));
  if (!there) process.stderr.write(`skipped: no test data at ${FOLDER}; set CMB_TEST_DATA to their folder\n`);
  return there;
}

/**
 * The volumes of a little-endian NIfTI-1 file of int16 or float32, spacing but no orientation: enough for these scans, and
 * this package may not use `@cmb/io`.
 */
export function readScan(path: string): readonly Volume[] {
  const file = readFileSync(join(FOLDER, path));
  const bytes = path.endsWith(".gz") ? gunzipSync(file) : file;
  const dim = (axis: number): number => Math.max(1, bytes.readInt16LE(40 + 2 * axis));
  const mm = (axis: number): number => bytes.readFloatLE(76 + 4 * axis) || 1;
  const shape = [dim(1), dim(2), dim(3)] as const;
  const voxels = shape[0] * shape[1] * shape[2];
  const offset = bytes.readFloatLE(108);
  const slope = bytes.readFloatLE(112) || 1;
  const isFloat = bytes.readInt16LE(70) === 16;
  const value = (v: number): number =>
    isFloat ? bytes.readFloatLE(offset + 4 * v) : bytes.readInt16LE(offset + 2 * v);
  return Array.from({ length: dim(4) }, (_, n) => ({
    data: Float32Array.from({ length: voxels }, (_, v) => slope * value(n * voxels + v) + bytes.readFloatLE(116)),
    shape,
    affine: affineFromSpacing([mm(1), mm(2), mm(3)]),
  }));
}
