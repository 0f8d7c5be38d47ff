import { createVolume, type Volume, voxelCount } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { Anatomy } from "../anatomy/anatomy.js";
import { createTissueSampler } from "../objects/tissue-sampler.js";

/** The tissue at the middle of each voxel of an image. @internal */
export function tissuesOnto(anatomy: Anatomy, { shape, affine: a }: Grid): Volume<Uint8Array> {
  const tissueAt = createTissueSampler(anatomy);
  const data = new Uint8Array(voxelCount(shape));
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++) {
        data[v++] = tissueAt(
          a[0] * i + a[1] * j + a[2] * k + a[3],
          a[4] * i + a[5] * j + a[6] * k + a[7],
          a[8] * i + a[9] * j + a[10] * k + a[11],
        );
      }
    }
  }
  return createVolume(data, shape, a);
}
