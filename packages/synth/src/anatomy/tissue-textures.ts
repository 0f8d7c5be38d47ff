import type { Rng } from "@cmb/core";
import { createTextureTile, textureAt } from "./texture.js";
import { TISSUES, type Tissue } from "./tissue.js";
import type { TissueVariation } from "./tissue-variation.js";

/** Factor of the signal, factor of R2* and addition to the susceptibility in ppm at a point. @internal */
export type TextureValues = [amplitude: number, r2Star: number, ppm: number];

/** @internal */
export interface TissueTextures {
  /** Writes the values at a point of the world, in mm. */
  readonly at: (tissue: number, pointMm: readonly [number, number, number], out: TextureValues) => void;
}

const FLOWING: ReadonlySet<Tissue> = new Set(["csf", "ventricle", "sinus", "artery", "venousBlood"]);
const COARSE: ReadonlySet<Tissue> = new Set([
  "scalp",
  "skull",
  "marrow",
  "fat",
  "muscle",
  "mucosa",
  "softTissue",
  "skin",
  "dura",
  "falx",
  "tentorium",
  "choroidPlexus",
]);
const COARSE_SHARE = 0.16;

/**
 * Smooth random fields of the position in the world. Brain varies over 3 and 10 mm, fluid over 4 and 13 mm as flow and
 * pulsation mix it, and what is not brain is much more uneven.
 *
 * @internal
 */
export function createTissueTextures(variation: TissueVariation, rng: Rng): TissueTextures {
  const tile = createTextureTile(rng.at("tile"));
  // Each of the fields begins elsewhere in the tile; steps that are no multiples of one another keep it from repeating.
  const [a, b, c, d] = Array.from({ length: 4 }, (_, n) => rng.at("shift", n).uniform(0, 32)) as [
    number,
    number,
    number,
    number,
  ];
  const { amplitudeTexture, r2StarTexture, susceptibilityTexturePpm, flowTexture } = variation;
  const flowing = Uint8Array.from(TISSUES, (tissue) => (FLOWING.has(tissue) ? 1 : 0));
  const coarse = Uint8Array.from(TISSUES, (tissue) => (COARSE.has(tissue) ? 1 : 0));
  const still = amplitudeTexture + r2StarTexture + susceptibilityTexturePpm + flowTexture === 0;
  return {
    at: (tissue, [x, y, z], out) => {
      out[0] = 1;
      out[1] = 1;
      out[2] = 0;
      if (still) return;
      const fine = textureAt(tile, x / 2.9 + a, y / 2.9, z / 2.9);
      const wide = textureAt(tile, x / 9.7 + b, y / 9.7, z / 9.7);
      if (flowing[tissue] === 1) {
        const flow =
          textureAt(tile, x / 12.7 + c, y / 12.7, z / 9.1) + 0.7 * textureAt(tile, x / 3.7 + d, y / 4.3, z / 3.7);
        out[0] = Math.exp(flowTexture * (flow - 0.5 * flowTexture));
        out[1] = Math.exp(-flowTexture * flow);
        return;
      }
      const other = textureAt(tile, x / 3.4 + c, y / 3.4, z / 3.4) + textureAt(tile, x / 11.3 + d, y / 11.3, z / 11.3);
      const share = coarse[tissue] === 1 ? COARSE_SHARE : 0.8 * amplitudeTexture;
      out[0] = Math.max(0.1, 1 + share * (fine + wide));
      out[1] = Math.max(0.1, 1 + 0.8 * r2StarTexture * other);
      out[2] = 0.8 * susceptibilityTexturePpm * (wide - other);
    },
  };
}
