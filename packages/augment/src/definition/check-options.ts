import { CmbError } from "@cmb/core";
import type { Option, OptionTable } from "./option.js";

/** What each option may be, whether or not it has a default. @internal */
export type OptionChecks<O> = { readonly [name in keyof O]-?: Pick<Option<unknown>, "wants" | "accepts"> };

/**
 * Options with their defaults filled in.
 *
 * @throws CmbError `INVALID_ARGUMENT` that names the option, as in `affine.degrees`
 * @internal
 */
export function checkOptions<O>(name: string, table: OptionTable<O>, given: O): Required<O> {
  assertOptions(name, table, given);
  const options: Readonly<Record<string, Option<unknown>>> = table;
  const values = (given ?? {}) as Readonly<Record<string, unknown>>;
  const filled = Object.entries(options).map(
    ([key, option]) => [key, values[key] === undefined ? option.default : values[key]] as const,
  );
  return Object.fromEntries(filled) as Required<O>;
}

/**
 * Throws for an option that is not known, or holds what it must not; one that is `undefined` is not given.
 *
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @internal
 */
export function assertOptions<O>(name: string, checks: OptionChecks<O>, given: O): void {
  const known: Readonly<Record<string, Pick<Option<unknown>, "wants" | "accepts">>> = checks;
  if (given !== undefined && given !== null && (typeof given !== "object" || Array.isArray(given))) {
    throw refusedOption(`${name}.options`, given, "an object with options");
  }
  for (const [key, value] of Object.entries(given ?? {})) {
    if (!Object.hasOwn(known, key)) {
      const names = Object.keys(known);
      const wants = names.length === 0 ? "no options" : names.join(", ");
      throw refusedOption(`${name}.${key}`, value, `nothing: "${name}" has ${wants}`);
    }
    const option = known[key];
    if (value !== undefined && option?.accepts(value) === false) {
      throw refusedOption(`${name}.${key}`, value, option.wants);
    }
  }
}

/** The error about one option. @internal */
export function refusedOption(name: string, value: unknown, wants: string): CmbError<"INVALID_ARGUMENT"> {
  const shown = typeof value === "number" ? String(value) : (JSON.stringify(value, readable) ?? String(value));
  const short = shown.length > 80 ? `${shown.slice(0, 77)}…` : shown;
  return new CmbError("INVALID_ARGUMENT", `${name} is ${short}; wanted: ${wants}`, { name, value });
}

/** JSON writes null for NaN, and leaves a function out. */
function readable(_key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return typeof value === "function" ? "function" : value;
}
