import { CmbError } from "@cmb/core";

/** Throws when a value is not what its place in a manifest wants. */
export type FieldCheck = (value: unknown, path: string) => void;

/** The error of a field: where it is, what it is, and what it must be. */
export function invalidField(field: string, value: unknown, wants: string): CmbError<"INVALID_MODEL"> {
  const shown = shortText(value);
  return new CmbError("INVALID_MODEL", `${field} is ${shown}; wanted: ${wants}`, { field, value });
}

const LONGEST_SHOWN = 80;

function shortText(value: unknown): string {
  if (value === undefined) return "missing";
  // JSON writes NaN and infinities as null.
  const shown = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? typeof value);
  return shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN - 3)}…` : shown;
}

/** An object with all of `required`, any of `optional` and nothing else. */
export function object(
  required: Readonly<Record<string, FieldCheck>>,
  optional: Readonly<Record<string, FieldCheck>> = {},
): FieldCheck {
  return (value, path) => {
    const names = [...Object.keys(required), ...Object.keys(optional)];
    if (!isRecord(value)) throw invalidField(path, value, `an object with ${Object.keys(required).join(", ")}`);
    const unknown = Object.keys(value).find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw invalidField(`${path}.${unknown}`, value[unknown], `nothing: ${path} has ${names.join(", ")}`);
    }
    for (const [name, check] of Object.entries(required)) check(value[name], `${path}.${name}`);
    for (const [name, check] of Object.entries(optional)) {
      if (Object.hasOwn(value, name)) check(value[name], `${path}.${name}`);
    }
  };
}

/** Any names that `pattern` takes, each with a value of one kind. */
export function table(pattern: RegExp, item: FieldCheck): FieldCheck {
  return (value, path) => {
    if (!isRecord(value)) throw invalidField(path, value, "an object of numbers by name");
    for (const [name, entry] of Object.entries(value)) {
      if (!pattern.test(name)) throw invalidField(`${path}.${name}`, entry, "a name of letters and digits");
      item(entry, `${path}.${name}`);
    }
  };
}

/** A list of `least` to `most` items, no two of which are equal where `distinct` is set. */
export function list(
  item: FieldCheck,
  { least, most, distinct = false }: { readonly least: number; readonly most: number; readonly distinct?: boolean },
): FieldCheck {
  return (value, path) => {
    const count = least === most ? String(least) : `${least} to ${most}`;
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      throw invalidField(path, value, `a list of ${count}`);
    }
    for (const [n, entry] of value.entries()) item(entry, `${path}[${n}]`);
    if (distinct && new Set(value).size < value.length) throw invalidField(path, value, "each only once");
  };
}

export function oneOf<T extends string | number | boolean>(...known: readonly T[]): FieldCheck {
  return (value, path) => {
    if (known.includes(value as T)) return;
    throw invalidField(path, value, known.map((item) => JSON.stringify(item)).join(" or "));
  };
}

/** Text of at most `most` characters that is more than white space. */
export function text(most: number): FieldCheck {
  return (value, path) => {
    if (typeof value === "string" && value.trim() !== "" && value.length <= most) return;
    throw invalidField(path, value, `a text of 1 to ${most} characters`);
  };
}

export function pattern(expression: RegExp, wants: string): FieldCheck {
  return (value, path) => {
    if (typeof value !== "string" || !expression.test(value)) throw invalidField(path, value, wants);
  };
}

/** A finite number from `minimum` to `maximum`, both included. */
export function number(minimum: number = -Infinity, maximum: number = Infinity): FieldCheck {
  return (value, path) => {
    if (Number.isFinite(value) && (value as number) >= minimum && (value as number) <= maximum) return;
    throw invalidField(path, value, `a number${rangeText(minimum, maximum)}`);
  };
}

/** A whole number from `minimum` to `maximum` that `multipleOf` divides. */
export function wholeNumber(minimum: number, maximum: number, multipleOf = 1): FieldCheck {
  return (value, path) => {
    const fits = Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
    if (fits && (value as number) % multipleOf === 0) return;
    const divided = multipleOf === 1 ? "a whole number" : `a multiple of ${multipleOf}`;
    throw invalidField(path, value, `${divided}${rangeText(minimum, maximum)}`);
  };
}

function rangeText(minimum: number, maximum: number): string {
  if (minimum === Number.NEGATIVE_INFINITY) return "";
  return maximum === Number.POSITIVE_INFINITY ? ` of ${minimum} or more` : ` from ${minimum} to ${maximum}`;
}

/** One value for each of the three axes i, j, k. */
export function perAxis(i: FieldCheck, j: FieldCheck = i, k: FieldCheck = j): FieldCheck {
  return (value, path) => {
    if (!Array.isArray(value) || value.length !== 3) throw invalidField(path, value, "three numbers: i, j, k");
    for (const [axis, check] of [i, j, k].entries()) check(value[axis], `${path}[${axis}]`);
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
