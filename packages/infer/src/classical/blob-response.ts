import { type LongTask, type Shape, spacing, type Volume } from "@cmb/core";

/** How {@link blobResponse} looks. */
export interface BlobResponseOptions {
  /** The scale at which `smoothed` was smoothed, in mm. */
  readonly sigmaMm: number;
  readonly task: LongTask;
  /** Where `task` stands when this starts; it advances by one for each slice. */
  readonly done: number;
}

/**
 * Factors that turn second differences of voxels into scale-normalised curvatures: `max(σ / h, ½)` for each axis.
 *
 * Down to a spacing of 2 σ that is Lindeberg's σ² ∂². Beyond, nothing of the smoothing reaches the next slice, and σ/h
 * would make every lesion of a thick slice look like a tube through the slices. With ½ a lesion in one slice has the
 * same curvature across the slices as within, and a vein that crosses them has none.
 */
export function curvatureScale(sigmaMm: number, shape: Shape, spacingMm: readonly number[]): readonly number[] {
  return spacingMm.map((mm, axis) => ((shape[axis] as number) > 1 ? Math.max(sigmaMm / mm, 0.5) : 0));
}

/**
 * How blob-like the bright side of an image is at one scale: the harmonic mean of the three scale-normalised principal
 * curvatures where all three are negative, else 0.
 *
 * A ball has three equal curvatures, a tube one near 0, a sheet two: the harmonic mean follows the smallest, and needs
 * the determinant and the principal minors only, no eigenvalues. On a single slice it is that of the two in-plane ones.
 *
 * @param smoothed - already smoothed at `sigmaMm`
 * @returns a new volume in the unit of the image
 * @see Frangi et al. 1998, doi:10.1007/BFb0056195; Lindeberg 1998, doi:10.1023/A:1008045108935
 */
export async function blobResponse(smoothed: Volume, { sigmaMm, task, done }: BlobResponseOptions): Promise<Volume> {
  const { data, shape, affine } = smoothed;
  const out = new Float32Array(data.length);
  const scale = curvatureScale(sigmaMm, shape, spacing(affine)) as [number, number, number];
  for (let k = 0; k < shape[2]; k++) {
    if (shape[2] > 1) sliceResponseInto({ data, shape, scale, k }, out);
    else flatResponseInto({ data, shape, scale, k }, out);
    await task.advance("blob shape", done + k);
  }
  return { data: out, shape, affine };
}

interface Slice {
  readonly data: Float32Array;
  readonly shape: Shape;
  readonly scale: readonly [number, number, number];
  readonly k: number;
}

// kernel: six second differences at each voxel, most of which are left after the first
function sliceResponseInto({ data, shape, scale, k }: Slice, out: Float32Array): void {
  const [ni, nj, nk] = shape;
  const area = ni * nj;
  const [si, sj, sk] = scale;
  const before = k > 0 ? -area : 0;
  const after = k < nk - 1 ? area : 0;
  for (let j = 1; j < nj - 1; j++) {
    for (let i = 1; i < ni - 1; i++) {
      const v = i + ni * (j + nj * k);
      const twice = 2 * (data[v] as number);
      const a = si * si * (twice - (data[v - 1] as number) - (data[v + 1] as number));
      if (a <= 0) continue;
      const b = sj * sj * (twice - (data[v - ni] as number) - (data[v + ni] as number));
      if (b <= 0) continue;
      const c = sk * sk * (twice - (data[v + before] as number) - (data[v + after] as number));
      if (c <= 0) continue;
      const d = 0.25 * si * sj * mixed(data, v + ni, v - ni, 1);
      const minorIj = a * b - d * d;
      if (minorIj <= 0) continue;
      const e = 0.25 * si * sk * mixed(data, v + after, v + before, 1);
      const f = 0.25 * sj * sk * mixed(data, v + after, v + before, ni);
      const determinant = c * minorIj - a * f * f - b * e * e + 2 * d * e * f;
      if (determinant <= 0) continue;
      out[v] = (3 * determinant) / (minorIj + (a * c - e * e) + (b * c - f * f));
    }
  }
}

function flatResponseInto({ data, shape, scale }: Slice, out: Float32Array): void {
  const [ni, nj] = shape;
  const [si, sj] = scale;
  for (let j = 1; j < nj - 1; j++) {
    for (let i = 1; i < ni - 1; i++) {
      const v = i + ni * j;
      const twice = 2 * (data[v] as number);
      const a = si * si * (twice - (data[v - 1] as number) - (data[v + 1] as number));
      const b = sj * sj * (twice - (data[v - ni] as number) - (data[v + ni] as number));
      const d = 0.25 * si * sj * mixed(data, v + ni, v - ni, 1);
      const determinant = a * b - d * d;
      if (a > 0 && b > 0 && determinant > 0) out[v] = (2 * determinant) / (a + b);
    }
  }
}

/** The mixed second difference of two lines through `up` and `down`, negated to match the negated curvatures. */
function mixed(data: Float32Array, up: number, down: number, along: number): number {
  return (
    (data[up - along] as number) -
    (data[up + along] as number) +
    (data[down + along] as number) -
    (data[down - along] as number)
  );
}
