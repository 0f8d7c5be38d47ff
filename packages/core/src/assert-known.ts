import { CmbError } from "./cmb-error.js";

/** Every key that an options object may have: the type checker asks for all of them and no others. @since 0.1.0 */
export type KnownKeys<T> = { readonly [K in keyof T]-?: true };

/**
 * Throws for what is no object and for a key that is not known, so that no misspelt option goes unheard.
 *
 * @param at - the function that was called and, within its options, where the object is; `insertMicrobleeds` or
 * `assertProtocol: swi`
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function assertKnown<T>(
  at: string,
  value: unknown,
  known: KnownKeys<T>,
): asserts value is { readonly [K in keyof T]?: unknown } {
  const [caller, within] = at.split(": ");
  const keys = Object.keys(known).join(", ");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const shown = value === undefined ? "undefined" : JSON.stringify(value);
    const message = `${caller}: ${within ?? "what is given"} is ${shown}; an object with some of ${keys} is needed`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: within ?? "options", value });
  }
  for (const [key, given] of Object.entries(value)) {
    if (Object.hasOwn(known, key)) continue;
    const name = within === undefined ? key : `${within}.${key}`;
    throw new CmbError("INVALID_ARGUMENT", `${caller}: ${name} is unknown; there are ${keys}`, { name, value: given });
  }
}
