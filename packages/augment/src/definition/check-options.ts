import { CmbError } from "@cmb/core";
import type { Option, OptionTable } from "./option.js";

/**
 * Options with their defaults filled in.
 *
 * @throws CmbError `INVALID_ARGUMENT` that names the option, as in `affine.degrees`
 * @internal
 */
export function checkOptions<O>(name: string, table: OptionTable<O>, given: O): Required<O> {
  const options: Readonly<Record<string, Option<unknown>>> = table;
  const values = (given ?? {}) as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(values)) {
    if (Object.hasOwn(options, key)) continue;
    const known = Object.keys(options);
    const wants = known.length === 0 ? "no options" : known.join(", ");
    throw refusedOption(`${name}.${key}`, values[key], `nothing: "${name}" has ${wants}`);
  }
  const filled = Object.entries(options).map(([key, option]) => {
    const value = values[key];
    if (value === undefined) return [key, option.default] as const;
    if (!option.accepts(value)) throw refusedOption(`${name}.${key}`, value, option.wants);
    return [key, value] as const;
  });
  return Object.fromEntries(filled) as Required<O>;
}

/** The error about one option. @internal */
export function refusedOption(name: string, value: unknown, wants: string): CmbError<"INVALID_ARGUMENT"> {
  const shown = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  const short = shown.length > 80 ? `${shown.slice(0, 77)}…` : shown;
  return new CmbError("INVALID_ARGUMENT", `${name} is ${short}; wanted: ${wants}`, { name, value });
}
