import { CmbError } from "@cmb/core";

/** An `INVALID_NIFTI` error whose message names the field, its value and what a valid file has there. */
export function invalidNifti(field: string, value: unknown, expected: string): CmbError<"INVALID_NIFTI"> {
  const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
  return new CmbError("INVALID_NIFTI", `NIfTI header: ${field} is ${shown}; ${expected}`, { field, value });
}
