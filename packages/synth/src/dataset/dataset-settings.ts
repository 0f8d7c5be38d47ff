import { assertKnown, type KnownKeys } from "@cmb/core";
import { assertProtocol } from "../acquisition/assert-protocol.js";
import type { ProtocolPreset } from "../acquisition/draw-protocol.js";
import type { Protocol } from "../acquisition/protocol.js";
import type { InsertionProtocol } from "../insertion/insertion-scan.js";
import type { MicrobleedOptions } from "../objects/draw-microbleeds.js";
import { assertMicrobleedOptions } from "../options/assert-microbleed-options.js";
import { assertMimicCounts } from "../options/assert-mimic-counts.js";
import { assertNumber } from "../options/assert-number.js";
import { assertPreset } from "../options/assert-scan-options.js";
import type { MimicCounts } from "../scene/draw-scene.js";
import { assertInsertionSettings, assertWholeNumber } from "./assert-insertion-settings.js";

/** What a sample is: a whole head, a patch of one, or a real scan with objects put into it. @since 0.1.0 */
export type SampleKind = "head" | "patch" | "insertion";

/** How objects are put into real scans. @since 0.1.0 */
export interface InsertionSettings extends InsertionProtocol {
  /** In each scan; 5 unless given. */
  readonly microbleeds?: number | undefined;
  /** In each scan; none unless given. */
  readonly calcifications?: number | undefined;
  /** What the scans are; by their names unless given: `SWI` for `…_swi.nii.gz`, else `GRE`. */
  readonly contrast?: "GRE" | "SWI" | undefined;
}

/** What decides the bytes of a sample besides seed and number: plain JSON. @since 0.1.0 */
export interface DatasetSettings {
  /** Protocols to draw from; `"mixed"` unless this or `protocol` is given. */
  readonly preset?: ProtocolPreset | undefined;
  /** One protocol for all samples. */
  readonly protocol?: Protocol | undefined;
  readonly microbleeds?: Omit<MicrobleedOptions, "box" | "taken" | "firstId"> | undefined;
  readonly mimics?: MimicCounts | undefined;
  /** Edge of a patch; 48 unless given. */
  readonly sizeMm?: number | undefined;
  /** How many patches of one head follow each other, which saves the seconds that a head takes; 16 unless given. */
  readonly patchesPerHead?: number | undefined;
  /** Size of generated heads relative to an adult's; 1 unless given. Small ones are for trying things out. */
  readonly headScale?: number | undefined;
  readonly insertion?: InsertionSettings | undefined;
}

const CALLER = "settings of a dataset";
const KNOWN: KnownKeys<DatasetSettings> = {
  ...{ preset: true, protocol: true, microbleeds: true, mimics: true, sizeMm: true },
  ...{ patchesPerHead: true, headScale: true, insertion: true },
};
const MICROBLEEDS: KnownKeys<NonNullable<DatasetSettings["microbleeds"]>> = {
  ...{ count: true, flatness: true, medianRadiusMm: true, susceptibilityPpm: true },
};
const INSERTION: KnownKeys<InsertionSettings> = {
  ...{
    microbleeds: true,
    calcifications: true,
    contrast: true,
    fieldStrengthT: true,
    echoTimeMs: true,
    encoding: true,
  },
  ...{ sliceProfile: true, acquiredSpacingMm: true, b0Direction: true, paramagneticPhase: true, swiExponent: true },
};

/**
 * Settings from JSON that somebody wrote, with every key known.
 *
 * @param value - parsed JSON
 * @returns the settings, all of which can be used
 * @throws CmbError `INVALID_ARGUMENT` for what is no object, an unknown key, preset or class, or a value of a wrong kind,
 * `OUT_OF_RANGE` for numbers; as `assertProtocol`
 * @example
 * ```ts
 * import { parseDatasetSettings } from "@cmb/synth";
 * parseDatasetSettings({ preset: "swi-3d", microbleeds: { count: 3 } }).preset; // => "swi-3d"
 * parseDatasetSettings({ prset: "swi-3d" }); // throws INVALID_ARGUMENT
 * ```
 * @since 0.1.0
 */
export function parseDatasetSettings(value: unknown): DatasetSettings {
  assertKnown<DatasetSettings>(CALLER, value, KNOWN);
  const { preset, protocol, microbleeds, mimics, sizeMm, patchesPerHead, headScale, insertion } = value;
  assertPreset(CALLER, preset, protocol);
  if (protocol !== undefined) assertProtocol(protocol);
  if (microbleeds !== undefined) {
    assertKnown(`${CALLER}: microbleeds`, microbleeds, MICROBLEEDS);
    assertMicrobleedOptions(`${CALLER}: microbleeds.`, microbleeds);
  }
  if (mimics !== undefined) assertMimicCounts(`${CALLER}: mimics`, mimics);
  if (sizeMm !== undefined) assertNumber(`${CALLER}: sizeMm`, sizeMm, SIZE_MM);
  if (headScale !== undefined) assertNumber(`${CALLER}: headScale`, headScale, HEAD_SCALE);
  if (patchesPerHead !== undefined) assertWholeNumber(`${CALLER}: patchesPerHead`, patchesPerHead, PATCHES);
  if (insertion !== undefined) {
    assertKnown<InsertionSettings>(`${CALLER}: insertion`, insertion, INSERTION);
    assertInsertionSettings(`${CALLER}: insertion.`, insertion);
  }
  return value as DatasetSettings;
}

/** As `synthesizePatch` and `generateAnatomy` have them, which come after minutes of work. */
const SIZE_MM = [16, 128] as const;
const HEAD_SCALE = [0.1, 2] as const;
const PATCHES = [1, 1e6] as const;
