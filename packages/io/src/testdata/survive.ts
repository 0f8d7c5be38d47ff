import { invertAffine, isCmbError, type Rng } from "@cmb/core";
import { expect } from "vitest";
import { loadNifti as loadUniversal } from "../nifti/load-nifti.js";
import { loadNifti } from "../nifti/load-nifti.node.js";
import type { NiftiImage } from "../nifti/nifti-image.js";
import { readNifti } from "../nifti/read-nifti.js";
import { readNiftiHeader } from "../nifti/read-nifti-header.js";
import { mutate, mutateGzip, seedFiles } from "./mutate.js";

/** The cap under which broken files are read. */
const MAX_BYTES = 2 ** 20;
/** More than the slowest good file takes on a busy machine by far. */
const MAX_MS = 5000;

/** How broken files were taken, by error code; `"read"` counts those that gave an image. */
export type Outcomes = Record<string, number>;

/** Reads `count` broken files, one in `gzipEvery` of them compressed, and checks every outcome. */
export async function survive(count: number, gzipEvery: number, rng: Rng): Promise<Outcomes> {
  const seeds = seedFiles();
  const outcomes: Outcomes = {};
  for (let n = 0; n < count; n++) {
    const own = rng.at(n);
    const started = performance.now();
    const gzip = n % gzipEvery === 0;
    const file = gzip ? mutateGzip(seeds, own) : mutate(seeds, own);
    const volumeIndex = own.integer(0, 5) > 0 ? undefined : own.integer(0, 2);
    const options = { maxBytes: MAX_BYTES, volumeIndex };
    const load = n % (2 * gzipEvery) === 0 ? loadUniversal : loadNifti;
    const outcome = await taken(() => (gzip ? load(file, options) : readNifti(file, options)));
    if (!gzip) await taken(() => readNiftiHeader(file));
    if (performance.now() - started > MAX_MS) throw new Error(`file ${n} took more than ${MAX_MS} ms`);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return outcomes;
}

async function taken(read: () => unknown): Promise<string> {
  try {
    const result = await read();
    if (isImage(result)) checkImage(result);
    return "read";
  } catch (error) {
    if (isCmbError(error)) return error.code;
    throw error;
  }
}

function isImage(result: unknown): result is NiftiImage {
  return typeof result === "object" && result !== null && "volume" in result;
}

function checkImage({ volume, nonFiniteVoxels, affine }: NiftiImage): void {
  const [ni, nj, nk] = volume.shape;
  if (volume.data.length !== ni * nj * nk) expect(volume.data).toHaveLength(ni * nj * nk);
  if (volume.data.byteLength > MAX_BYTES) expect(volume.data.byteLength).toBeLessThanOrEqual(MAX_BYTES);
  if (!affine.every(Number.isFinite)) expect(affine).toBe("finite");
  if (!invertAffine(affine).every(Number.isFinite)) expect(affine).toBe("invertible");
  if (nonFiniteVoxels > volume.data.length) expect(nonFiniteVoxels).toBe("at most all");
}
