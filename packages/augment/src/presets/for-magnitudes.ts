import { CmbError, type Volume } from "@cmb/core";
import { type CompositionParameters, createComposition } from "../composition/composition.js";
import type { Transform } from "../definition/transform.js";

/** What negative values may make up of all: interpolation overshoots by less, half of a standardised image is negative. */
const LARGEST_NEGATIVE_SHARE = 0.05;

/**
 * A preset that wants an image of magnitudes, and refuses another one before it draws.
 *
 * @throws CmbError `INVALID_ARGUMENT` for an image whose negative values make up more than a twentieth, or one with voxels
 * that are not finite, when it is drawn
 * @internal
 */
export function forMagnitudes(name: string, transform: Transform): Transform<CompositionParameters> {
  return createComposition({
    name,
    children: [transform],
    draw: async (rng, cursor) => {
      assertMagnitudes(name, (await cursor.scene()).image);
      await transform.draw(rng, cursor);
    },
  });
}

function assertMagnitudes(name: string, { data }: Volume): void {
  let [all, negative, wrong] = [0, 0, 0];
  for (let v = 0; v < data.length; v++) {
    const value = data[v] as number;
    if (!Number.isFinite(value)) wrong++;
    else if (value < 0) negative -= value;
    else all += value;
  }
  if (wrong > 0) {
    const message = `${name}: ${wrong} voxels of the image are NaN or infinite, which k-space and blurs would spread; mend them first, with repairNan of @cmb/preprocess`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "image", value: wrong });
  }
  const share = negative / (all + negative || 1);
  if (share <= LARGEST_NEGATIVE_SHARE) return;
  const message = `${name}: negative values make up ${Math.round(100 * share)} % of the image, and Rician noise would turn them over; give magnitudes, 0 or more, and standardise after the preset`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "image", value: share });
}
