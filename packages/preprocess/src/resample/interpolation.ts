/**
 * How values between voxel centres are found: the nearest voxel, straight lines, or cubic B-splines through the values.
 *
 * @since 0.1.0
 */
export type Interpolation = "nearest" | "linear" | "cubic";

/**
 * One interpolation for all axes, or one for each axis i, j and k of the volume that is resampled.
 *
 * @since 0.1.0
 */
export type AxisInterpolation = Interpolation | readonly [Interpolation, Interpolation, Interpolation];
