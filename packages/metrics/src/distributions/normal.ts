/**
 * The standard normal distribution function.
 *
 * @param z - any number
 * @returns P(Z ≤ z)
 * @see Marsaglia 2004, Evaluating the normal distribution, doi:10.18637/jss.v011.i04 (series); NIST DLMF 7.9 (tail)
 * @internal
 */
export function normalCdf(z: number): number {
  if (z < -38) return 0;
  if (z > 38) return 1;
  return Math.abs(z) < 4 ? 0.5 + series(z) : z < 0 ? tail(-z) : 1 - tail(z);
}

/** Taylor series about 0: φ(z)·(z + z³/3 + z⁵/15 + …). */
function series(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 3; Math.abs(term) > Math.abs(sum) * 1e-17; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return sum * density(z);
}

/** Continued fraction of Mills' ratio, for z ≥ 4. */
function tail(z: number): number {
  let fraction = z;
  for (let n = 60; n > 0; n--) fraction = z + n / fraction;
  return density(z) / fraction;
}

function density(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/**
 * The quantile of the standard normal distribution, by bisection on {@link normalCdf}.
 *
 * @param p - 0 to 1
 * @returns z with P(Z ≤ z) = p; −∞ for 0 and ∞ for 1
 * @internal
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  let low = -38;
  let high = 0;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
