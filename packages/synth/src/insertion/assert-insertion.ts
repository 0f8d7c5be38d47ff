import { assertKnown, type KnownKeys } from "@cmb/core";
import type { InsertionScan, InsertMicrobleedsOptions } from "./insertion-scan.js";

const SCAN: KnownKeys<InsertionScan> = { magnitude: true, phase: true, swi: true };
const OPTIONS: KnownKeys<InsertMicrobleedsOptions> = {
  ...{ fieldStrengthT: true, echoTimeMs: true, encoding: true, sliceProfile: true, acquiredSpacingMm: true },
  ...{ b0Direction: true, paramagneticPhase: true, swiExponent: true, seed: true, index: true, microbleeds: true },
  ...{ calcifications: true, labels: true, sites: true, allowed: true, noiseDeviation: true },
  ...{ signal: true, onProgress: true },
};

/**
 * Throws for what `insertMicrobleeds` would not hear.
 *
 * @throws CmbError `INVALID_ARGUMENT` for an unknown option, or part of a scan
 * @internal
 */
export function assertInsertion(scan: unknown, options: unknown): void {
  assertKnown<InsertionScan>("insertMicrobleeds: scan", scan, SCAN);
  assertKnown<InsertMicrobleedsOptions>("insertMicrobleeds", options, OPTIONS);
}
