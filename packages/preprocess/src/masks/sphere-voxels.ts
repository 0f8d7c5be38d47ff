import { type Affine, CmbError, type Mask, type Shape, spacing, type VoxelIndex, voxelCount } from "@cmb/core";
import { dilateByCross } from "./cross.js";
import { boxAround, clippedBox, forEachVoxelOfBox, type VoxelBox } from "./voxel-box.js";

/** A ball as the published masks draw it. @since 0.1.0 */
export interface SphereVoxels {
  /** Its voxels by their place in memory, rising; empty where the ball lies beyond the grid. */
  readonly voxels: Uint32Array;
  /** How many there were before the dilation. */
  readonly undilatedVoxels: number;
  /** Whether the ball was so small that it was dilated once. */
  readonly dilated: boolean;
}

/** What {@link sphereVoxels} takes. @since 0.1.0 */
export interface SphereOptions {
  /** Above 0. */
  readonly radiusMm: number;
  /** Balls of at most so many voxels are dilated once; 4 unless given; 0 dilates none, as published for RODEJA. */
  readonly dilateUpToVoxels?: number | undefined;
}

/**
 * The voxels of a ball around a voxel, for masks of lesions that are known as points.
 *
 * A voxel belongs to it when `sqrt(Σ ((index − centre) / (radius / spacing))²) ≤ 1`. A ball of one to four voxels is dilated
 * once by the six face neighbours, so that a single voxel becomes seven. The published code also keeps the largest object
 * and fills its holes, which changes nothing: faces join all voxels of a ball, and it has no holes.
 *
 * @param grid - shape and affine of the image that the mask is for
 * @param centreVoxel - the centre in voxels; need not be whole
 * @param options - see {@link SphereOptions}
 * @returns the voxels and how they came about
 * @throws CmbError `OUT_OF_RANGE` when the radius is not above 0 or the centre not finite
 * @see docs/concepts/upstream-pipeline.md, second pass
 * @since 0.1.0
 */
export function sphereVoxels(
  grid: { readonly shape: Shape; readonly affine: Affine },
  centreVoxel: VoxelIndex,
  { radiusMm, dilateUpToVoxels = 4 }: SphereOptions,
): SphereVoxels {
  assertSphere(centreVoxel, radiusMm);
  const spacingMm = spacing(grid.affine);
  const radius = spacingMm.map((mm) => radiusMm / mm) as unknown as VoxelIndex;
  const box = boxOfSphere(grid.shape, centreVoxel, radius);
  const drawn = drawnSphere(box, grid, { centre: centreVoxel, radius });
  const undilatedVoxels = countOnes(drawn.data);
  const dilated = undilatedVoxels > 0 && undilatedVoxels <= dilateUpToVoxels;
  const { data } = dilated ? dilateByCross(drawn) : drawn;
  const voxels: number[] = [];
  forEachVoxelOfBox(box, grid.shape, (inBox, inGrid) => {
    if (data[inBox] === 1) voxels.push(inGrid);
  });
  return { voxels: Uint32Array.from(voxels), undilatedVoxels, dilated };
}

function assertSphere(centre: VoxelIndex, radiusMm: number): void {
  for (const [name, value, low] of [
    ["radiusMm", radiusMm, 0] as const,
    ...centre.map((position, axis) => [`centreVoxel[${axis}]`, position, Number.NEGATIVE_INFINITY] as const),
  ]) {
    if (value > low && Number.isFinite(value)) continue;
    const message = `sphereVoxels: ${name} is ${value}; give a finite number${low === 0 ? " above 0" : ""}`;
    throw new CmbError("OUT_OF_RANGE", message, { name, value });
  }
}

/** The ball with a margin for the dilation, as far as it lies on the grid. */
function boxOfSphere(shape: Shape, centre: VoxelIndex, radius: VoxelIndex): VoxelBox {
  const edge = (axis: 0 | 1 | 2, sign: -1 | 1): number =>
    Math.round(centre[axis]) + sign * Math.ceil(radius[axis] + 0.5);
  const first: VoxelIndex = [edge(0, -1), edge(1, -1), edge(2, -1)];
  const last: VoxelIndex = [edge(0, 1), edge(1, 1), edge(2, 1)];
  // Clipped before it is made: a radius may be larger than any grid.
  return clippedBox(boxAround(first, last, 1), shape);
}

function drawnSphere(
  box: VoxelBox,
  { affine }: { readonly affine: Affine },
  { centre, radius }: { readonly centre: VoxelIndex; readonly radius: VoxelIndex },
): Mask {
  const data = new Uint8Array(voxelCount(box.shape));
  const term = (axis: 0 | 1 | 2, index: number): number =>
    ((index + box.first[axis] - centre[axis]) / radius[axis]) ** 2;
  let v = 0;
  for (let k = 0; k < box.shape[2]; k++) {
    for (let j = 0; j < box.shape[1]; j++) {
      for (let i = 0; i < box.shape[0]; i++) {
        data[v++] = Math.sqrt(term(0, i) + term(1, j) + term(2, k)) <= 1 ? 1 : 0;
      }
    }
  }
  return { data, shape: box.shape, affine };
}

function countOnes(data: Uint8Array): number {
  return data.reduce((sum, value) => sum + value, 0);
}
