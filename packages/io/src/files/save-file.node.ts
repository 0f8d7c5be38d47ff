import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { notWritable } from "./attempt-to-write.node.js";

/** What {@link saveFile} takes. @since 0.1.0 */
export interface SaveFileOptions {
  /** Stops the work; the promise then rejects with the signal's reason and no file is left. */
  readonly signal?: AbortSignal | undefined;
}

/** A file that is being written beside its final place. */
export interface PendingFile {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Puts the file in its place. */
  readonly commit: () => Promise<void>;
  /** Removes what was written; does nothing after {@link PendingFile.commit}. */
  readonly discard: () => Promise<void>;
}

/**
 * Writes a file whole or not at all: under a temporary name in the same folder, renamed when everything is written. An interrupted
 * process leaves no half of a file; against a loss of power that is up to the file system.
 *
 * @param data - text (as UTF-8) or bytes
 * @param path - of the file; one that is there is replaced, and keeps its content when this fails
 * @param options - `signal`
 * @throws CmbError `FILE_NOT_WRITABLE`; the signal's reason when aborted
 * @since 0.1.0
 */
export async function saveFile(
  data: string | Uint8Array,
  path: string,
  { signal }: SaveFileOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const file = await createPendingFile(path);
  try {
    await file.write(typeof data === "string" ? new TextEncoder().encode(data) : data);
    signal?.throwIfAborted();
    await file.commit();
  } finally {
    await file.discard();
  }
}

/** Opens a temporary file beside `path`. */
export async function createPendingFile(path: string): Promise<PendingFile> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  const handle = await open(temporary, "wx").catch((cause: unknown) => {
    throw notWritable(path, cause);
  });
  let done = false;
  const attempt = <T>(action: Promise<T>): Promise<T> =>
    action.catch((cause: unknown) => {
      throw notWritable(path, cause);
    });
  return {
    write: (bytes) => attempt(writeAll(handle, bytes)),
    commit: async () => {
      await handle.close();
      await attempt(rename(temporary, path));
      done = true;
    },
    discard: async () => {
      if (done) return;
      done = true;
      await handle.close().catch(() => {});
      await rm(temporary, { force: true });
    },
  };
}

type Handle = Awaited<ReturnType<typeof open>>;

async function writeAll(handle: Handle, bytes: Uint8Array): Promise<void> {
  // One call to the system writes at most 2 GiB.
  for (let at = 0; at < bytes.length; )
    at += (await handle.write(bytes, at, Math.min(bytes.length - at, 2 ** 30))).bytesWritten;
}
