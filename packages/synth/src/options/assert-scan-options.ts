import { assertKnown, CmbError, type KnownKeys } from "@cmb/core";
import { assertProtocol } from "../acquisition/assert-protocol.js";
import { PROTOCOL_PRESETS } from "../acquisition/draw-protocol.js";
import type { SynthesizeHeadOptions } from "../synthesize-head.js";
import type { SynthesizePatchOptions } from "../synthesize-patch.js";
import { assertMicrobleedOptions } from "./assert-microbleed-options.js";
import { assertMimicCounts } from "./assert-mimic-counts.js";
import { assertNumber } from "./assert-number.js";

const HEAD: KnownKeys<SynthesizeHeadOptions> = {
  ...{ seed: true, index: true, head: true, anatomy: true, preset: true, protocol: true },
  ...{ microbleeds: true, mimics: true, signal: true, onProgress: true, workers: true },
};
const { workers, ...COMMON } = HEAD;
const PATCH: KnownKeys<SynthesizePatchOptions> = { ...COMMON, centreMm: true, sizeMm: true };

/** The coordinates of a head are well within. */
const COORDINATES_MM = [-1e4, 1e4] as const;

/**
 * Throws unless a scan can be made from options, before its head is, which takes seconds.
 *
 * @throws CmbError `INVALID_ARGUMENT` for unknown options, values of a wrong kind, and a preset beside a protocol;
 * `OUT_OF_RANGE` for numbers; as `assertProtocol`
 * @internal
 */
export function assertScanOptions(caller: "synthesizePatch" | "synthesizeHead", options: unknown): void {
  if (caller === "synthesizeHead") assertKnown<SynthesizeHeadOptions>(caller, options, HEAD);
  else assertKnown<SynthesizePatchOptions>(caller, options, PATCH);
  const { preset, protocol, microbleeds, mimics, centreMm } = options as { readonly [name: string]: unknown };
  assertPreset(caller, preset, protocol);
  if (protocol !== undefined) assertProtocol(protocol);
  if (microbleeds !== undefined) assertMicrobleedOptions(`${caller}: microbleeds.`, microbleeds);
  if (mimics !== undefined) assertMimicCounts(`${caller}: mimics`, mimics);
  if (centreMm === undefined) return;
  if (!Array.isArray(centreMm) || centreMm.length !== 3) {
    const message = `${caller}: centreMm is ${JSON.stringify(centreMm)}; give three coordinates`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "centreMm", value: centreMm });
  }
  for (const coordinate of centreMm) assertNumber(`${caller}: centreMm`, coordinate, COORDINATES_MM);
}

/**
 * Throws for a preset that there is not, and for one beside a protocol, which would go unheard.
 *
 * @throws CmbError `INVALID_ARGUMENT`
 * @internal
 */
export function assertPreset(caller: string, preset: unknown, protocol: unknown): void {
  if (preset === undefined) return;
  if (!PROTOCOL_PRESETS.some((known) => known === preset)) {
    const message = `${caller}: there is no preset ${JSON.stringify(preset)}; give one of ${PROTOCOL_PRESETS.join(", ")}`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "preset", value: preset });
  }
  if (protocol === undefined) return;
  const message = `${caller}: there is a preset beside the protocol; give one of both`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "preset", value: preset });
}
