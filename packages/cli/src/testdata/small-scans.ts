import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { affineFromSpacing, createVolume, type Volume } from "@cmb/core";
import { writeNifti } from "@cmb/io";
import { loadNifti, saveNifti } from "@cmb/io/node";
import { renderPhantom } from "@cmb/synth";

/** A folder of its own for the files of a test, and what takes it away. */
export async function temporaryFolder(): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "cmb-cli-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A small head with two microbleeds. */
export async function writePhantom(path: string): Promise<void> {
  const options = { seed: 3, headScale: 0.4, microbleeds: 2, veins: 0, spacingMm: [1, 1, 2] } as const;
  const { volume } = await renderPhantom(options);
  await saveNifti(volume, path, { spaceCode: 1 });
}

/** The same head with each voxel cut into 3 × 3 × 1, so that detection takes a few seconds. */
export async function writeLargePhantom(from: string, to: string): Promise<void> {
  const { volume } = await loadNifti(from);
  const [ni, nj, nk] = volume.shape;
  const [wide, high] = [3 * ni, 3 * nj];
  const data = Float32Array.from({ length: wide * high * nk }, (_, v) => {
    const [i, j, k] = [v % wide, Math.floor(v / wide) % high, Math.floor(v / (wide * high))];
    return volume.data[Math.floor(i / 3) + ni * (Math.floor(j / 3) + nj * k)] ?? 0;
  });
  await saveNifti(createVolume(data, [wide, high, nk], affineFromSpacing([1 / 3, 1 / 3, 2])), to);
}

/** A ramp of 4 × 5 × 6 voxels of 1 × 2 × 3 mm. */
export const RAMP: Volume = createVolume(
  Float32Array.from({ length: 120 }, (_, v) => v),
  [4, 5, 6],
  affineFromSpacing([1, 2, 3], [-10, -20, -30]),
);

const DIM = 40;
const DATA_TYPE = 70;

/** The ramp, said to be `volumes` volumes of 4 × 5 × 6 / volumes. */
export async function writeFourDimensional(path: string): Promise<void> {
  const bytes = writeNifti(RAMP);
  const view = new DataView(bytes.buffer);
  // dim: 4 axes of 4, 5, 3 and 2
  for (const [n, value] of [4, 4, 5, 3, 2].entries()) view.setInt16(DIM + 2 * n, value, true);
  await writeFile(path, bytes);
}

/** An image of red, green and blue. */
export async function writeRgb(path: string): Promise<void> {
  const bytes = writeNifti(RAMP);
  const view = new DataView(bytes.buffer);
  view.setInt16(DATA_TYPE, 128, true);
  view.setInt16(DATA_TYPE + 2, 24, true);
  await writeFile(path, bytes);
}

/** The first half of a file. */
export async function writeFirstHalf(from: string, to: string): Promise<void> {
  const bytes = await readFile(from);
  await writeFile(to, bytes.subarray(0, bytes.length >> 1));
}
