const TURN = 2 * Math.PI;

/**
 * An angle brought into −π to π.
 *
 * @param radians - any angle; NaN and infinities give NaN
 * @returns the same angle, larger than or equal to −π and at most π
 * @since 0.1.0
 */
export function wrapPhase(radians: number): number {
  return radians - TURN * Math.round(radians / TURN);
}
