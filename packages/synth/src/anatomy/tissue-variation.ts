import { CmbError, type Rng } from "@cmb/core";

/**
 * How the tissues of one scan differ from the table: plain JSON.
 *
 * @since 0.1.0
 */
export interface TissueVariation {
  /** `random` draws the signal of every tissue anew, so that nothing can be learnt from the contrast of tissues. */
  readonly contrast: "physics" | "random";
  /** How far the constants of each tissue lie from the table: 0 for the table itself, 1 for some 5 %. */
  readonly spread: number;
  /** Iron of the basal ganglia, of the nuclei of the midbrain and of the dentate nucleus, over that of the table. */
  readonly iron: number;
  /** Standard deviation of the smooth texture of the signal, as a share. */
  readonly amplitudeTexture: number;
  /** Standard deviation of the smooth texture of R2*, as a share. */
  readonly r2StarTexture: number;
  /** Standard deviation of the smooth texture of the susceptibility in ppm. */
  readonly susceptibilityTexturePpm: number;
  /** Standard deviation of the signal of moving fluid and blood, as a share. */
  readonly flowTexture: number;
}

/** What {@link drawTissueVariation} takes. @since 0.1.0 */
export interface DrawTissueVariationOptions {
  /** Share of scans with `contrast` `random`, 0 to 1; 0 unless given. */
  readonly randomContrastShare?: number | undefined;
}

/** The tissues of the table, without texture. @since 0.1.0 */
export const NO_TISSUE_VARIATION: TissueVariation = {
  contrast: "physics",
  spread: 0,
  iron: 1,
  amplitudeTexture: 0,
  r2StarTexture: 0,
  susceptibilityTexturePpm: 0,
  flowTexture: 0,
};

/**
 * Draws how the tissues of a scan differ from the table.
 *
 * Iron is log-uniform from 0.5 to 2.2, textures are uniform: signal 0 to 5 %, R2* 0 to 12 %, susceptibility 0 to
 * 0.012 ppm, moving fluid 8 to 30 %.
 *
 * @param rng - drawn from
 * @param options - see {@link DrawTissueVariationOptions}
 * @returns plain data for `renderTissueMaps`
 * @throws CmbError `OUT_OF_RANGE` when the share is not from 0 to 1
 * @since 0.1.0
 */
export function drawTissueVariation(
  rng: Rng,
  { randomContrastShare = 0 }: DrawTissueVariationOptions = {},
): TissueVariation {
  if (!(randomContrastShare >= 0 && randomContrastShare <= 1)) {
    const message = `drawTissueVariation: randomContrastShare is ${randomContrastShare}; give 0 to 1`;
    const range = { minimum: 0, maximum: 1 };
    throw new CmbError("OUT_OF_RANGE", message, { name: "randomContrastShare", value: randomContrastShare, ...range });
  }
  return {
    contrast: rng.uniform() < randomContrastShare ? "random" : "physics",
    spread: rng.uniform(0.5, 1.5),
    iron: Math.exp(rng.uniform(Math.log(0.5), Math.log(2.2))),
    amplitudeTexture: rng.uniform(0, 0.05),
    r2StarTexture: rng.uniform(0, 0.12),
    susceptibilityTexturePpm: rng.uniform(0, 0.012),
    flowTexture: rng.uniform(0.08, 0.3),
  };
}
