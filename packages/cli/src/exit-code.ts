import { type CmbErrorCode, isCmbError } from "@cmb/core";

/**
 * How a command ended: 0 done, 1 unexpected or not written, 2 usage, 65 bad data, 66 missing input, 69 model or device
 * unavailable, 130 interrupted.
 *
 * @since 0.1.0
 */
export type ExitCode = 0 | 1 | 2 | 65 | 66 | 69 | 130;

const CODES: Readonly<Record<CmbErrorCode, ExitCode>> = {
  INVALID_ARGUMENT: 2,
  INVALID_CASE: 65,
  SHAPE_MISMATCH: 65,
  SINGULAR_AFFINE: 65,
  OUT_OF_RANGE: 65,
  EMPTY_VOLUME: 65,
  INVALID_NIFTI: 65,
  TRUNCATED_DATA: 65,
  CORRUPT_DATA: 65,
  UNSUPPORTED_FORMAT: 65,
  TOO_LARGE: 65,
  NOT_REPRESENTABLE: 65,
  VOLUME_INDEX_REQUIRED: 65,
  UNSUITABLE_INPUT: 65,
  INVALID_DATASET: 65,
  LESION_LOST: 65,
  FILE_NOT_READABLE: 66,
  FETCH_FAILED: 66,
  MODEL_NOT_FOUND: 69,
  INVALID_MODEL: 69,
  WEIGHTS_MISMATCH: 69,
  BACKEND_UNAVAILABLE: 69,
  PROGRAM_UNAVAILABLE: 69,
  FILE_NOT_WRITABLE: 1,
  PROGRAM_FAILED: 1,
  RESOURCE_CLOSED: 1,
};

/**
 * The exit code that says why a command failed.
 *
 * @param error - what was thrown
 * @returns the code of a `CmbError`; 1 for anything else
 * @since 0.1.0
 */
export function exitCodeOf(error: unknown): ExitCode {
  return isCmbError(error) ? (CODES[error.code] ?? 1) : 1;
}

/** From the most to the least serious: what is wrong with the program, with the machine, with the input, with nothing. */
const BY_SERIOUSNESS: readonly ExitCode[] = [130, 1, 69, 66, 65, 2, 0];

/**
 * The exit code of a command that did several things.
 *
 * @param codes - how each of them ended
 * @returns the most serious; 0 for none
 * @since 0.1.0
 */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return BY_SERIOUSNESS.find((code) => codes.includes(code)) ?? 0;
}
