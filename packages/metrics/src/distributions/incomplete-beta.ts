import { logGamma } from "./log-gamma.js";

const MAX_STEPS = 500;
const TINY = 1e-300;

/**
 * The regularised incomplete beta function, by its continued fraction (modified Lentz).
 *
 * @param x - 0 to 1
 * @param a - above 0
 * @param b - above 0
 * @returns I_x(a, b), 0 to 1
 * @see NIST Digital Library of Mathematical Functions, 8.17.22, https://dlmf.nist.gov/8.17
 * @internal
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean; above it the symmetry I_x(a, b) = 1 − I_{1−x}(b, a) is used.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return front / continuedFraction(x, a, b);
}

function continuedFraction(x: number, a: number, b: number): number {
  let value = 1;
  let upper = 1;
  let lower = 0;
  for (let step = 1; step <= MAX_STEPS; step++) {
    const m = Math.floor(step / 2);
    const coefficient =
      step % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    lower = 1 / nonZero(1 + coefficient * lower);
    upper = nonZero(1 + coefficient / upper);
    value *= upper * lower;
    if (Math.abs(upper * lower - 1) < Number.EPSILON) break;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
