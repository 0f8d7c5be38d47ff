import { CmbError, type CmbErrorCause } from "./cmb-error.js";
import type { CmbErrorCode } from "./errors.js";

/**
 * Whether a value is a {@link CmbError}, of one code if it is given; works across duplicate installs, realms and clones.
 *
 * An error that came through `structuredClone` or `postMessage` has lost its class; this guard gives it back, so that
 * `code` and `details` can be read.
 *
 * @param value - anything, usually what `catch` caught
 * @param code - the only code to accept
 * @returns true for an error of this library, narrowed to `code`
 * @since 0.1.0
 */
export function isCmbError<C extends CmbErrorCode = CmbErrorCode>(value: unknown, code?: C): value is CmbError<C> {
  if (!isError(value) || !isCmbErrorCause(value.cause)) return false;
  if (code !== undefined && value.cause.code !== code) return false;
  if (!("code" in value)) Object.setPrototypeOf(value, CmbError.prototype);
  return true;
}

/** `instanceof` would refuse an error of another realm: a frame, a `vm` context, a clone made in one. */
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === "[object Error]";
}

function isCmbErrorCause(cause: unknown): cause is CmbErrorCause<CmbErrorCode> {
  return (
    typeof cause === "object" && cause !== null && "name" in cause && cause.name === "CmbError" && "details" in cause
  );
}
