import { CmbError, isCmbError } from "@cmb/core";

/** Waits for what is read of a file of a dataset; a failure that does not name the file gets its path before it. */
export async function atPath<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (isCmbError(error, "VOLUME_INDEX_REQUIRED")) {
      const { volumes } = error.details;
      const message = `${path} holds ${volumes} volumes, and a series is one; put the volume that counts into a 3-D file of its own`;
      throw new CmbError("VOLUME_INDEX_REQUIRED", message, error.details, { cause: error });
    }
    if (!isCmbError(error) || error.message.includes(path)) throw error;
    throw new CmbError(error.code, `${path}: ${error.message}`, error.details, { cause: error });
  }
}
