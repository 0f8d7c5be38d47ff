import { incompleteBeta } from "./incomplete-beta.js";

/**
 * The quantile of the F distribution.
 *
 * @param p - probability, 0 to 1 exclusive
 * @param d1 - degrees of freedom of the numerator, above 0
 * @param d2 - degrees of freedom of the denominator, above 0
 * @returns the value below which an F variable falls with probability p
 * @internal
 */
export function fQuantile(p: number, d1: number, d2: number): number {
  // With x = d1·f / (d1·f + d2), P(F ≤ f) = I_x(d1/2, d2/2).
  const x = betaQuantile(p, d1 / 2, d2 / 2);
  return (d2 * x) / (d1 * (1 - x));
}

/**
 * The quantile of Student's t distribution.
 *
 * @param p - probability, 0 to 1 exclusive
 * @param df - degrees of freedom, above 0
 * @returns the value below which a t variable falls with probability p
 * @internal
 */
export function tQuantile(p: number, df: number): number {
  // t² follows F(1, df); the sign is that of p − ½.
  return Math.sign(p - 0.5) * Math.sqrt(fQuantile(Math.abs(2 * p - 1), 1, df));
}

function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  // Bisection to the last bit: the quantiles are needed once per interval, so certainty is worth more than speed.
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
