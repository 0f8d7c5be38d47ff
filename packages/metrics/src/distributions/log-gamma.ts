// Coefficients of the Lanczos approximation with g = 7 and n = 9 (Godfrey's), good to about 1e-15 relative.
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/**
 * The natural logarithm of the gamma function, for positive arguments.
 *
 * @param x - above 0
 * @returns ln Γ(x)
 * @see Lanczos 1964, doi:10.1137/0701008
 * @internal
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const base = shifted + 7.5;
  const series = LANCZOS.reduce(
    (sum, coefficient, n) => (n === 0 ? coefficient : sum + coefficient / (shifted + n)),
    0,
  );
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series);
}
