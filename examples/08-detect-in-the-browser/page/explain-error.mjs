import { isCmbError } from "@cmb/core";

/**
 * What went wrong, as the sentence of the typed error, and what a person can do about it here.
 *
 * @param {unknown} error - as it came from the worker: `isCmbError` gives it its class back
 * @returns {{ sentence: string, code: string, remedy: "force" | "volume" | undefined }}
 */
export function explainError(error) {
  if (!isCmbError(error)) {
    const text = error instanceof Error ? error.message : String(error);
    return { sentence: text, code: "unexpected", remedy: undefined };
  }
  if (isCmbError(error, "UNSUITABLE_INPUT")) {
    const failed = error.details.checks.filter(({ severity }) => severity === "error");
    return { sentence: failed.map(({ message }) => message).join(" "), code: error.code, remedy: "force" };
  }
  if (isCmbError(error, "INVALID_NIFTI")) {
    const sentence = `${error.message}. DICOM has to be converted first, for example by dcm2niix`;
    return { sentence, code: error.code, remedy: undefined };
  }
  const remedy = isCmbError(error, "VOLUME_INDEX_REQUIRED") ? "volume" : undefined;
  return { sentence: error.message, code: error.code, remedy };
}
