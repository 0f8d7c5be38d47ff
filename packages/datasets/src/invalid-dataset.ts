import { CmbError } from "@cmb/core";

/** The error of a folder that is not as its dataset is. */
export function invalidDataset(
  dataset: string,
  path: string,
  message: string,
  cause?: unknown,
): CmbError<"INVALID_DATASET"> {
  return new CmbError("INVALID_DATASET", message, { dataset, path }, cause === undefined ? {} : { cause });
}
