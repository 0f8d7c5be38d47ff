import type { Rng } from "@cmb/core";

// Volumes in mm³ of 454 microbleeds that were drawn voxel by voxel (VALDO and RODEJA) at these probabilities, derived
// from the tables of github.com/jorgedelpozolerida/MicrobleedNet.
const QUANTILES: readonly (readonly [probability: number, volumeMm3: number])[] = [
  [0, 0.5],
  [0.01, 0.691],
  [0.05, 1.75],
  [0.1, 3.325],
  [0.25, 6.25],
  [0.5, 10.25],
  [0.75, 18.719],
  [0.9, 43.887],
];
/** The volumes that the paper shows. */
const SHOWN_MM3 = [0.8, 20] as const;

/**
 * A volume for a published microbleed in mm³: between the quantiles of real ones log-linearly, drawn again outside of
 * the 0.8 to 20 mm³ that the paper shows.
 *
 * @internal
 */
export function drawPublishedVolume(rng: Rng): number {
  for (;;) {
    const volume = quantile(rng.uniform(0, 0.9));
    if (volume >= SHOWN_MM3[0] && volume <= SHOWN_MM3[1]) return volume;
  }
}

function quantile(probability: number): number {
  const above = Math.max(
    1,
    QUANTILES.findIndex(([at]) => at >= probability),
  );
  const [low, lowVolume] = QUANTILES[above - 1] as readonly [number, number];
  const [high, highVolume] = QUANTILES[above] as readonly [number, number];
  return lowVolume * (highVolume / lowVolume) ** ((probability - low) / (high - low));
}
