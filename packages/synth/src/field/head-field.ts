import type { LongTaskOptions, Volume, WorldPoint } from "@cmb/core";
import { gridOfSpacing } from "@cmb/preprocess";
import type { Anatomy } from "../anatomy/anatomy.js";
import { dipoleField } from "./dipole-field.js";
import { averageOnto, extendDownwards } from "./head-susceptibility.js";
import { shim } from "./shim.js";

/** What {@link headField} takes. @since 0.1.0 */
export interface HeadFieldOptions extends LongTaskOptions {
  /** Direction of B0 in world axes, a unit vector; along z unless given. */
  readonly b0Direction?: WorldPoint | undefined;
  /** Voxel size of the result in mm; 2 unless given. */
  readonly spacingMm?: number | undefined;
}

const PADDING_MM = 90;
const BELOW_MM = 60;

/**
 * The field that air, bone and fat make in a head, in ppm of B0, shimmed over the brain to second order.
 *
 * The tissues are averaged to 2 mm, the neck goes on below the image as it ends, and around is air. Taken from the field
 * is what a scanner's shim coils take: the combination of the nine solid harmonics up to the second order that leaves
 * the least squares over the brain. The field varies little over 2 mm in the brain except right at air; interpolate it
 * linearly.
 *
 * @param anatomy - from `generateAnatomy` or `anatomyFromLabels`
 * @param options - see {@link HeadFieldOptions}
 * @returns float32 ppm; the grid has the place and the axes of the anatomy
 * @throws CmbError as {@link dipoleField}; `EMPTY_VOLUME` when the anatomy holds no brain
 * @since 0.1.0
 */
export async function headField(anatomy: Anatomy, options: HeadFieldOptions = {}): Promise<Volume> {
  const { b0Direction = [0, 0, 1], spacingMm = 2, signal, onProgress } = options;
  const grid = gridOfSpacing(anatomy.tissues, spacingMm);
  const head = averageOnto(anatomy, grid);
  const extended = extendDownwards(head.susceptibilityPpm, grid, BELOW_MM);
  const field = await dipoleField(extended.volume, { b0Direction, paddingMm: PADDING_MM, signal, onProgress });
  const data = extended.take(field.data);
  return {
    data: shim({ data, shape: grid.shape, affine: grid.affine }, head.brain),
    shape: grid.shape,
    affine: grid.affine,
  };
}
