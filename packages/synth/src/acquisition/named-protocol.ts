import { CmbError } from "@cmb/core";
import type { Protocol } from "./protocol.js";

/** The cohorts and kinds of clinical scans whose protocols are known by name. @since 0.1.0 */
export const PROTOCOL_NAMES = [
  "valdo-sabre",
  "valdo-rss",
  "valdo-alfa",
  "dou",
  "aibl",
  "rodeja",
  "clinical-swi-3t",
  "clinical-swi-1.5t",
  "clinical-gre-2d",
  "clinical-gre-3d",
] as const;

/** See {@link PROTOCOL_NAMES}. @since 0.1.0 */
export type ProtocolName = (typeof PROTOCOL_NAMES)[number];

/** What most protocols share: an average signal to noise, a receive field and no artefacts. */
const COMMON = {
  b0Direction: [0, 0, 1],
  signalToNoise: 25,
  biasStrength: 0.2,
  ghost: null,
  motion: null,
  sliceProfile: 0.75,
} as const;

/** The filter of most scanners: 64 of 256 lines at 0.94 mm. */
const SWI = { cutoffPerMm: 0.13, exponent: 4, mask: "linear" } as const;

const GRE_2D = { ...COMMON, contrast: "GRE", encoding: "2D", swi: null } as const;
const GRE_3D = { ...COMMON, contrast: "GRE", encoding: "3D", swi: null } as const;
const SWI_3D = { ...COMMON, contrast: "SWI", encoding: "3D", swi: SWI } as const;

function voxels(
  acquiredSpacingMm: readonly [number, number, number],
  spacingMm: readonly [number, number, number] = acquiredSpacingMm,
): Pick<Protocol, "acquiredSpacingMm" | "spacingMm"> {
  return { acquiredSpacingMm, spacingMm };
}

function echo(
  fieldStrengthT: number,
  echoTimeMs: number,
  repetitionTimeMs: number,
  flipAngleDegrees: number,
): Pick<Protocol, "fieldStrengthT" | "echoTimeMs" | "repetitionTimeMs" | "flipAngleDegrees"> {
  return { fieldStrengthT, echoTimeMs, repetitionTimeMs, flipAngleDegrees };
}

// Spacing, TE, TR, angle and field are the medians of the headers of each cohort. Not in the headers, and so assumed: what
// was zero-filled, the slice profile, the phase filter, signal to noise and the receive field; for rodeja TE, TR and angle.
// Voxels acquired for rodeja (0.6 to 0.9 mm are usual for SWI) and valdo-sabre (320 of 512 lines) are those with which real
// lesions of SWI and of GRE come from the same deposits: finer SWI is too deep, coarser GRE too shallow.
const PROTOCOLS: Readonly<Record<ProtocolName, Protocol>> = {
  /** VALDO, SABRE (London): 3 T Philips, 2-D. */
  "valdo-sabre": { ...GRE_2D, ...voxels([0.7, 0.7, 4], [0.45, 0.45, 4]), ...echo(3, 21, 1288, 18) },
  /** VALDO, Rotterdam Scan Study: 1.5 T GE, 3-D. */
  "valdo-rss": { ...GRE_3D, ...voxels([0.78, 0.78, 1.6], [0.49, 0.49, 0.8]), ...echo(1.5, 31, 45, 13) },
  /** VALDO, ALFA (Barcelona): 3 T GE, 2-D. */
  "valdo-alfa": { ...GRE_2D, ...voxels([1, 1, 3]), ...echo(3, 23, 1300, 15) },
  /**
   * Dou et al. 2016 (Hong Kong): 3 T Philips, slices of 2 mm interpolated to 1 mm. TE 24 and TR 17 ms as published, which only
   * a sequence with shifted echoes can do.
   */
  dou: { ...SWI_3D, ...voxels([0.9, 0.9, 2], [0.45, 0.45, 1]), ...echo(3, 24, 17, 20), echoShifted: true },
  /** AIBL, in the data of Momeni et al. 2021: 3 T Siemens. */
  aibl: { ...SWI_3D, ...voxels([0.94, 0.94, 1.75]), ...echo(3, 20, 27, 20) },
  /** RODEJA (Copenhagen). */
  rodeja: { ...SWI_3D, ...voxels([0.8, 0.8, 1.5], [0.3, 0.3, 1]), ...echo(3, 20, 30, 15) },
  /** Clinical SWI at 3 T. */
  "clinical-swi-3t": { ...SWI_3D, ...voxels([0.86, 0.86, 1.9]), ...echo(3, 20, 27, 15) },
  /** Clinical SWI at 1.5 T. */
  "clinical-swi-1.5t": { ...SWI_3D, ...voxels([0.94, 0.94, 2]), ...echo(1.5, 40, 49, 15) },
  /** Clinical T2*, 2-D, with gaps. */
  "clinical-gre-2d": {
    ...GRE_2D,
    ...voxels([0.94, 0.94, 5.5], [0.47, 0.47, 5.5]),
    sliceProfile: 0.9,
    ...echo(1.5, 25, 650, 20),
  },
  /** Clinical T2*, 3-D with short TR and long TE. */
  "clinical-gre-3d": { ...GRE_3D, ...voxels([0.86, 0.86, 3], [0.43, 0.43, 3]), ...echo(1.5, 48, 74, 15) },
};

/**
 * The protocol of a cohort that microbleeds were studied in, or of a kind of clinical scan.
 *
 * Spacing, TE, TR, flip angle and field are those of its headers; the rest is assumed (see the source). The TE of `dou` is above
 * its TR, as published, so it has `echoShifted`.
 *
 * @param name - see {@link PROTOCOL_NAMES}
 * @returns plain data; change it by a spread
 * @throws CmbError `INVALID_ARGUMENT` when there is no such name
 * @example
 * ```ts
 * import { namedProtocol } from "@cmb/synth";
 * const { fieldStrengthT, echoTimeMs, spacingMm } = namedProtocol("valdo-alfa");
 * [fieldStrengthT, echoTimeMs, ...spacingMm]; // => [3, 23, 1, 1, 3]
 * ```
 * @since 0.1.0
 */
export function namedProtocol(name: ProtocolName): Protocol {
  if (PROTOCOL_NAMES.includes(name)) return PROTOCOLS[name];
  const message = `namedProtocol: there is no protocol ${JSON.stringify(name)}; give one of ${PROTOCOL_NAMES.join(", ")}`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "name", value: name });
}
