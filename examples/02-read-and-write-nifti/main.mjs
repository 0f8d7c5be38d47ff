import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVolume, orientation, spacing, voxelToWorld } from "@cmb/core";
import { loadNifti, saveNifti } from "@cmb/io/node";

const folder = await mkdtemp(join(tmpdir(), "cmb-example-"));
const path = join(folder, "scan.nii.gz");

// 32 × 32 × 8 voxels of 1 × 1 × 3 mm, all 100 but one. The first axis runs from right to left.
const shape = /** @type {const} */ ([32, 32, 8]);
const voxels = new Int16Array(32 * 32 * 8).fill(100);
voxels[10 + 32 * (20 + 32 * 3)] = 7;
await saveNifti(createVolume(voxels, shape, [-1, 0, 0, 16, 0, 1, 0, -16, 0, 0, 3, -12, 0, 0, 0, 1]), path);

const { volume, header, affineSource, warnings } = await loadNifti(path);
console.log(`${volume.shape.join(" × ")} voxels of ${header.dataType}, ${orientation(volume.affine)}`);
console.log(`${spacing(volume.affine).join(" × ")} mm, geometry from the ${affineSource}, ${warnings.length} warnings`);

let darkest = 0;
for (let v = 1; v < volume.data.length; v++) {
  if (Number(volume.data[v]) < Number(volume.data[darkest])) darkest = v;
}
const [ni, nj] = volume.shape;
const voxel = /** @type {const} */ ([darkest % ni, Math.floor(darkest / ni) % nj, Math.floor(darkest / (ni * nj))]);
console.log(`darkest voxel (${voxel.join(", ")}) at (${voxelToWorld(volume.affine, voxel).join(", ")}) mm`);

const mask = Uint8Array.from(volume.data, (value) => (value < 50 ? 1 : 0));
await saveNifti(createVolume(mask, volume.shape, volume.affine), join(folder, "mask.nii.gz"));
console.log(`mask written: ${(await stat(join(folder, "mask.nii.gz"))).isFile()}`);
await rm(folder, { recursive: true });
