import type { Rng } from "@cmb/core";
import { type SpoiledGreSettings, spoiledGreSignal } from "../physics/spoiled-gre-signal.js";
import { TISSUES, type Tissue, type TissueConstants, tissueConstants } from "./tissue.js";
import type { TissueVariation } from "./tissue-variation.js";

/** One value per tissue, in the order of `TISSUES`. @internal */
export interface TissueValues {
  /** Signal at echo time 0. */
  readonly amplitude: Float64Array;
  readonly r2StarPerS: Float64Array;
  readonly susceptibilityPpm: Float64Array;
}

/** Tissues whose field `headField` computes: theirs is far beyond that of a patch. @internal */
export const HEAD_FIELD_TISSUES: ReadonlySet<Tissue> = new Set(["air", "scalp", "skull", "marrow", "fat"]);

const IRON_RICH: ReadonlySet<Tissue> = new Set([
  "caudate",
  "putamen",
  "pallidum",
  "thalamus",
  "accumbens",
  "substantiaNigra",
  "redNucleus",
  "subthalamicNucleus",
  "dentateNucleus",
]);

/** The values of one scan: the table, jittered per tissue by streams of their own. @internal */
export function tissueValues(settings: SpoiledGreSettings, variation: TissueVariation, rng: Rng): TissueValues {
  const white = tissueConstants("whiteMatter", settings.fieldStrengthT);
  const drawn = TISSUES.map((tissue) => {
    const table = tissueConstants(tissue, settings.fieldStrengthT);
    return valuesOf(
      { tissue, constants: withIron({ tissue, table, white, iron: variation.iron }) },
      { settings, variation, rng: rng.at("tissue", tissue) },
    );
  });
  return {
    amplitude: Float64Array.from(drawn, ({ amplitude }) => amplitude),
    r2StarPerS: Float64Array.from(drawn, ({ r2Star }) => r2Star),
    susceptibilityPpm: Float64Array.from(drawn, ({ ppm }) => ppm),
  };
}

interface IronSettings {
  readonly tissue: Tissue;
  readonly table: TissueConstants;
  readonly white: TissueConstants;
  readonly iron: number;
}

/** Iron takes R2* and susceptibility away from those of white matter, in proportion. */
function withIron({ tissue, table, white, iron }: IronSettings): TissueConstants {
  if (!IRON_RICH.has(tissue)) return table;
  const r2Star = 1 / white.t2StarMs + iron * (1 / table.t2StarMs - 1 / white.t2StarMs);
  const susceptibilityPpm = white.susceptibilityPpm + iron * (table.susceptibilityPpm - white.susceptibilityPpm);
  return { ...table, t2StarMs: 1 / r2Star, susceptibilityPpm };
}

interface Drawing {
  readonly settings: SpoiledGreSettings;
  readonly variation: TissueVariation;
  readonly rng: Rng;
}

function valuesOf(
  { tissue, constants }: { readonly tissue: Tissue; readonly constants: TissueConstants },
  { settings, variation, rng }: Drawing,
): { readonly amplitude: number; readonly r2Star: number; readonly ppm: number } {
  const around = (share: number): number => Math.exp(rng.normal(0, share * variation.spread));
  const protonDensity = constants.protonDensity * around(0.03);
  const t1Ms = constants.t1Ms * around(0.06);
  const t2StarMs = constants.t2StarMs * around(0.07);
  const ppm = constants.susceptibilityPpm + rng.normal(0, 0.008 * variation.spread);
  const soft = HEAD_FIELD_TISSUES.has(tissue) ? 0 : ppm;
  if (variation.contrast === "random" && tissue !== "air") {
    return { amplitude: 0.1 * rng.uniform(0.1, 0.9), r2Star: 1000 / t2StarMs, ppm: soft };
  }
  const amplitude = spoiledGreSignal({ protonDensity, t1Ms, t2StarMs }, { ...settings, echoTimeMs: 0 });
  return { amplitude, r2Star: 1000 / t2StarMs, ppm: soft };
}
