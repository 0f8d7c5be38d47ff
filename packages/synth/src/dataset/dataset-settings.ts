import { CmbError } from "@cmb/core";
import { assertProtocol } from "../acquisition/assert-protocol.js";
import { PROTOCOL_PRESETS, type ProtocolPreset } from "../acquisition/draw-protocol.js";
import type { Protocol } from "../acquisition/protocol.js";
import type { InsertionProtocol } from "../insertion/insertion-scan.js";
import type { MicrobleedOptions } from "../objects/draw-microbleeds.js";
import { OBJECT_CLASSES } from "../objects/scene-object.js";
import type { MimicCounts } from "../scene/draw-scene.js";

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

const KEYS = [
  "preset",
  "protocol",
  "microbleeds",
  "mimics",
  "sizeMm",
  "patchesPerHead",
  "headScale",
  "insertion",
] as const;
const MICROBLEED_KEYS = ["count", "flatness", "medianRadiusMm", "susceptibilityPpm"] as const;
const INSERTION_KEYS = [
  "microbleeds",
  "calcifications",
  "contrast",
  "fieldStrengthT",
  "echoTimeMs",
  "encoding",
  "sliceProfile",
  "acquiredSpacingMm",
  "b0Direction",
  "paramagneticPhase",
  "swiExponent",
] as const;

/**
 * Settings from JSON that somebody wrote, with every key known.
 *
 * @param value - parsed JSON
 * @returns the settings; numbers out of range are found where they are used, those of a protocol here
 * @throws CmbError `INVALID_ARGUMENT` for what is no object, an unknown key, preset or class; as `assertProtocol`
 * @example
 * ```ts
 * import { parseDatasetSettings } from "@cmb/synth";
 * parseDatasetSettings({ preset: "swi-3d", microbleeds: { count: 3 } }).preset; // => "swi-3d"
 * parseDatasetSettings({ prset: "swi-3d" }); // throws INVALID_ARGUMENT
 * ```
 * @since 0.1.0
 */
export function parseDatasetSettings(value: unknown): DatasetSettings {
  const settings = objectOf("", value, KEYS);
  const { preset, protocol, microbleeds, mimics, sizeMm, patchesPerHead, headScale, insertion } = settings;
  if (preset !== undefined && !PROTOCOL_PRESETS.some((known) => known === preset)) {
    throw refused("preset", preset, `there is no such preset; give one of ${PROTOCOL_PRESETS.join(", ")}`);
  }
  if (preset !== undefined && protocol !== undefined) {
    throw refused("protocol", protocol, "there is a preset too; give one of both");
  }
  if (protocol !== undefined) assertProtocol(protocol as Protocol);
  if (microbleeds !== undefined) objectOf("microbleeds", microbleeds, MICROBLEED_KEYS);
  if (mimics !== undefined) {
    const classes = OBJECT_CLASSES.filter((name) => name !== "microbleed");
    for (const [name, count] of Object.entries(objectOf("mimics", mimics, classes)))
      assertCount(`mimics.${name}`, count);
  }
  for (const [name, number] of Object.entries({ sizeMm, patchesPerHead, headScale })) {
    if (number !== undefined) assertCount(name, number);
  }
  if (insertion !== undefined) objectOf("insertion", insertion, INSERTION_KEYS);
  return settings as DatasetSettings;
}

function objectOf(name: string, value: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw refused(name, value, `an object with some of ${keys.join(", ")} is needed`);
  }
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown === undefined) return value as Readonly<Record<string, unknown>>;
  throw refused(name === "" ? unknown : `${name}.${unknown}`, value, `it is unknown; there are ${keys.join(", ")}`);
}

function assertCount(name: string, value: unknown): void {
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return;
  throw refused(name, value, "a number of at least 0 is needed");
}

function refused(name: string, value: unknown, why: string): CmbError<"INVALID_ARGUMENT"> {
  const about = name === "" ? "settings of a dataset" : `settings of a dataset: ${name}`;
  return new CmbError("INVALID_ARGUMENT", `${about}: ${why}`, { name: name === "" ? "settings" : name, value });
}
