import { createVolume } from "@cmb/core";
import { countNonFinite, decodeVoxels } from "./decode-voxels.js";
import type { NiftiImage, NiftiInfo, NiftiWarning } from "./nifti-image.js";
import type { VoxelLayout } from "./voxel-layout.js";

/** The image from its header and the stored bytes of one volume; `buffer` is used up. */
export function assembleImage(info: NiftiInfo, layout: VoxelLayout, buffer: ArrayBuffer): NiftiImage {
  const data = decodeVoxels(buffer, layout.dataType, info.header);
  const nonFiniteVoxels = countNonFinite(data);
  const warnings: NiftiWarning[] = [...info.warnings];
  if (nonFiniteVoxels > 0) {
    const message = `${nonFiniteVoxels} of ${data.length} voxels are NaN or infinite; they were left as they are`;
    warnings.push({ code: "NON_FINITE_VOXELS", message });
  }
  const volume = createVolume(data, info.shape, info.affine);
  return { ...info, warnings, volume, volumeIndex: layout.volumeIndex, nonFiniteVoxels };
}

/** The warning about bytes after the last voxel. */
export function trailingData(bytes: string): NiftiWarning {
  return { code: "TRAILING_DATA", message: `${bytes} follow the last voxel; they were not read` };
}
