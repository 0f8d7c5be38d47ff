import { CmbError, type Rng, voxelToWorld } from "@cmb/core";
import { distanceTransform } from "@cmb/preprocess";
import type { Anatomy } from "./anatomy.js";
import { inverted, maskOf } from "./labels/label-parts.js";
import { createTextureTile, textureAt } from "./texture.js";
import { tissueIndex } from "./tissue.js";

/** What {@link addHyperintensities} takes. @since 0.1.0 */
export interface AddHyperintensitiesOptions {
  /** Keys where they lie. */
  readonly rng: Rng;
  /** Share of the white matter, 0 to 0.3: 0.005 is mild, 0.1 severe disease. */
  readonly share: number;
}

/** How far from the ventricles caps and bands reach, in mm. */
const PERIVENTRICULAR_MM = 5;
/** White matter next to the cortex is spared. */
const SPARED_MM = 2.5;

/**
 * An anatomy with white-matter hyperintensities: caps and bands around the ventricles first, then patches in the deep
 * white matter that grow and run together as the share rises.
 *
 * White matter is ranked by its nearness to the ventricles plus a smooth random field, and the given share of it with the
 * highest rank is changed. So a greater share holds all of a smaller one with the same rng.
 *
 * @param anatomy - not touched
 * @param options - see {@link AddHyperintensitiesOptions}
 * @returns a new anatomy; hyperintensities that were there stay
 * @throws CmbError `OUT_OF_RANGE` when the share is not from 0 to 0.3
 * @since 0.1.0
 */
export function addHyperintensities({ tissues }: Anatomy, { rng, share }: AddHyperintensitiesOptions): Anatomy {
  if (!(share >= 0 && share <= 0.3)) {
    const message = `addHyperintensities: share is ${share}; give 0 to 0.3`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "share", value: share, minimum: 0, maximum: 0.3 });
  }
  const data = tissues.data.slice();
  const { voxels, ranks } = rankWhiteMatter({ tissues }, rng);
  const wanted = Math.round(share * voxels.length);
  if (wanted > 0) {
    const limit = ranks.slice().sort()[ranks.length - wanted] as number;
    const index = tissueIndex("whiteMatterHyperintensity");
    voxels.forEach((v, n) => {
      if ((ranks[n] as number) >= limit) data[v] = index;
    });
  }
  return { tissues: { data, shape: tissues.shape, affine: tissues.affine } };
}

interface Ranked {
  readonly voxels: readonly number[];
  readonly ranks: Float32Array;
}

function rankWhiteMatter({ tissues }: Anatomy, rng: Rng): Ranked {
  const { data, shape, affine } = tissues;
  const fromVentricle = distanceTransform(inverted(maskOf(tissues, ["ventricle", "choroidPlexus"]))).data;
  const fromCortex = distanceTransform(inverted(maskOf(tissues, ["cortex"]))).data;
  const tile = createTextureTile(rng.at("tile"));
  const white = tissueIndex("whiteMatter");
  const voxels: number[] = [];
  const ranks: number[] = [];
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++, v++) {
        if (data[v] !== white) continue;
        const [x, y, z] = voxelToWorld(affine, [i, j, k]);
        const patches = textureAt(tile, x / 7, y / 7, z / 7) + 0.5 * textureAt(tile, x / 3 + 7, y / 3, z / 3);
        const near = Math.exp(-(fromVentricle[v] as number) / PERIVENTRICULAR_MM);
        voxels.push(v);
        ranks.push((fromCortex[v] as number) < SPARED_MM ? -100 + patches : 3 * near + 0.8 * patches);
      }
    }
  }
  return { voxels, ranks: Float32Array.from(ranks) };
}
