import { CmbError } from "@cmb/core";

/** Waits for the file system; its failures become typed. @internal */
export async function attempt<T>(path: string, action: Promise<T>): Promise<T> {
  try {
    return await action;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CmbError("FILE_NOT_WRITABLE", `${path} could not be written (${why})`, { path }, { cause });
  }
}
