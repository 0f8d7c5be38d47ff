import { type Affine, affineFromSpacing, CmbError, type Shape, type WorldPoint } from "@cmb/core";

/** Voxels of a phantom, axes along RAS. @internal */
export interface Grid {
  readonly shape: Shape;
  readonly spacingMm: readonly [number, number, number];
  /** World position of the centre of voxel (0, 0, 0). */
  readonly originMm: WorldPoint;
  readonly affine: Affine;
}

const MOST_VOXELS = 2 ** 28;

/**
 * As many whole voxels as fit the field of view best, centred on it.
 *
 * @throws CmbError `OUT_OF_RANGE` when a spacing or a length is not positive, `TOO_LARGE` above 2^28 voxels
 * @internal
 */
export function createGrid(
  spacingMm: readonly [number, number, number],
  fieldOfViewMm: readonly [number, number, number],
  centreMm: WorldPoint,
): Grid {
  for (const [name, values] of Object.entries({ spacingMm, fieldOfViewMm })) {
    const value = values.find((length) => !(length > 0 && Number.isFinite(length)));
    if (value === undefined) continue;
    throw new CmbError("OUT_OF_RANGE", `renderPhantom: ${name} holds ${value}; give three lengths above 0 mm`, {
      name,
      value,
      minimum: 0,
    });
  }
  const count = (axis: 0 | 1 | 2): number => Math.max(1, Math.round(fieldOfViewMm[axis] / spacingMm[axis]));
  const shape: Shape = [count(0), count(1), count(2)];
  const voxels = shape[0] * shape[1] * shape[2];
  if (voxels > MOST_VOXELS) {
    const message = `renderPhantom: ${shape.join(" x ")} voxels are more than 2^28; take larger voxels or a smaller field of view`;
    throw new CmbError("TOO_LARGE", message, { requiredBytes: 4 * voxels, limitBytes: 4 * MOST_VOXELS });
  }
  const first = (axis: 0 | 1 | 2): number => centreMm[axis] - ((shape[axis] - 1) / 2) * spacingMm[axis];
  const originMm: WorldPoint = [first(0), first(1), first(2)];
  return { shape, spacingMm, originMm, affine: affineFromSpacing(spacingMm, originMm) };
}
