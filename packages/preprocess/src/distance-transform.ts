import { type Mask, spacing, type Volume } from "@cmb/core";
import { axisLines } from "./axis-lines.js";

/**
 * The exact Euclidean distance of every foreground voxel to the nearest background voxel, centre to centre, in mm.
 *
 * Squared distances along i, then the lower envelope of parabolas along j and k; linear in the voxels, exact on
 * anisotropic grids. What lies outside of the grid is unknown and counts as neither: a mask that is cut off by the
 * field of view is not close to background there.
 *
 * @param mask - 0 background, anything else foreground
 * @returns float32 mm on the same grid: 0 in the background, ∞ everywhere when there is no background
 * @see Felzenszwalb & Huttenlocher 2012, Distance transforms of sampled functions, doi:10.4086/toc.2012.v008a019
 * @since 0.1.0
 */
export function distanceTransform(mask: Mask): Volume {
  const squared = squaredDistances(mask, "foreground");
  for (let v = 0; v < squared.length; v++) squared[v] = Math.sqrt(squared[v] as number);
  return { data: squared, shape: mask.shape, affine: mask.affine };
}

/** Squared distance in mm² from each voxel of `of` to the nearest voxel that is not `of`. */
export function squaredDistances(mask: Mask, of: "foreground" | "background"): Float32Array {
  const spacingMm = spacing(mask.affine);
  const data = distancesAlongRows(mask, of, spacingMm[0]);
  for (const axis of [1, 2] as const) {
    const { outer, length, stride } = axisLines(mask.shape, axis);
    if (length === 1) continue;
    const envelope = createEnvelope(length);
    for (let slab = 0; slab < outer; slab++) {
      for (let x = 0; x < stride; x++) {
        lowerEnvelopeInto({ start: slab * length * stride + x, length, stride, step: spacingMm[axis], envelope }, data);
      }
    }
  }
  return data;
}

/** Squared distance within the row; ∞ in rows without a target. */
function distancesAlongRows({ data, shape }: Mask, of: "foreground" | "background", step: number): Float32Array {
  const ni = shape[0];
  const out = new Float32Array(data.length);
  const inside = of === "foreground";
  for (let start = 0; start < data.length; start += ni) {
    let distance = Number.POSITIVE_INFINITY;
    for (let v = start; v < start + ni; v++) {
      distance = (data[v] !== 0) === inside ? distance + step : 0;
      out[v] = distance;
    }
    distance = Number.POSITIVE_INFINITY;
    for (let v = start + ni - 1; v >= start; v--) {
      distance = out[v] === 0 ? 0 : distance + step;
      const nearest = Math.min(out[v] as number, distance);
      out[v] = nearest * nearest;
    }
  }
  return out;
}

interface Envelope {
  /** Heights along the line. */
  readonly height: Float64Array;
  /** Apex of each parabola of the envelope. */
  readonly apex: Int32Array;
  /** Where each parabola begins to be the lowest. */
  readonly from: Float64Array;
}

function createEnvelope(length: number): Envelope {
  return {
    height: new Float64Array(length),
    apex: new Int32Array(length),
    from: new Float64Array(length + 1),
  };
}

interface Line {
  readonly start: number;
  readonly length: number;
  readonly stride: number;
  /** mm from voxel to voxel. */
  readonly step: number;
  readonly envelope: Envelope;
}

/** `out[p] = min over q of h[q] + (step · (p − q))²`, in place along one line. */
// kernel: two passes over one line that share their bounds
function lowerEnvelopeInto({ start, length, stride, step, envelope }: Line, data: Float32Array): void {
  const { height, apex, from } = envelope;
  const squaredStep = step * step;
  let count = 0;
  let nonZero = false;
  for (let q = 0; q < length; q++) {
    const h = data[start + q * stride] as number;
    height[q] = h;
    if (h !== 0) nonZero = true;
    if (h === Number.POSITIVE_INFINITY) continue;
    let crossing = Number.NEGATIVE_INFINITY;
    while (count > 0) {
      const p = apex[count - 1] as number;
      crossing = ((h - (height[p] as number)) / squaredStep + q * q - p * p) / (2 * (q - p));
      if (crossing > (from[count - 1] as number)) break;
      count--;
      crossing = Number.NEGATIVE_INFINITY;
    }
    apex[count] = q;
    from[count++] = crossing;
  }
  if (count === 0 || !nonZero) return;
  from[count] = Number.POSITIVE_INFINITY;
  let current = 0;
  for (let p = 0; p < length; p++) {
    while ((from[current + 1] as number) < p) current++;
    const q = apex[current] as number;
    const offset = p - q;
    data[start + p * stride] = offset * offset * squaredStep + (height[q] as number);
  }
}
