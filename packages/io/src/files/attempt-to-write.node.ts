import { CmbError } from "@cmb/core";

/**
 * Waits for the file system; a failure becomes typed.
 *
 * @param path - what the error names
 * @param action - the write, the making of a folder, the removal
 * @returns what the action gave
 * @throws CmbError `FILE_NOT_WRITABLE` with the path and the reason
 * @since 0.1.0
 */
export async function attemptToWrite<T>(path: string, action: Promise<T>): Promise<T> {
  try {
    return await action;
  } catch (cause) {
    throw notWritable(path, cause);
  }
}

/** The error of a path that could not be written. @internal */
export function notWritable(path: string, cause: unknown): CmbError<"FILE_NOT_WRITABLE"> {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new CmbError("FILE_NOT_WRITABLE", `${path} could not be written (${why})`, { path }, { cause });
}
