import { CmbError } from "@cmb/core";

/** Throws `INVALID_ARGUMENT` unless a value is one of the words: options also come from untyped code. */
export function assertOneOf(
  operation: string,
  { name, value }: { readonly name: string; readonly value: unknown },
  words: readonly string[],
): void {
  if (words.some((word) => word === value)) return;
  const choices = words.map((word) => `"${word}"`).join(", ");
  const message = `${operation}: ${name} is ${JSON.stringify(value)}; give one of ${choices}`;
  throw new CmbError("INVALID_ARGUMENT", message, { name, value });
}
