import type { Volume } from "@cmb/core";
import { finiteRange } from "./statistics.js";

/** Values through a curve over the image's range, both from 0 to 1, straight between even steps. NaN stays NaN. @internal */
export function mapByCurve({ data, shape, affine }: Volume, curve: readonly number[]): Volume {
  const { minimum, maximum } = finiteRange(data);
  const range = maximum - minimum;
  if (range === 0 || curve.length < 2) return { data: data.slice(), shape, affine };
  const last = curve.length - 2;
  const levels = Float64Array.from(curve, (level) => minimum + range * level);
  const scale = (curve.length - 1) / range;
  const out = new Float32Array(data.length);
  for (let v = 0; v < data.length; v++) {
    const place = ((data[v] as number) - minimum) * scale;
    // Of NaN too, so that it goes through the arithmetic.
    const piece = place >= last ? last : place > 0 ? place | 0 : 0;
    const low = levels[piece] as number;
    out[v] = low + (place - piece) * ((levels[piece + 1] as number) - low);
  }
  return { data: out, shape, affine };
}
