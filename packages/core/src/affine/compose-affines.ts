import type { Affine } from "../volume.js";

/**
 * The matrix product `outer · inner`: first `inner`, then `outer`.
 *
 * @param outer - the map applied last; its last row is taken to be (0, 0, 0, 1)
 * @param inner - the map applied first; likewise
 * @returns a new affine
 * @since 0.1.0
 */
export function composeAffines(outer: Affine, inner: Affine): Affine {
  const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = inner;
  const row = (p: number, q: number, r: number, t: number): readonly [number, number, number, number] => [
    p * a + q * d + r * g,
    p * b + q * e + r * h,
    p * c + q * f + r * i,
    p * tx + q * ty + r * tz + t,
  ];
  return [
    ...row(outer[0], outer[1], outer[2], outer[3]),
    ...row(outer[4], outer[5], outer[6], outer[7]),
    ...row(outer[8], outer[9], outer[10], outer[11]),
    0,
    0,
    0,
    1,
  ];
}
