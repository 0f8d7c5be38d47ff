/**
 * The level of an interval for a person: `"95"` of 0.95, to one decimal, cut and not rounded so that no level reads as 100.
 *
 * @param confidence - between 0 and 1
 * @returns without the sign
 * @internal
 */
export function percentLabel(confidence: number): string {
  // 0.999 · 1000 may fall a rounding error short of 999.
  return String(Math.min(99.9, Math.floor(confidence * 1000 + 1e-9) / 10));
}
