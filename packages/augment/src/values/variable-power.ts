const MANTISSA_BITS = 12;
const STEPS = 2 ** MANTISSA_BITS;
const REST_BITS = 23 - MANTISSA_BITS;
const REST = 2 ** REST_BITS;
/** Exponents of two that a table holds: beyond them float32 has 0 or infinity. */
const LOWEST = -160;
const HIGHEST = 160;

/**
 * Powers of float32 values with an exponent for each: `2^(γ log₂ v)`, by tables with straight lines between.
 *
 * The relative error is below 2⁻²⁴ for γ up to 4. Values of 0 and below become 0; NaN stays NaN.
 *
 * @returns what raises each of `count` values of `out` from `start` on, in place, to the exponents from 0 on
 * @internal
 */
export function variablePower(): (out: Float32Array, start: number, exponents: Float64Array) => void {
  const logs = Float64Array.from({ length: STEPS + 1 }, (_, n) => Math.log2(1 + n / STEPS));
  const powers = Float64Array.from({ length: STEPS + 1 }, (_, n) => 2 ** (n / STEPS));
  const scales = Float64Array.from({ length: HIGHEST - LOWEST + 1 }, (_, n) => 2 ** (n + LOWEST));
  return (out, start, exponents) => {
    const bits = new Uint32Array(out.buffer, out.byteOffset, out.length);
    for (let n = 0; n < exponents.length; n++) {
      const v = start + n;
      const word = bits[v] as number;
      const e = word >>> 23;
      if (e === 0 || e >= 0xff) {
        // 0, below the smallest normal number, infinite, NaN or negative.
        const value = out[v] as number;
        out[v] = value <= 0 ? 0 : value ** (exponents[n] as number);
        continue;
      }
      const m = (word >>> REST_BITS) & (STEPS - 1);
      const low = logs[m] as number;
      const log = e - 127 + low + ((word & (REST - 1)) / REST) * ((logs[m + 1] as number) - low);
      const raised = (exponents[n] as number) * log;
      // From 0 on, so that cutting off the fraction rounds down.
      const y = Math.min(HIGHEST, Math.max(LOWEST, raised)) - LOWEST;
      const whole = y | 0;
      const place = (y - whole) * STEPS;
      const p = place | 0;
      const power = powers[p] as number;
      out[v] = (power + (place - p) * ((powers[p + 1] as number) - power)) * (scales[whole] as number);
    }
  };
}
