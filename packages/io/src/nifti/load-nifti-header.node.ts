import { type ByteSource, openSource } from "./byte-source.js";
import { inflateInNode } from "./inflate.node.js";
import { openPath } from "./load-nifti.node.js";
import type { LoadNiftiHeaderOptions } from "./load-nifti-header.js";
import type { NiftiInfo } from "./nifti-image.js";
import { pathsToRead, toPath } from "./nifti-path.node.js";
import { openCursor } from "./open-cursor.js";
import { streamHeader } from "./stream-nifti.js";

/**
 * What a NIfTI file on disk, or from any source that the universal `loadNiftiHeader` takes, says about itself; only its
 * start is read.
 *
 * @param source - a path or `file:` URL (for a pair either of its files); or bytes, `Blob`, stream, other `URL`
 * @param options - cap on the header with its extensions, and `signal`
 * @returns header, geometry, extensions and warnings
 * @throws CmbError `FILE_NOT_READABLE`, and all that the universal `loadNiftiHeader` throws
 * @since 0.1.0
 */
export async function loadNiftiHeader(
  source: string | ByteSource,
  options: LoadNiftiHeaderOptions = {},
): Promise<NiftiInfo> {
  const { signal } = options;
  const onDisk = typeof source === "string" || (source instanceof URL && source.protocol === "file:");
  const cursor = onDisk
    ? await openPath(pathsToRead(toPath(source)).header, signal)
    : await openCursor(await openSource(source, signal), inflateInNode);
  try {
    return (await streamHeader(cursor, options)).info;
  } finally {
    cursor.close();
  }
}
