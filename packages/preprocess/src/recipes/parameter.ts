/** What a step of a recipe allows for one of its parameters. */
export interface Parameter {
  /** In the words of an error message: "a number above 0". */
  readonly wants: string;
  readonly accepts: (value: unknown) => boolean;
  /** Whether it may be left out; no unless given. */
  readonly optional?: boolean | undefined;
}

/** The parameters of a step by name; every name of `S` but "step", so that a forgotten one does not compile. */
export type ParameterTable<S> = { readonly [name in Exclude<keyof S, "step">]-?: Parameter };

export function oneOf(...words: readonly string[]): Parameter {
  return {
    wants: words.map((word) => `"${word}"`).join(" or "),
    accepts: (value) => words.some((word) => word === value),
  };
}

/** A finite number within the limits, both included unless `above` is given. */
export function number({ above, minimum }: { readonly above?: number; readonly minimum?: number } = {}): Parameter {
  const limit = above === undefined ? "" : ` above ${above}`;
  return {
    wants: `a number${minimum === undefined ? limit : ` of ${minimum} or more`}`,
    accepts: (value) =>
      typeof value === "number" &&
      Number.isFinite(value) &&
      (above === undefined || value > above) &&
      (minimum === undefined || value >= minimum),
  };
}

export function wholeNumber(minimum: number): Parameter {
  return {
    wants: `a whole number of ${minimum} or more`,
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= minimum,
  };
}

/** A list of `length` values, or of two or more where that is not given. */
export function listOf(item: Parameter, length?: number): Parameter {
  return {
    wants: `a list of ${length ?? "two or more"} of: ${item.wants}`,
    accepts: (value) =>
      Array.isArray(value) &&
      (length === undefined ? value.length >= 2 : value.length === length) &&
      value.every(item.accepts),
  };
}

/** Either of two kinds. */
export function either(first: Parameter, second: Parameter): Parameter {
  return {
    wants: `${first.wants}, or ${second.wants}`,
    accepts: (value) => first.accepts(value) || second.accepts(value),
  };
}

export function optional(parameter: Parameter): Parameter {
  return { ...parameter, optional: true };
}

/** A text that `accepts` takes. */
export function text(wants: string, accepts: (value: string) => boolean): Parameter {
  return { wants, accepts: (value) => typeof value === "string" && accepts(value) };
}
