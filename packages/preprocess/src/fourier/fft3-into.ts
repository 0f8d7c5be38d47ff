import { type LongTaskOptions, startLongTask } from "@cmb/core";
import { assertParts, assertTransformShape, type ComplexArray, type ComplexImage } from "./complex-image.js";
import { axisWork, type FourierDirection, transformAxisInPlace } from "./transform-axis.js";

/** What {@link fft3} does. @since 0.1.0 */
export interface Fft3Options extends LongTaskOptions {
  /** `"forward"` unless given. */
  readonly direction?: FourierDirection | undefined;
  /** The axes along which to transform; all three unless given. `[0, 1]` transforms slice by slice. */
  readonly axes?: readonly (0 | 1 | 2)[] | undefined;
}

/**
 * {@link fft3} into arrays that are there already, the image's own too: it then needs no more memory than the image.
 *
 * @param image - real and imaginary parts
 * @param options - see {@link Fft3Options}
 * @param out - of the image's length; may be `image`. Of no use when the work is aborted half-way
 * @throws CmbError `EMPTY_VOLUME` when an axis has no voxel, `SHAPE_MISMATCH` when parts, shape and `out` disagree; the
 * signal's reason when aborted
 * @since 0.1.0
 */
export async function fft3Into(
  image: ComplexImage,
  { direction = "forward", axes = [0, 1, 2], signal, onProgress }: Fft3Options,
  out: ComplexArray,
): Promise<void> {
  const { shape } = image;
  const voxels = assertTransformShape("fft3", shape);
  assertParts("fft3", image, voxels);
  assertParts("fft3", out, voxels);
  if (out.real !== image.real) out.real.set(image.real);
  if (out.imaginary !== image.imaginary) out.imaginary.set(image.imaginary);
  const total = axes.map((axis) => axisWork(shape, axis)).reduce((sum, work) => sum + work, 0);
  const task = startLongTask(total, { signal, onProgress });
  let before = 0;
  for (const axis of axes) {
    await transformAxisInPlace(out, { shape, axis, direction }, (blocks) => {
      return task.advance("Fourier transform", before + blocks);
    });
    before += axisWork(shape, axis);
  }
}
