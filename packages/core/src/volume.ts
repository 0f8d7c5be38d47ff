/**
 * Voxels along i, j and k. i varies fastest in memory: `data[i + ni * (j + nj * k)]`, as in NIfTI.
 *
 * @since 0.1.0
 */
export type Shape = readonly [ni: number, nj: number, nk: number];

/**
 * The typed arrays that a volume may hold. 64-bit integers are widened or refused when a file is read, never held.
 *
 * @since 0.1.0
 */
export type VoxelArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/**
 * A 4×4 matrix in row-major order, float64: voxel (i, j, k, 1) to world millimetres in RAS+ (x to the right, y to the
 * front, z to the top). Its first three rows are NIfTI's `srow_x`, `srow_y`, `srow_z`. Spacing, origin and orientation
 * are derived from it and never stored beside it.
 *
 * @since 0.1.0
 */
export type Affine = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** A grid position or a continuous position on the grid: (i, j, k) in voxels. @since 0.1.0 */
export type VoxelIndex = readonly [i: number, j: number, k: number];

/** A position in scanner space: (x, y, z) in millimetres, RAS+. @since 0.1.0 */
export type WorldPoint = readonly [x: number, y: number, z: number];

/**
 * A 3-D image with its geometry: plain data, safe for `structuredClone` and `postMessage`.
 *
 * @since 0.1.0
 */
export interface Volume<D extends VoxelArray = Float32Array> {
  /** Voxel values; i varies fastest. */
  readonly data: D;
  readonly shape: Shape;
  readonly affine: Affine;
}

/** A binary image: 0 background, 1 foreground. @since 0.1.0 */
export type Mask = Volume<Uint8Array>;

/** An instance image: 0 background, 1…n objects without gaps. @since 0.1.0 */
export type LabelMap = Volume<Uint32Array>;
