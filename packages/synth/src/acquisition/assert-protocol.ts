import { assertKnown, CmbError, type KnownKeys } from "@cmb/core";
import { assertNumber } from "../options/assert-number.js";
import type { Protocol, SwiFilter } from "./protocol.js";

/** The least and the greatest value of each number. */
const RANGES = {
  echoTimeMs: [0, 200],
  fieldStrengthT: [0.2, 12],
  repetitionTimeMs: [1, 20_000],
  flipAngleDegrees: [0.1, 180],
  biasStrength: [0, 1.5],
} as const;

/** All that a protocol may have, so that a misspelt field is not taken for one that is left out. */
const KNOWN = {
  protocol: {
    ...{ echoTimeMs: true, fieldStrengthT: true, repetitionTimeMs: true, flipAngleDegrees: true, echoShifted: true },
    ...{
      contrast: true,
      encoding: true,
      acquiredSpacingMm: true,
      spacingMm: true,
      sliceProfile: true,
      b0Direction: true,
    },
    ...{ signalToNoise: true, kSpaceFilter: true, swi: true, biasStrength: true, ghost: true, motion: true },
  } satisfies KnownKeys<Protocol>,
  swi: { cutoffPerMm: true, exponent: true, mask: true, strength: true } satisfies KnownKeys<SwiFilter>,
  ghost: { count: true, intensity: true } satisfies KnownKeys<NonNullable<Protocol["ghost"]>>,
  motion: { share: true, phaseRad: true } satisfies KnownKeys<NonNullable<Protocol["motion"]>>,
  tukey: { window: true, taper: true },
  hamming: { window: true },
} as const;

const SPACING_MM = [0.1, 20] as const;
/** A millionth more than acquired may come from the digits of a header. */
const SPACING_SLACK = 1 + 1e-6;

/**
 * Throws unless a value is a protocol that a scan can be acquired with: for protocols that come as JSON.
 *
 * @param value - a {@link Protocol}, or what may be one
 * @throws CmbError `INVALID_ARGUMENT` when a field is missing, unknown, has the wrong type or excludes another one, as
 * a TE that is not below TR does unless the echo is shifted; `OUT_OF_RANGE` when a number is outside of its range
 * @example
 * ```ts
 * import { assertProtocol, namedProtocol } from "@cmb/synth";
 * assertProtocol(JSON.parse(JSON.stringify(namedProtocol("aibl"))));
 * assertProtocol({ contrast: "SWI" }); // throws INVALID_ARGUMENT
 * ```
 * @since 0.1.0
 */
export function assertProtocol(value: unknown): asserts value is Protocol {
  assertKnown<Protocol>("assertProtocol", value, KNOWN.protocol);
  const fields: Readonly<Record<string, unknown>> = value;
  for (const [name, range] of Object.entries(RANGES)) assertNumber(`assertProtocol: ${name}`, fields[name], range);
  assertOneOf("contrast", fields["contrast"], ["GRE", "SWI"]);
  assertOneOf("encoding", fields["encoding"], ["2D", "3D"]);
  for (const name of ["acquiredSpacingMm", "spacingMm"]) assertThree(name, fields[name], SPACING_MM);
  assertNumber("assertProtocol: sliceProfile", fields["sliceProfile"], [0.05, 3]);
  assertThree("b0Direction", fields["b0Direction"], [-1, 1]);
  if (fields["signalToNoise"] !== null)
    assertNumber("assertProtocol: signalToNoise", fields["signalToNoise"], [0.1, 1e6]);
  assertSwi(fields["swi"]);
  assertArtefacts(fields);
  assertKSpaceFilter(fields["kSpaceFilter"]);
  assertTogether(value as Protocol);
}

function assertSwi(swi: unknown): void {
  if (swi === null) return;
  assertKnown("assertProtocol: swi", swi, KNOWN.swi);
  const fields: Readonly<Record<string, unknown>> = swi;
  assertNumber("assertProtocol: swi.cutoffPerMm", fields["cutoffPerMm"], [0.001, 5]);
  assertNumber("assertProtocol: swi.exponent", fields["exponent"], [0.1, 20]);
  assertOneOf("swi.mask", fields["mask"], ["linear", "tanh"]);
  if (fields["strength"] !== undefined) assertNumber("assertProtocol: swi.strength", fields["strength"], [0.01, 1000]);
  if (fields["strength"] !== undefined && fields["mask"] === "linear") {
    refuse("swi.strength", fields["strength"], "a linear mask has none; leave it out");
  }
}

function assertArtefacts({ ghost, motion }: Record<string, unknown>): void {
  if (ghost !== null) {
    assertKnown("assertProtocol: ghost", ghost, KNOWN.ghost);
    const fields: Readonly<Record<string, unknown>> = ghost;
    assertNumber("assertProtocol: ghost.count", fields["count"], [1, 64]);
    if (!Number.isInteger(fields["count"])) refuse("ghost.count", fields["count"], "give a whole number");
    assertNumber("assertProtocol: ghost.intensity", fields["intensity"], [0, 1]);
  }
  if (motion !== null) {
    assertKnown("assertProtocol: motion", motion, KNOWN.motion);
    const fields: Readonly<Record<string, unknown>> = motion;
    assertNumber("assertProtocol: motion.share", fields["share"], [0, 1]);
    assertNumber("assertProtocol: motion.phaseRad", fields["phaseRad"], [0, Math.PI]);
  }
}

function assertKSpaceFilter(filter: unknown): void {
  if (filter === undefined) return;
  if (typeof filter !== "object" || filter === null) refuse("kSpaceFilter", filter, "give an object, or leave it out");
  const fields = filter as Record<string, unknown>;
  assertOneOf("kSpaceFilter.window", fields["window"], ["tukey", "hamming"]);
  assertKnown("assertProtocol: kSpaceFilter", filter, fields["window"] === "tukey" ? KNOWN.tukey : KNOWN.hamming);
  if (fields["window"] === "tukey") assertNumber("assertProtocol: kSpaceFilter.taper", fields["taper"], [0, 1]);
}

/** What one field says about another. */
function assertTogether(protocol: Protocol): void {
  const { contrast, encoding, acquiredSpacingMm, spacingMm, b0Direction, swi } = protocol;
  assertEcho(protocol);
  if (contrast === "SWI" && swi === null) refuse("swi", swi, "SWI needs a filter");
  if (contrast === "SWI" && Math.abs(spacingMm[0] / spacingMm[1] - 1) > 1e-6) {
    refuse("spacingMm", spacingMm, "the phase filter of SWI needs voxels that are square in the plane");
  }
  for (const axis of [0, 1, 2] as const) {
    if (spacingMm[axis] <= acquiredSpacingMm[axis] * SPACING_SLACK) continue;
    const reason = `a voxel of ${spacingMm[axis]} mm is larger than the acquired ${acquiredSpacingMm[axis]} mm; zero filling makes it smaller or leaves it`;
    refuse("spacingMm", spacingMm, reason);
  }
  if (encoding === "2D" && Math.abs(spacingMm[2] / acquiredSpacingMm[2] - 1) > 1e-6) {
    const reason = `slices of a 2-D acquisition are not interpolated; give ${spacingMm[2]} mm for both`;
    refuse("acquiredSpacingMm", acquiredSpacingMm, reason);
  }
  if (Math.abs(Math.hypot(...b0Direction) - 1) > 1e-6) refuse("b0Direction", b0Direction, "give a unit vector");
}

function assertEcho({ echoTimeMs, repetitionTimeMs, echoShifted }: Protocol): void {
  if (echoShifted !== undefined && typeof echoShifted !== "boolean")
    refuse("echoShifted", echoShifted, "give a boolean");
  const first = echoShifted ? repetitionTimeMs : 0;
  if (echoTimeMs >= first && echoTimeMs < first + repetitionTimeMs) return;
  const reason = echoShifted
    ? `a shifted echo lies between one and two TR, ${first} and ${first + repetitionTimeMs} ms; leave echoShifted out for another`
    : `it must be below the TR of ${repetitionTimeMs} ms; give echoShifted for a sequence that reads it after the next pulse`;
  refuse("echoTimeMs", echoTimeMs, reason);
}

function assertThree(name: string, value: unknown, range: readonly [number, number]): void {
  if (!Array.isArray(value) || value.length !== 3) refuse(name, value, "give three numbers");
  for (const part of value as readonly unknown[]) assertNumber(`assertProtocol: ${name}`, part, range);
}

function assertOneOf(name: string, value: unknown, allowed: readonly string[]): void {
  if (!allowed.some((one) => one === value)) refuse(name, value, `give one of ${allowed.join(", ")}`);
}

function refuse(name: string, value: unknown, reason: string): never {
  const message = `assertProtocol: ${name} is ${JSON.stringify(value)}; ${reason}`;
  throw new CmbError("INVALID_ARGUMENT", message, { name, value });
}
