import { CmbError } from "@cmb/core";
import type { Criterion } from "../matching/match-rule.js";
import type { Protocol, ProtocolParameters } from "./protocol.js";

/** Parameters to change, and three that reach into the criterion or both thresholds. @since 0.1.0 */
export interface ProtocolOverrides extends Partial<ProtocolParameters> {
  /** Largest centre distance; for criteria that measure one. */
  readonly toleranceMm?: number;
  /** Smallest IoU or Dice; for criteria that measure one. */
  readonly minimum?: number;
  /** Threshold of the prediction; its side of the threshold stays. */
  readonly threshold?: number;
}

/**
 * A protocol with other parameters. It loses its plain name: the id gets a star, whatever the new values are, unless
 * nothing changes.
 *
 * @param protocol - the start
 * @param overrides - what to change
 * @returns a new protocol
 * @throws CmbError `INVALID_ARGUMENT` for a name that no parameter has, or one that this criterion does not use;
 * `OUT_OF_RANGE` for a number that is negative or not finite
 * @example
 * ```ts
 * import { getProtocol, overrideProtocol } from "@cmb/metrics";
 * overrideProtocol(getProtocol("centroid-3mm"), { toleranceMm: 5 }).id; // => "centroid-3mm*"
 * ```
 * @since 0.1.0
 */
export function overrideProtocol(protocol: Protocol, overrides: ProtocolOverrides): Protocol {
  const { toleranceMm, minimum, threshold, ...direct } = overrides;
  for (const name of Object.keys(direct)) {
    if (name in protocol.parameters) continue;
    const message = `overrideProtocol: ${name} is no parameter of ${protocol.id}; the parameters are ${Object.keys(protocol.parameters).join(", ")}`;
    throw new CmbError("INVALID_ARGUMENT", message, { name, value: direct[name as keyof typeof direct] });
  }
  const chosen = Object.fromEntries(Object.entries(direct).filter(([, value]) => value !== undefined));
  let parameters: ProtocolParameters = { ...protocol.parameters, ...chosen };
  if (threshold !== undefined) {
    const predictionForeground = { ...parameters.predictionForeground, threshold: checked("threshold", threshold) };
    parameters = { ...parameters, predictionForeground };
  }
  if (toleranceMm !== undefined) {
    const criterion = withTolerance(parameters.criterion, checked("toleranceMm", toleranceMm), protocol.id);
    parameters = { ...parameters, criterion };
  }
  if (minimum !== undefined) {
    const criterion = withMinimum(parameters.criterion, checked("minimum", minimum), protocol.id);
    parameters = { ...parameters, criterion };
  }
  if (JSON.stringify(parameters) === JSON.stringify(protocol.parameters)) return protocol;
  return { ...protocol, id: protocol.id.endsWith("*") ? protocol.id : `${protocol.id}*`, parameters };
}

function withTolerance(criterion: Criterion, toleranceMm: number, id: string): Criterion {
  if (criterion.by === "centreDistance") return { ...criterion, toleranceMm };
  if (criterion.by === "pointInMask") return { ...criterion, orWithinMm: toleranceMm };
  const message = `overrideProtocol: ${id} matches by ${criterion.by} and has no tolerance in mm; give another criterion`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "toleranceMm", value: toleranceMm });
}

function withMinimum(criterion: Criterion, minimum: number, id: string): Criterion {
  if (criterion.by === "iou" || criterion.by === "dice") return { ...criterion, minimum };
  const message = `overrideProtocol: ${id} matches by ${criterion.by} and has no minimum share; give another criterion`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "minimum", value: minimum });
}

function checked(name: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  const message = `overrideProtocol: ${name} is ${value}; give a finite number of at least 0`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0 });
}
