/** What one option of a transform may be. @since 0.1.0 */
export interface Option<T> {
  /** What it is unless given. */
  readonly default: T;
  /** In the words of an error message: "a number above 0". */
  readonly wants: string;
  /** Whether a value may be given. */
  readonly accepts: (value: unknown) => boolean;
}

/** The options of a transform by name; every name of `O`, so that a forgotten one does not compile. @since 0.1.0 */
export type OptionTable<O> = { readonly [name in keyof O]-?: Option<Exclude<O[name], undefined>> };

/** One of some words. @internal */
export function wordOption<T extends string>(fallback: T, words: readonly T[]): Option<T> {
  return {
    default: fallback,
    wants: words.map((word) => `"${word}"`).join(" or "),
    accepts: (value) => words.some((word) => word === value),
  };
}

/** Limits of a number, both included unless said otherwise. @internal */
export interface NumberLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  /** Limits that are not included. */
  readonly above?: number;
  readonly below?: number;
  readonly whole?: boolean;
}

/** One finite number that is not drawn. @internal */
export function numberOption(fallback: number, limits: NumberLimits = {}): Option<number> {
  return {
    default: fallback,
    wants: wantedNumber(limits),
    accepts: (value) => isNumberWithin(value, limits),
  };
}

/** A number without a default: for options that may be left out. @internal */
export function numberCheck(limits: NumberLimits): Pick<Option<number>, "wants" | "accepts"> {
  return { wants: wantedNumber(limits), accepts: (value) => isNumberWithin(value, limits) };
}

/** What only a type can check. @internal */
export const ANY_CHECK: Pick<Option<unknown>, "wants" | "accepts"> = { wants: "anything", accepts: () => true };

/** Anything that `accepts` takes. @internal */
export function anyOption<T>(fallback: T, wants: string, accepts: (value: unknown) => boolean): Option<T> {
  return { default: fallback, wants, accepts };
}

/** A list of three numbers. @internal */
export function tripleOption(
  fallback: readonly [number, number, number],
  limits: NumberLimits = {},
): Option<readonly [number, number, number]> {
  return {
    default: fallback,
    wants: `three of: ${wantedNumber(limits)}`,
    accepts: (value) => Array.isArray(value) && value.length === 3 && value.every((one) => isNumberWithin(one, limits)),
  };
}

export function isNumberWithin(value: unknown, limits: NumberLimits): value is number {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = limits;
  const { above = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY, whole = false } = limits;
  if (typeof value !== "number" || !Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) return false;
  return value >= minimum && value <= maximum && value > above && value < below;
}

export function wantedNumber({ minimum, maximum, above, below, whole = false }: NumberLimits): string {
  const limits = [
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(maximum === undefined ? [] : [`up to ${maximum}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  return [whole ? "a whole number" : "a number", ...limits].join(" ");
}
