import type { Rng } from "@cmb/core";
import type { LineFactors } from "./in-plane-encoding.js";
import type { Protocol } from "./protocol.js";

/** Lines that a sudden movement spoils in a row, on average. */
const BURST = 4;

/** Share of the band around its centre that stays intact: without it the whole image would change. */
const CENTRE = 0.03;

/**
 * What ghosts and motion do to the lines −M … M of k-space along the phase-encoding axis.
 *
 * A comb over every p-th line copies the image p − 1 times, displaced by whole fractions of the field of view: with its
 * mean taken out each copy has the wanted intensity and the image itself stays. Motion turns runs of lines by phases of
 * up to the wanted size.
 *
 * @param last - M
 * @internal
 */
export function kSpaceLines(
  { ghost, motion }: Pick<Protocol, "ghost" | "motion">,
  last: number,
  rng: Rng,
): LineFactors {
  const real = new Float64Array(2 * last + 1).fill(1);
  const imaginary = new Float64Array(2 * last + 1);
  if (ghost !== null) addComb(real, ghost, rng.at("ghost").integer(0, ghost.count));
  if (motion !== null) turnRuns({ real, imaginary }, motion, rng.at("motion"));
  return { real, imaginary };
}

function addComb(real: Float64Array, { count, intensity }: NonNullable<Protocol["ghost"]>, offset: number): void {
  const period = count + 1;
  for (let n = 0; n < real.length; n++) {
    real[n] = (real[n] as number) + intensity * ((n % period === offset ? period : 0) - 1);
  }
}

function turnRuns(
  { real, imaginary }: LineFactors,
  { share, phaseRad }: NonNullable<Protocol["motion"]>,
  rng: Rng,
): void {
  const last = (real.length - 1) / 2;
  const start = share >= 1 ? 1 : share / (BURST * (1 - share));
  let turned = false;
  let phase = 0;
  for (let n = 0; n < real.length; n++) {
    const chance = rng.uniform();
    turned = turned ? share >= 1 || chance >= 1 / BURST : chance < start;
    if (!turned) phase = 0;
    else if (phase === 0) phase = rng.uniform(-phaseRad, phaseRad);
    if (Math.abs(n - last) <= CENTRE * last || phase === 0) continue;
    const size = real[n] as number;
    real[n] = size * Math.cos(phase);
    imaginary[n] = size * Math.sin(phase);
  }
}
