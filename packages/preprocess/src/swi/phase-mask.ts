import { assertSamePlace, CmbError, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import { packFinite } from "../intensity/finite-values.js";
import { percentilesInPlace } from "../intensity/percentiles.js";
import { mapVoxels } from "../map-voxels.js";

/** How dark a phase makes a voxel. @since 0.1.0 */
export type PhaseMaskOptions = LinearPhaseMask | TanhPhaseMask;

/** The masks of Haacke and colleagues. @since 0.1.0 */
export interface LinearPhaseMask {
  /**
   * With φ the high-passed phase: `"positive"`: `1 − φ/π` above 0 and 1 below, for data in which a paramagnetic shift turns
   * the phase upwards; `"negative"`: `1 + φ/π` below 0 and 1 above, for data in which it turns it downwards;
   * `"triangular"`: `1 − |φ|/π`, dark for either.
   */
  readonly kind: "positive" | "negative" | "triangular";
  /** Power to which the mask is raised; 4 unless given. */
  readonly exponent?: number | undefined;
}

/** The soft mask of CLEAR-SWI. @since 0.1.0 */
export interface TanhPhaseMask {
  /** `(1 + tanh(1 − φ/m)) / 2`, with φ (`"tanh-positive"`) or −φ (`"tanh-negative"`). */
  readonly kind: "tanh-positive" | "tanh-negative";
  /** m is the median of what is above 0, times 10, over this; 4 unless given. */
  readonly strength?: number | undefined;
  /** Voxels that the median is taken of; all unless given. */
  readonly within?: Mask | undefined;
}

/**
 * The factor from 0 to 1 by which susceptibility weighting multiplies a magnitude.
 *
 * Which sign is right depends on the scanner: right- and left-handed systems differ, and so do conversions. See
 * docs/concepts/swi.md for how to tell. `"positive"` is the convention of `swiIntensity` in `@cmb/synth`. Phases beyond
 * ±π count as ±π.
 *
 * @param highPassed - high-passed phase in radians; where it is NaN the mask is 1
 * @param options - see {@link PhaseMaskOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `OUT_OF_RANGE` when exponent or strength is not above 0, `EMPTY_VOLUME` when a soft mask finds no
 * phase above 0, `SHAPE_MISMATCH` when `within` has another grid, `INVALID_ARGUMENT` when there is no such kind
 * @see Haacke et al. 2004, Susceptibility weighted imaging, doi:10.1002/mrm.20198
 * @see Eckstein et al. 2021, CLEAR-SWI, doi:10.1016/j.neuroimage.2021.118175
 * @since 0.1.0
 */
export function phaseMask(highPassed: Volume<VoxelArray>, options: PhaseMaskOptions): Volume {
  const factor = factorOf(highPassed, options);
  return mapVoxels(highPassed, (phase) => (Number.isNaN(phase) ? 1 : factor(phase)));
}

function factorOf(highPassed: Volume<VoxelArray>, options: PhaseMaskOptions): (phase: number) => number {
  switch (options.kind) {
    case "positive":
      return linear((phase) => phase, options);
    case "negative":
      return linear((phase) => -phase, options);
    case "triangular":
      return linear(Math.abs, options);
    case "tanh-positive":
      return soft(highPassed, 1, options);
    case "tanh-negative":
      return soft(highPassed, -1, options);
    default: {
      const { kind } = options as { readonly kind: unknown };
      const message = `phaseMask: there is no mask ${JSON.stringify(kind)}; give "positive", "negative", "triangular", "tanh-positive" or "tanh-negative"`;
      throw new CmbError("INVALID_ARGUMENT", message, { name: "kind", value: kind });
    }
  }
}

function linear(darkening: (phase: number) => number, { exponent = 4 }: LinearPhaseMask): (phase: number) => number {
  assertAboveZero("exponent", exponent);
  return (phase) => (1 - Math.min(1, Math.max(0, darkening(phase) / Math.PI))) ** exponent;
}

function soft(
  highPassed: Volume<VoxelArray>,
  sign: 1 | -1,
  { strength = 4, within }: TanhPhaseMask,
): (phase: number) => number {
  assertAboveZero("strength", strength);
  if (within !== undefined) assertSamePlace("phaseMask", highPassed, within);
  const darkening = packFinite(highPassed.data, within?.data).filter((phase) => sign * phase > 0);
  if (darkening.length === 0) {
    const message = `phaseMask: no phase is ${sign > 0 ? "above" : "below"} 0; a ${sign > 0 ? "tanh-positive" : "tanh-negative"} mask needs some`;
    throw new CmbError("EMPTY_VOLUME", message, { shape: highPassed.shape });
  }
  const width = (Math.abs(percentilesInPlace(darkening, [50])[0] as number) * 10) / strength;
  return (phase) => (1 + Math.tanh(1 - (sign * phase) / width)) / 2;
}

function assertAboveZero(name: string, value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  const message = `phaseMask: ${name} is ${value}; give a number above 0`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0 });
}
