/** What JSON can hold. @since 0.1.0 */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/**
 * A result as JSON data: NaN (undefined) becomes null, ±Infinity the text `"Infinity"` or `"-Infinity"`, typed arrays
 * become lists, fields without a value are left out.
 *
 * @param value - any result of this package
 * @returns plain data that `JSON.stringify` keeps whole
 * @since 0.1.0
 */
export function toJsonValue(value: unknown): JsonValue {
  if (typeof value === "number") {
    if (Number.isNaN(value)) return null;
    return Number.isFinite(value) ? value : String(value);
  }
  if (value === null || value === undefined || typeof value === "function") return null;
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(toJsonValue);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, toJsonValue);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => [name, toJsonValue(each)]),
  );
}
