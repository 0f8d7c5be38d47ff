import { CmbError, type Rng, type WorldPoint } from "@cmb/core";
import { logUniform } from "../log-uniform.js";
import type { KSpaceFilter, Protocol, SwiFilter } from "./protocol.js";

/**
 * Families of protocols to draw from.
 *
 * `mixed` is what a detector is trained on: 40 % `swi-3d`, 15 % `gre-3d`, 45 % 2-D (`gre-2d-1.5t`, `gre-2d-3t`). `shifted` is for
 * tests of what it learned: every draw is outside of the ranges of `mixed` in at least two of physics (7 T, or an echo earlier
 * or later than its family has), phase filter (every SWI), k-space window and noise. Its heads have other veins, see `prepareHead`.
 *
 * @since 0.1.0
 */
export const PROTOCOL_PRESETS = ["swi-3d", "gre-3d", "gre-2d-1.5t", "gre-2d-3t", "swi-7t", "mixed", "shifted"] as const;

/** See {@link PROTOCOL_PRESETS}. @since 0.1.0 */
export type ProtocolPreset = (typeof PROTOCOL_PRESETS)[number];

/**
 * A protocol of a family, with the spread of clinical scans.
 *
 * Ranges follow the headers of the public cohorts of microbleeds (slices of 0.9 to 6.5 mm, TE of 15 to 50 ms, 1.5 and 3 T). TR is at least 4 ms longer than TE.
 *
 * @param preset - see {@link PROTOCOL_PRESETS}
 * @param rng - the same stream gives the same protocol
 * @returns plain data that `assertProtocol` accepts
 * @throws CmbError `INVALID_ARGUMENT` when there is no such preset
 * @example
 * ```ts
 * import { createRng } from "@cmb/core";
 * import { drawProtocol } from "@cmb/synth";
 * const { contrast, encoding, fieldStrengthT } = drawProtocol("gre-2d-3t", createRng(7));
 * [contrast, encoding, fieldStrengthT]; // => ["GRE", "2D", 3]
 * ```
 * @since 0.1.0
 */
export function drawProtocol(preset: ProtocolPreset, rng: Rng): Protocol {
  switch (preset) {
    case "swi-3d":
      return swi3d(rng);
    case "gre-3d":
      return gre3d(rng);
    case "gre-2d-1.5t":
      return gre2d(rng, 1.5);
    case "gre-2d-3t":
      return gre2d(rng, 3);
    case "swi-7t":
      return swi7t(rng);
    case "mixed":
      return mixed(rng);
    case "shifted":
      return shifted(rng);
    default: {
      const message = `drawProtocol: there is no preset ${JSON.stringify(preset)}; give one of ${PROTOCOL_PRESETS.join(", ")}`;
      throw new CmbError("INVALID_ARGUMENT", message, { name: "preset", value: preset });
    }
  }
}

/** Of each family and field; those of 2-D include the longest, which few have. */
const ECHO_TIMES_MS = {
  "swi-3d": { 1.5: [30, 45], 3: [17, 27] },
  "gre-3d": { 1.5: [22, 45], 3: [17, 27] },
  "gre-2d": { 1.5: [15, 50], 3: [15, 35] },
} as const;

/** From the middle of the echo to the next pulse: the second half of the readout and the spoiler. */
const AFTER_ECHO_MS = 4;

/** TR follows TE: uniform over what the echo leaves of the range. */
function repetitionTime(rng: Rng, echoTimeMs: number, [shortest, longest]: readonly [number, number]): number {
  return uniform(rng, "tr", [Math.max(shortest, echoTimeMs + AFTER_ECHO_MS), longest]);
}

function mixed(rng: Rng): Protocol {
  const draw = rng.at("family").uniform();
  if (draw < 0.4) return swi3d(rng);
  if (draw < 0.55) return gre3d(rng);
  return gre2d(rng, draw < 0.8 ? 1.5 : 3);
}

function swi3d(rng: Rng): Protocol {
  const fieldStrengthT = chance(rng, "field", 0.7) ? 3 : 1.5;
  const echoTimeMs = uniform(rng, "te", ECHO_TIMES_MS["swi-3d"][fieldStrengthT]);
  return {
    ...artefacts(rng),
    ...encoded3d(rng, { inPlane: [0.4, 1], slice: [0.9, 2.6] }),
    contrast: "SWI",
    fieldStrengthT,
    echoTimeMs,
    repetitionTimeMs: repetitionTime(rng, echoTimeMs, [27, 50]),
    flipAngleDegrees: uniform(rng, "angle", [10, 20]),
    swi: swiFilter(rng, { cutoffPerMm: [0.09, 0.22], exponent: [3, 5] }),
  };
}

function gre3d(rng: Rng): Protocol {
  const fieldStrengthT = chance(rng, "field", 0.45) ? 3 : 1.5;
  const echoTimeMs = uniform(rng, "te", ECHO_TIMES_MS["gre-3d"][fieldStrengthT]);
  return {
    ...artefacts(rng),
    ...encoded3d(rng, { inPlane: [0.4, 1], slice: [0.8, 2.6] }),
    contrast: "GRE",
    fieldStrengthT,
    echoTimeMs,
    repetitionTimeMs: repetitionTime(rng, echoTimeMs, [24, 75]),
    flipAngleDegrees: uniform(rng, "angle", [10, 20]),
    swi: null,
  };
}

function gre2d(rng: Rng, fieldStrengthT: 1.5 | 3): Protocol {
  const acquired = uniform(rng, "in plane", [0.42, 1]);
  const distance = uniform(rng, "slice", [2.2, 6.5]);
  const inPlane = zeroFilled(rng, acquired);
  return {
    ...artefacts(rng),
    contrast: "GRE",
    encoding: "2D",
    acquiredSpacingMm: [acquired, acquired, distance],
    spacingMm: [inPlane, inPlane, distance],
    sliceProfile: uniform(rng, "profile", [0.55, 0.9]),
    fieldStrengthT,
    // Most are short; the longest are scans of 1.5 T with a low bandwidth.
    echoTimeMs: uniform(rng, "te", fieldStrengthT === 1.5 && chance(rng, "long te", 0.25) ? [35, 50] : [15, 35]),
    repetitionTimeMs: logUniform(rng.at("tr"), 300, 1300),
    flipAngleDegrees: uniform(rng, "angle", [10, 30]),
    swi: null,
  };
}

function swi7t(rng: Rng): Protocol {
  const echoTimeMs = uniform(rng, "te", [10, 20]);
  return {
    ...artefacts(rng),
    ...encoded3d(rng, { inPlane: [0.3, 0.6], slice: [0.8, 1.6] }),
    contrast: "SWI",
    fieldStrengthT: 7,
    echoTimeMs,
    repetitionTimeMs: repetitionTime(rng, echoTimeMs, [20, 40]),
    flipAngleDegrees: uniform(rng, "angle", [8, 16]),
    swi: swiFilter(rng, { cutoffPerMm: [0.09, 0.22], exponent: [3, 5] }),
  };
}

/**
 * Of echo time and profile, window and noise at least two lie outside of what `mixed` draws for the family; so does the
 * phase filter of every SWI.
 */
function shifted(rng: Rng): Protocol {
  const base = chance(rng, "7 T", 0.2) ? swi7t(rng) : mixed(rng);
  const free = rng.at("free").integer(0, 2);
  const echoTimeMs = shiftedEchoTime(rng, base, free === 0);
  const windowed = free !== 1 || chance(rng, "window", 0.5);
  return {
    ...base,
    echoTimeMs,
    // The next pulse stays as far behind the echo.
    repetitionTimeMs: echoTimeMs + base.repetitionTimeMs - base.echoTimeMs,
    swi: base.swi === null ? null : shiftedFilter(rng),
    signalToNoise: free === 2 ? logUniform(rng.at("other noise"), 8, 40) : shiftedSignalToNoise(rng),
    sliceProfile: uniform(rng, "other profile", [0.4, 1.1]),
    ...(windowed ? { kSpaceFilter: kSpaceFilter(rng) } : {}),
  };
}

/** Outside of the echo times of the family unless free; 7 T is outside as it is, and a later echo would find no signal. */
function shiftedEchoTime(rng: Rng, base: Protocol, free: boolean): number {
  if (base.fieldStrengthT === 7) return base.echoTimeMs;
  const family = base.encoding === "2D" ? "gre-2d" : base.contrast === "SWI" ? "swi-3d" : "gre-3d";
  const [shortest, longest] = ECHO_TIMES_MS[family][base.fieldStrengthT === 3 ? 3 : 1.5];
  if (free) return uniform(rng, "other te", [0.6 * shortest, 1.3 * longest]);
  const later = chance(rng, "later", 0.5);
  return uniform(rng, "other te", later ? [1.05 * longest, 1.3 * longest] : [0.6 * shortest, 0.95 * shortest]);
}

function shiftedFilter(rng: Rng): SwiFilter {
  const cutoffPerMm = uniform(rng, "cutoff", chance(rng, "wide", 0.5) ? [0.05, 0.09] : [0.22, 0.3]);
  if (chance(rng, "tanh", 0.3)) {
    return { cutoffPerMm, exponent: 1, mask: "tanh", strength: uniform(rng, "strength", [3, 6]) };
  }
  return { cutoffPerMm, exponent: chance(rng, "power", 0.5) ? 2 : 6, mask: "linear" };
}

/** Training has 8 to 60. */
function shiftedSignalToNoise(rng: Rng): number {
  const stream = rng.at("other noise");
  return chance(rng, "noisier", 0.5) ? logUniform(stream, 5, 7.5) : logUniform(stream, 65, 120);
}

function kSpaceFilter(rng: Rng): KSpaceFilter {
  if (chance(rng, "hamming", 0.25)) return { window: "hamming" };
  return { window: "tukey", taper: uniform(rng, "taper", [0.2, 0.8]) };
}

interface Resolution {
  readonly inPlane: readonly [number, number];
  readonly slice: readonly [number, number];
}

function encoded3d(
  rng: Rng,
  { inPlane, slice }: Resolution,
): Pick<Protocol, "encoding" | "acquiredSpacingMm" | "spacingMm" | "sliceProfile"> {
  const acquired = uniform(rng, "in plane", inPlane);
  const acrossSlices = uniform(rng, "slice", slice);
  const voxel = zeroFilled(rng, acquired);
  const interpolated = chance(rng, "slice zip", 0.2) ? acrossSlices / 2 : acrossSlices;
  return {
    encoding: "3D",
    acquiredSpacingMm: [acquired, acquired, acrossSlices],
    spacingMm: [voxel, voxel, interpolated],
    sliceProfile: 1,
  };
}

/** A third of the scans are interpolated to twice the matrix, unless their voxels are small as they are. */
function zeroFilled(rng: Rng, acquiredMm: number): number {
  return acquiredMm > 0.7 && chance(rng, "zip", 0.35) ? acquiredMm / 2 : acquiredMm;
}

function swiFilter(
  rng: Rng,
  {
    cutoffPerMm,
    exponent,
  }: { readonly cutoffPerMm: readonly [number, number]; readonly exponent: readonly [number, number] },
): SwiFilter {
  return {
    cutoffPerMm: uniform(rng, "cutoff", cutoffPerMm),
    exponent: rng.at("exponent").integer(...exponent),
    mask: "linear",
  };
}

function artefacts(rng: Rng): Pick<Protocol, "b0Direction" | "signalToNoise" | "biasStrength" | "ghost" | "motion"> {
  const ghost = { count: rng.at("ghosts").integer(1, 3), intensity: logUniform(rng.at("ghost size"), 0.01, 0.06) };
  return {
    b0Direction: tilted(rng.at("tilt")),
    signalToNoise: logUniform(rng.at("noise"), 8, 60),
    biasStrength: uniform(rng, "bias", [0.05, 0.5]),
    ghost: chance(rng, "ghost", 0.15) ? ghost : null,
    motion: chance(rng, "motion", 0.15) ? { share: 0.2, phaseRad: uniform(rng, "motion size", [0.2, 1.2]) } : null,
  };
}

/** Heads nod more than they lean; slices are often tilted along the callosum. */
function tilted(rng: Rng): WorldPoint {
  const nod = (rng.normal(0, 9) * Math.PI) / 180;
  const lean = (rng.normal(0, 3) * Math.PI) / 180;
  const [x, y, z] = [Math.sin(lean), Math.cos(lean) * Math.sin(nod), Math.cos(lean) * Math.cos(nod)];
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

// A stream of its own for each number: adding one to a family changes none of the others.
function uniform(rng: Rng, name: string, [minimum, maximum]: readonly [number, number]): number {
  return rng.at(name).uniform(minimum, maximum);
}

function chance(rng: Rng, name: string, probability: number): boolean {
  return rng.at(name).uniform() < probability;
}
