import { CmbError } from "@cmb/core";

/** Throws where a voxel is not finite: in k-space it is in every sample, and afterwards in every voxel of its line. @internal */
export function assertFinite(data: Float32Array): void {
  for (let v = 0; v < data.length; v++) {
    if (Number.isFinite(data[v])) continue;
    const message = `k-space: voxel ${v} of the image is ${data[v]} and would spread; mend such voxels first, with repairNan of @cmb/preprocess`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "image", value: data[v] });
  }
}
