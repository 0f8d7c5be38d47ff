import type { Rng, WorldPoint } from "@cmb/core";

/** Half the size of a head: the field is a polynomial of the place over this. */
const HALF_HEAD_MM = 90;

/** Of x, y, z, their squares and their products. */
const TERMS = 9;

/**
 * The sensitivity of the receive coil at a point of the world: a polynomial of second degree about the origin, between
 * 1 − strength/2 and 1 + strength/2 over a head.
 *
 * @internal
 */
export function receiveField(strength: number, rng: Rng): (point: WorldPoint) => number {
  const raw = Float64Array.from({ length: TERMS }, () => rng.normal());
  const size = raw.reduce((sum, value) => sum + Math.abs(value), 0);
  const [a, b, c, d, e, f, g, h, i] = raw.map((value) => (0.5 * strength * value) / size) as unknown as Coefficients;
  return ([x, y, z]) => {
    const [u, v, w] = [inHead(x), inHead(y), inHead(z)];
    return 1 + a * u + b * v + c * w + d * u * u + e * v * v + f * w * w + g * u * v + h * v * w + i * u * w;
  };
}

type Coefficients = readonly [number, number, number, number, number, number, number, number, number];

/** Beyond the head the field stays what it is at its edge. */
function inHead(mm: number): number {
  return Math.max(-1, Math.min(1, mm / HALF_HEAD_MM));
}
