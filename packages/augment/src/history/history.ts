import { CmbError } from "@cmb/core";
import type { AppliedStep } from "../definition/transform.js";

/** What was done to a scene, in order: plain JSON, all that a replay needs. @since 0.1.0 */
export interface History {
  readonly schemaVersion: 1;
  readonly steps: readonly AppliedStep[];
}

/**
 * A history from JSON, checked for its form. Whether its transforms are known is found by `replay`.
 *
 * @param value - what `JSON.parse` gave
 * @returns the same value, typed
 * @throws CmbError `INVALID_ARGUMENT` that names the place, such as `history.steps[2].name`
 * @since 0.1.0
 */
export function parseHistory(value: unknown): History {
  const record = asRecord("history", value);
  if (record["schemaVersion"] !== 1) throw refused("history.schemaVersion", record["schemaVersion"], "1");
  if (!Array.isArray(record["steps"])) throw refused("history.steps", record["steps"], "a list of steps");
  for (const [n, step] of record["steps"].entries()) {
    const { name, parameters } = asRecord(`history.steps[${n}]`, step);
    if (typeof name !== "string") throw refused(`history.steps[${n}].name`, name, "the name of a transform");
    asRecord(`history.steps[${n}].parameters`, parameters);
  }
  return value as History;
}

function asRecord(name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw refused(name, value, "an object");
}

function refused(name: string, value: unknown, wants: string): CmbError<"INVALID_ARGUMENT"> {
  const message = `${name} is ${JSON.stringify(value) ?? "missing"}; wanted: ${wants}`;
  return new CmbError("INVALID_ARGUMENT", message, { name, value });
}
