import type { CmbErrorCode, CmbErrorDetails, CmbErrorJson } from "./errors.js";

/** What a {@link CmbError} carries in `cause`. @since 0.1.0 */
export interface CmbErrorCause<C extends CmbErrorCode> {
  /** Tells this cause from that of a foreign error; the class is lost on the way through `structuredClone`. */
  readonly name: "CmbError";
  readonly code: C;
  readonly details: CmbErrorDetails[C];
  /** The error underneath, where there is one. */
  readonly cause?: unknown;
}

/**
 * The one error class of the `@cmb` packages; `code` says what kind, `details` holds the numbers, `message` what to do.
 *
 * `structuredClone` and `postMessage` keep only `message`, `stack` and `cause` of an error. Code and details therefore
 * live in `cause`, and {@link isCmbError} gives a clone its class back. Cancellation is not a `CmbError`: it rejects
 * with the signal's own reason.
 *
 * @example
 * ```ts
 * import { CmbError, isCmbError } from "@cmb/core";
 * const error = new CmbError("OUT_OF_RANGE", "sigmaMm is -1; give a positive length", { name: "sigmaMm", value: -1 });
 * const clone: unknown = structuredClone(error);
 * isCmbError(clone, "OUT_OF_RANGE") && clone.details.value; // => -1
 * ```
 * @since 0.1.0
 */
export class CmbError<C extends CmbErrorCode = CmbErrorCode> extends Error {
  declare readonly cause: CmbErrorCause<C>;

  /**
   * @param code - the kind of failure
   * @param message - what is wrong, with the numbers, and what to do
   * @param details - the data that belongs to `code`
   * @param options - `cause`: the error underneath
   */
  constructor(code: C, message: string, details: CmbErrorDetails[C], options: { readonly cause?: unknown } = {}) {
    const own = { name: "CmbError", code, details } satisfies CmbErrorCause<C>;
    super(message, { cause: "cause" in options ? { ...own, cause: options.cause } : own });
  }

  override get name(): "CmbError" {
    return "CmbError";
  }

  /** The kind of failure. */
  get code(): C {
    return this.cause.code;
  }

  /** The data that belongs to {@link CmbError.code}. */
  get details(): CmbErrorDetails[C] {
    return this.cause.details;
  }

  /** Plain data for `JSON.stringify`, without stack and underlying error; {@link cmbErrorFromJson} is the way back. */
  toJSON(): CmbErrorJson<C> {
    return { name: this.name, code: this.code, message: this.message, details: this.details };
  }
}

/**
 * The error that {@link CmbError.toJSON} wrote, as an error again.
 *
 * @param json - what `toJSON` returned
 * @returns a new error with the same code, message and details; the stack is the one of this call
 * @since 0.1.0
 */
export function cmbErrorFromJson<C extends CmbErrorCode>(json: CmbErrorJson<C>): CmbError<C> {
  return new CmbError(json.code, json.message, json.details);
}
