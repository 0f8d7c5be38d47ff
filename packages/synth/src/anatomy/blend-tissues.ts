import type { WorldPoint } from "@cmb/core";
import type { Head } from "./head.js";
import { pialDistance } from "./pial-surface.js";
import { ellipsoidDistance, roundConeDistance } from "./shapes.js";
import { sulcusDistance } from "./sulci.js";
import { textureAt } from "./texture.js";
import { TISSUES, type Tissue, tissueIndex } from "./tissue.js";

// Distances outwards from the brain at which the layers of the head end, in mm of an adult head.
const CSF_END = 0.9;
const SKULL_END = 7.4;
const SCALP_END = 12;

const CORTEX_THICKNESS = 2.8;
const FISSURE_HALF_WIDTH = 0.7;
const FALX_HALF_WIDTH = 0.45;
const CALLOSUM = { centre: [0, -4, 4], radii: [1, 44, 24] } as const;

// One side each; the sign of x picks the side.
const LATERAL_VENTRICLE = [
  { from: [6, 33, 6], to: [9, 8, 19], fromRadius: 3.4, toRadius: 4.2 },
  { from: [9, 8, 19], to: [17, -24, 14], fromRadius: 4.2, toRadius: 5.2 },
  { from: [17, -24, 14], to: [24, -36, 4], fromRadius: 5.2, toRadius: 5.8 },
  { from: [24, -36, 4], to: [22, -54, 2], fromRadius: 5.4, toRadius: 2 },
  { from: [24, -36, 4], to: [30, -16, -18], fromRadius: 4.2, toRadius: 2 },
] as const;
const THIRD_VENTRICLE = { centre: [0, -6, -4], radii: [2.2, 13, 10] } as const;
const CAUDATE = { from: [13, 22, 8], to: [18, -6, 24], fromRadius: 5.6, toRadius: 2.4 } as const;
const PUTAMEN = { centre: [26, 4, 4], radii: [4.6, 16, 10] } as const;
const PALLIDUM = { centre: [19, 0, 1], radii: [4, 9, 6.5] } as const;
const THALAMUS = { centre: [11, -15, 7], radii: [8.4, 13, 8.5] } as const;
const DEEP_REACH = { centre: [0, -8, 4], radii: [48, 62, 40] } as const;

const index = Object.fromEntries(TISSUES.map((tissue) => [tissue, tissueIndex(tissue)])) as Readonly<
  Record<Tissue, number>
>;

/** What the layers are blended into. @internal */
export interface Blend {
  /** One value per tissue, in the order of `TISSUES`: signals, or 1 for the tissue asked for. */
  readonly values: Float64Array;
  /** Width in mm over which a border is smeared: the voxel size, for partial volume; near 0 for a sharp answer. */
  readonly rampMm: number;
}

/**
 * The mean of a tissue property over a voxel, by layers from the outside to the inside.
 *
 * Each layer takes the share of the voxel that its distance function gives, from what the layers before it have left.
 *
 * @param head - from `createHead`
 * @param pointMm - in head coordinates: origin in the middle of the brain, axes right, front, top
 * @param blend - one value per tissue, and the width of a border
 * @returns the weighted mean of the values
 * @internal
 */
// kernel: runs once or more for every voxel; early exits and plain numbers instead of an array of layers
export function blendTissues(
  head: Head,
  pointMm: readonly [number, number, number],
  { values, rampMm }: Blend,
): number {
  const x = pointMm[0] / head.scale;
  const y = pointMm[1] / head.scale;
  const z = pointMm[2] / head.scale;
  const ramp = rampMm / head.scale;
  const pial = pialDistance(x, y, z);
  if (pial > SCALP_END + 2 + ramp) return values[index.air] as number;
  let left = 1;
  let sum = 0;
  // A layer that fills `share` of what the layers above it have left.
  const lay = (tissue: number, share: number): void => {
    sum += left * share * (values[tissue] as number);
    left *= 1 - share;
  };
  const within = (distance: number): number => Math.min(1, Math.max(0, 0.5 - distance / ramp));

  if (pial > -1) {
    const uneven = pial + 1.6 * textureAt(head.texture, x / 17, y / 17, z / 17);
    lay(index.air, within(SCALP_END - pial));
    lay(index.scalp, within(SKULL_END - uneven));
    lay(index.skull, within(CSF_END - 0.5 * (pial + uneven)));
    if (left < 1e-3) return sum;
  }
  const side = Math.abs(x);
  if (pial > -7 && side < 7) lay(index.sinus, within(sinusDistance(side, y, z, pial)));
  lay(index.csf, within(-pial));
  const open = outsideCallosum(y, z);
  if (side < 2 + ramp) {
    lay(index.dura, within(Math.max(side - FALX_HALF_WIDTH, open + 8)));
    lay(index.csf, within(Math.max(side - FISSURE_HALF_WIDTH, open)));
  }
  const sulcus = sulcusShape(head, [x, y, z], pial);
  lay(index.csf, within(sulcus));
  if (left < 1e-3) return sum;
  if (ellipsoidDistance(DEEP_REACH, x, y, z) < 0) layDeep(head, { lay, within }, [side, y, z]);
  const fissure = Math.max(side - FISSURE_HALF_WIDTH, open);
  lay(index.cortex, within(Math.min(-pial, sulcus, fissure) - CORTEX_THICKNESS));
  lay(index.whiteMatter, 1);
  return sum;
}

interface Layers {
  readonly lay: (tissue: number, share: number) => void;
  readonly within: (distance: number) => number;
}

function layDeep(head: Head, { lay, within }: Layers, [side, yRegular, z]: WorldPoint): void {
  // Real nuclei are no ellipsoids: bent by up to some 2 mm.
  const y = yRegular + 1.5 * textureAt(head.texture, side / 11, yRegular / 11 + 5, z / 11);
  const widen = 4.5 * (head.ventricleScale - 1);
  let ventricle = ellipsoidDistance(THIRD_VENTRICLE, side, y, z) - 0.2 * widen;
  for (const part of LATERAL_VENTRICLE) ventricle = Math.min(ventricle, roundConeDistance(part, side, y, z) - widen);
  lay(index.csf, within(ventricle));
  lay(index.caudate, within(roundConeDistance(CAUDATE, side, y, z)));
  lay(index.putamen, within(ellipsoidDistance(PUTAMEN, side, y, z)));
  lay(index.pallidum, within(ellipsoidDistance(PALLIDUM, side, y, z)));
  lay(index.thalamus, within(ellipsoidDistance(THALAMUS, side, y, z)));
}

/** The superior sagittal sinus: along the midline under the skull, from the forehead over the top to the back. */
function sinusDistance(side: number, y: number, z: number, pial: number): number {
  const width = 2.2 + 1.6 * Math.min(1, Math.max(0, (40 - y) / 80));
  const tube = Math.max(side * 0.8 + Math.max(0, -pial - 0.6) * 0.7, -pial - 5, pial - CSF_END) - width;
  return Math.max(tube, -25 - z, y > 0 ? 15 - z : -25 - z);
}

/** Negative where the cleft between the hemispheres is open: above, before and behind the corpus callosum. */
function outsideCallosum(y: number, z: number): number {
  return -ellipsoidDistance(CALLOSUM, 0, y, z);
}

/** Distance in mm to the open part of the nearest sulcus, negative inside of it. */
function sulcusShape(head: Head, [x, y, z]: WorldPoint, pial: number): number {
  const bottom = -pial - head.sulcusDepthMm;
  if (bottom > CORTEX_THICKNESS + 12) return bottom;
  const insula = insulaDistance(Math.abs(x), y, z) - head.sulcusHalfWidthMm;
  if (bottom > CORTEX_THICKNESS + 4) return Math.min(insula, bottom);
  const sheet = Math.abs(sulcusDistance(head.sulci, x, y, z)) - head.sulcusHalfWidthMm;
  return Math.min(insula, Math.max(sheet, bottom));
}

/** Distance in mm to the middle of the sheet of fluid over the insula, which bulges outwards and has short gyri. */
function insulaDistance(side: number, y: number, z: number): number {
  const sheet = 39 - 0.006 * (y - 4) * (y - 4) + 0.7 * Math.sin(0.4 * y + 0.2 * z);
  return Math.max(Math.abs(side - sheet), Math.abs(y - 4) - 20, Math.abs(z - 4) - 12);
}
