import type { Mask, Shape, Volume } from "@cmb/core";
import { spacing } from "@cmb/core";
import { distanceTransform } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { numberOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import type { TransformTools } from "../definition/transform-tools.js";
import { eachSlab } from "../values/each-slab.js";
import { localTissue } from "./local-tissue.js";

/** What {@link blooming} draws from. @since 0.1.0 */
export interface BloomingOptions {
  /** Field strength times echo time over what they were, above 0; 0.5 to 2, uniform in its logarithm, unless given. */
  readonly factor?: RandomNumber;
  /** Apparent radius of the dark objects whose growth is to be right, above 0; 1.3 mm unless given. */
  readonly radiusMm?: number;
  /** Dark objects whose half-width is more than this are left alone: air, bone, sinuses; 5 mm unless given. */
  readonly widestMm?: number;
  /** Standard deviation of the window in which objects are told from their surroundings; 6 mm unless given. */
  readonly backgroundMm?: number;
}

/** What {@link blooming} drew. @since 0.1.0 */
export interface BloomingParameters {
  readonly factor: number;
  readonly radiusMm: number;
  readonly widestMm: number;
  readonly backgroundMm: number;
}

/** @internal */
export const bloomingDefinition: IntensityDefinition<BloomingOptions, BloomingParameters> = {
  name: "blooming",
  kind: "intensity",
  options: {
    factor: randomNumberOption({ distribution: "logUniform", minimum: 0.5, maximum: 2 }, { above: 0 }),
    radiusMm: numberOption(1.3, { above: 0 }),
    widestMm: numberOption(5, { above: 0 }),
    backgroundMm: numberOption(6, { above: 0 }),
  },
  sample: (rng, { factor, ...rest }) => ({ factor: drawNumber(rng.at("factor"), factor), ...rest }),
  apply: async (volume, parameters, tools) => {
    const { factor, backgroundMm } = parameters;
    const tissue = factor === 1 ? undefined : localTissue(volume, backgroundMm);
    if (tissue === undefined) return { ...volume, data: volume.data.slice() };
    const { background, zero } = tissue;
    const attenuation = attenuationOf(volume.data, background, zero);
    const changed = await remapped({ ...volume, data: attenuation }, parameters, tools);
    const out = volume.data.slice();
    for (let v = 0; v < out.length; v++) {
      const [before, after] = [attenuation[v] as number, changed[v] as number];
      // Relative to what is there, so that texture and noise stay where nothing is dark.
      if (before !== after) out[v] = zero + ((out[v] as number) - zero) * Math.exp(before - after);
    }
    return { ...volume, data: out };
  },
};

/**
 * Dark blooming as if field strength or echo time were another: veins and microbleeds get deeper and wider, or fainter and smaller.
 *
 * From a magnitude alone, an approximation of what susceptibility does; `factor` is q = B₀′ TE′ / (B₀ TE).
 *
 * - Depth. Dephasing within a voxel in the static regime takes `exp(−TE R₂′)` with R₂′ ∝ B₀ Δχ (Yablonskiy & Haacke): what a voxel loses against the tissue
 *   around it, `a = −ln(I / B)`, is multiplied by q.
 * - Width. The dipole field of a sphere falls with 1 / r³, so that surfaces of equal phase `2π γ B₀ TE f(r)` lie at q^(1/3) times the distance. The pattern of a
 *   is therefore stretched by q^(1/3) about the object: along the distance to its edge, by an amount that is right for the apparent radius `radiusMm`.
 *   The field of a vein falls with 1 / r², for which q^(1/2) would be right: veins grow too little.
 *
 * What is missing: T2* of the tissue itself (divide by it before, if it matters), the phase mask of susceptibility-weighted images (`phaseMaskStrength`), the dipole's shape,
 * and signal that was 0, which stays 0. Dark fluid and iron are taken for susceptibility too. Objects whose half-width is above `widestMm` are left alone.
 *
 * @param options - see {@link BloomingOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @see Yablonskiy & Haacke 1994, Theory of NMR signal behavior in magnetically inhomogeneous tissues, doi:10.1002/mrm.1910320610
 * @since 0.1.0
 */
export function blooming(options: BloomingOptions = {}): Transform<BloomingParameters> {
  return createTransform(bloomingDefinition, options);
}

/** From this share of lost signal on, a voxel belongs to a dark object. */
const DARK = 0.1;
/** e⁻⁴: what is darker than 2 % is as good as 0, and its logarithm is noise. */
const DEEPEST = 4;

function attenuationOf(data: Float32Array, background: Float32Array, zero: number): Float32Array {
  const attenuation = new Float32Array(data.length);
  for (let v = 0; v < data.length; v++) {
    const share = ((data[v] as number) - zero) / ((background[v] as number) - zero);
    attenuation[v] = share < 1 ? (share > 0 ? Math.min(DEEPEST, -Math.log(share)) : DEEPEST) : 0;
  }
  return attenuation;
}

/** The attenuation at the other field and echo time: stretched about the objects that have it, and multiplied. */
async function remapped(
  attenuation: Volume,
  parameters: BloomingParameters,
  tools: TransformTools,
): Promise<Float32Array> {
  const { data, shape } = attenuation;
  const { factor, radiusMm, widestMm } = parameters;
  const beyondMm = edgeDistance(attenuation, widestMm);
  const stretch = Math.cbrt(factor);
  const stepMm = spacing(attenuation.affine);
  const out = data.slice();
  const [ni, nj] = shape;
  // An object of this radius ends here once it is stretched; its fringe, fainter than DARK, reaches about as far again.
  const reachMm = 2 * radiusMm * Math.max(1, stretch);
  const outwards = new Float64Array(3);
  const place = new Float64Array(3);
  await eachSlab(data.length, { stage: "blooming", slab: 32_768, ...tools }, (from, to) => {
    for (let v = from; v < to; v++) {
      const distance = beyondMm[v] as number;
      // At wide objects and far from all there is nothing to change; in between the change fades out.
      if (!(distance < reachMm)) continue;
      const part = Math.min(1, (2 * (reachMm - distance)) / reachMm);
      const shiftMm = Math.max(0, radiusMm + distance) * (1 - 1 / stretch);
      place[0] = v % ni;
      place[1] = Math.floor(v / ni) % nj;
      place[2] = Math.floor(v / (ni * nj));
      slopeInto(beyondMm, shape, { place, stepMm }, outwards);
      for (let axis = 0; axis < 3; axis++) {
        place[axis] = (place[axis] as number) - (shiftMm * (outwards[axis] as number)) / (stepMm[axis] as number);
      }
      const sampled = interpolate(data, shape, place);
      const own = data[v] as number;
      // Objects fade outwards; what contradicts that was read from another object.
      const stretched = stretch > 1 ? Math.max(own, sampled) : Math.min(own, sampled);
      out[v] = (1 - part) * own + part * factor * stretched;
    }
  });
  return out;
}

/** Signed distance to the edge of the dark objects, negative inside; ∞ where there is none, and at wide ones. */
function edgeDistance({ data, shape, affine }: Volume, widestMm: number): Float32Array {
  const least = -Math.log(1 - DARK);
  const mask = (isIn: (v: number) => boolean): Mask => {
    const values = new Uint8Array(data.length);
    for (let v = 0; v < values.length; v++) values[v] = isIn(v) ? 1 : 0;
    return { data: values, shape, affine };
  };
  const dark = mask((v) => (data[v] as number) > least);
  const depth = distanceTransform(dark).data;
  const fromCore = distanceTransform(mask((v) => !((depth[v] as number) > widestMm))).data;
  const objects = mask((v) => dark.data[v] === 1 && !((fromCore[v] as number) <= widestMm + 1));
  const inside = distanceTransform(objects).data;
  const outside = distanceTransform(mask((v) => objects.data[v] === 0)).data;
  return outside.map((value, v) => {
    if (dark.data[v] === 1 && objects.data[v] === 0) return Number.POSITIVE_INFINITY;
    return value - (inside[v] as number);
  });
}

interface Place {
  readonly place: Float64Array;
  readonly stepMm: readonly [number, number, number];
}

/** The unit vector away from the nearest object; 0 where distances do not change. */
function slopeInto(distance: Float32Array, shape: Shape, { place, stepMm }: Place, out: Float64Array): void {
  let stride = 1;
  const [i = 0, j = 0, k = 0] = place;
  const v = i + shape[0] * (j + shape[1] * k);
  let squares = 0;
  for (const axis of [0, 1, 2] as const) {
    const at = place[axis] as number;
    const low = at > 0 ? v - stride : v;
    const high = at < shape[axis] - 1 ? v + stride : v;
    const rise = (distance[high] as number) - (distance[low] as number);
    const slope = low === high || !Number.isFinite(rise) ? 0 : rise / (((high - low) / stride) * stepMm[axis]);
    out[axis] = slope;
    squares += slope * slope;
    stride *= shape[axis];
  }
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  for (let axis = 0; axis < 3; axis++) out[axis] = (out[axis] as number) * scale;
}

/** Trilinear, with the outermost voxels repeated. */
function interpolate(data: Float32Array, [ni, nj, nk]: Shape, at: Float64Array): number {
  const x = Math.min(ni - 1, Math.max(0, at[0] as number));
  const y = Math.min(nj - 1, Math.max(0, at[1] as number));
  const z = Math.min(nk - 1, Math.max(0, at[2] as number));
  const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const di = i < ni - 1 ? 1 : 0;
  const dj = j < nj - 1 ? ni : 0;
  const dk = k < nk - 1 ? ni * nj : 0;
  const v = i + ni * (j + nj * k);
  const row = (start: number): number => {
    const low = data[start] as number;
    return low + (x - i) * ((data[start + di] as number) - low);
  };
  const slab = (start: number): number => row(start) + (y - j) * (row(start + dj) - row(start));
  return slab(v) + (z - k) * (slab(v + dk) - slab(v));
}
