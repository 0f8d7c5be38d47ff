import type { Rng, WorldPoint } from "@cmb/core";

/** Half the size of a head: the field is a polynomial of the place over this. */
const HALF_HEAD_MM = 90;

/** Powers of x, y and z. */
const TERMS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [2, 0, 0],
  [0, 2, 0],
  [0, 0, 2],
  [1, 1, 0],
  [0, 1, 1],
  [1, 0, 1],
] as const;

/**
 * The sensitivity of the receive coil at a point of the world: a polynomial of second degree about the origin, between
 * 1 − strength/2 and 1 + strength/2 over a head.
 *
 * @internal
 */
export function receiveField(strength: number, rng: Rng): (point: WorldPoint) => number {
  const raw = TERMS.map(() => rng.normal());
  const size = raw.reduce((sum, value) => sum + Math.abs(value), 0);
  const coefficients = raw.map((value) => (0.5 * strength * value) / size);
  return ([x, y, z]) => {
    const [u, v, w] = [x, y, z].map((mm) => Math.max(-1.2, Math.min(1.2, mm / HALF_HEAD_MM))) as [
      number,
      number,
      number,
    ];
    let field = 1;
    for (let n = 0; n < TERMS.length; n++) {
      const [a, b, c] = TERMS[n] as (typeof TERMS)[number];
      field += (coefficients[n] as number) * u ** a * v ** b * w ** c;
    }
    return field;
  };
}
