import { invertAffine, type Volume, type VoxelArray, type VoxelIndex, voxelToWorld, type WorldPoint } from "@cmb/core";

/** A rectangle of square pixels in scanner space. @since 0.1.0 */
export interface Plane {
  /** Centre of the rectangle, RAS+ mm. */
  readonly centreMm: WorldPoint;
  /** Unit vector from one pixel of a row to the next. */
  readonly across: WorldPoint;
  /** Unit vector from one row to the next below it. */
  readonly down: WorldPoint;
  readonly pixelMm: number;
  /** Pixels in a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}

/** Where the pixels of a plane lie in the grid of a volume: `origin + x * stepAcross + y * stepDown`. */
interface PlaneInVoxels {
  readonly origin: VoxelIndex;
  readonly stepAcross: VoxelIndex;
  readonly stepDown: VoxelIndex;
}

/**
 * The values of a volume on a plane, by trilinear interpolation between voxel centres.
 *
 * The outermost half voxel takes the value of its voxel; beyond it, and beside voxels that are NaN, a pixel is NaN.
 *
 * @param volume - any grid, any values
 * @param plane - where to sample, in RAS+ mm
 * @returns `width * height` values, rows from the top
 * @throws CmbError `SINGULAR_AFFINE` when the volume's affine cannot be inverted
 * @since 0.1.0
 */
export function samplePlane(volume: Volume<VoxelArray>, plane: Plane): Float32Array {
  const { data, shape } = volume;
  const [ni, nj] = shape;
  return mapPlane(volume, plane, new Float32Array(plane.width * plane.height), (position) => {
    const cell = cellAround(position, shape);
    if (cell === undefined) return Number.NaN;
    let sum = 0;
    for (let corner = 0; corner < 8; corner++) {
      const i = corner & 1 ? 1 : 0;
      const j = corner & 2 ? 1 : 0;
      const k = corner & 4 ? 1 : 0;
      const weight = (i ? cell.fi : 1 - cell.fi) * (j ? cell.fj : 1 - cell.fj) * (k ? cell.fk : 1 - cell.fk);
      // A neighbour without weight may lie outside of the grid, or be NaN.
      if (weight > 0) sum += weight * (data[cell.i + i + ni * (cell.j + j + nj * (cell.k + k))] ?? Number.NaN);
    }
    return sum;
  });
}

/**
 * The labels of an instance image on a plane: for each pixel the label of the voxel that it lies in, 0 outside.
 *
 * @param labels - any grid
 * @param plane - where to sample, in RAS+ mm
 * @returns `width * height` labels, rows from the top
 * @throws CmbError `SINGULAR_AFFINE` when the affine cannot be inverted
 * @since 0.1.0
 */
export function sampleLabels(labels: Volume<VoxelArray>, plane: Plane): Uint32Array {
  const [ni, nj, nk] = labels.shape;
  return mapPlane(labels, plane, new Uint32Array(plane.width * plane.height), (position) => {
    const i = Math.round(position[0]);
    const j = Math.round(position[1]);
    const k = Math.round(position[2]);
    if (i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk) return 0;
    return labels.data[i + ni * (j + nj * k)] ?? 0;
  });
}

function mapPlane<O extends Float32Array | Uint32Array>(
  { affine }: Volume<VoxelArray>,
  plane: Plane,
  out: O,
  valueAt: (position: VoxelIndex) => number,
): O {
  const { origin, stepAcross, stepDown } = planeInVoxels(invertAffine(affine), plane);
  for (let y = 0; y < plane.height; y++) {
    for (let x = 0; x < plane.width; x++) {
      out[y * plane.width + x] = valueAt([
        origin[0] + x * stepAcross[0] + y * stepDown[0],
        origin[1] + x * stepAcross[1] + y * stepDown[1],
        origin[2] + x * stepAcross[2] + y * stepDown[2],
      ]);
    }
  }
  return out;
}

function planeInVoxels(inverse: Parameters<typeof voxelToWorld>[0], plane: Plane): PlaneInVoxels {
  const at = (x: number, y: number): VoxelIndex => {
    const [dx, dy] = [(x - (plane.width - 1) / 2) * plane.pixelMm, (y - (plane.height - 1) / 2) * plane.pixelMm];
    return voxelToWorld(inverse, [
      plane.centreMm[0] + dx * plane.across[0] + dy * plane.down[0],
      plane.centreMm[1] + dx * plane.across[1] + dy * plane.down[1],
      plane.centreMm[2] + dx * plane.across[2] + dy * plane.down[2],
    ]);
  };
  const origin = at(0, 0);
  const minus = (a: VoxelIndex): VoxelIndex => [a[0] - origin[0], a[1] - origin[1], a[2] - origin[2]];
  return { origin, stepAcross: minus(at(1, 0)), stepDown: minus(at(0, 1)) };
}

/** The eight voxels around a position and the fractions between them; undefined outside of the grid. */
function cellAround(
  position: VoxelIndex,
  shape: VoxelIndex,
): { i: number; j: number; k: number; fi: number; fj: number; fk: number } | undefined {
  const [i, fi] = splitAxis(position[0], shape[0]);
  const [j, fj] = splitAxis(position[1], shape[1]);
  const [k, fk] = splitAxis(position[2], shape[2]);
  return i < 0 || j < 0 || k < 0 ? undefined : { i, j, k, fi, fj, fk };
}

/** Rounding moves a position that lies on a voxel centre by about 1e-13; it must not drag in the voxel beside it. */
const ROUNDING = 1e-9;

function splitAxis(position: number, length: number): readonly [index: number, fraction: number] {
  if (!(position >= -0.5 - ROUNDING && position <= length - 0.5 + ROUNDING)) return [-1, 0];
  const inside = Math.min(length - 1, Math.max(0, position));
  const nearest = Math.round(inside);
  if (Math.abs(inside - nearest) < ROUNDING) return [nearest, 0];
  return [Math.floor(inside), inside - Math.floor(inside)];
}
