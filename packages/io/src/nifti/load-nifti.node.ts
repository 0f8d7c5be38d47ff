import type { ByteCursor } from "./byte-cursor.js";
import { type ByteSource, openSource } from "./byte-source.js";
import { inflateInNode } from "./inflate.node.js";
import { isPair, type NiftiPair } from "./load-nifti.js";
import type { NiftiImage } from "./nifti-image.js";
import { pathsToRead, toPath } from "./nifti-path.node.js";
import { openCursor } from "./open-cursor.js";
import { openFile } from "./open-file.node.js";
import { type LoadNiftiOptions, streamNifti } from "./stream-nifti.js";

/**
 * One volume out of a NIfTI file on disk or from any source that the universal `loadNifti` takes, inflated by zlib.
 *
 * Either file of a pair stands for both, and `.hdr.gz` may go with `.img`: what is there is found.
 *
 * @param source - a path or `file:` URL; or bytes, `Blob`, stream, other `URL`; or header and image of a pair
 * @param options - volume, cap, `signal` and `onProgress` (in bytes)
 * @returns volume, header, extensions and warnings
 * @throws CmbError `FILE_NOT_READABLE`, and all that the universal `loadNifti` throws; the signal's reason when aborted
 * @since 0.1.0
 */
export async function loadNifti(
  source: string | ByteSource | NiftiPair,
  options: LoadNiftiOptions = {},
): Promise<NiftiImage> {
  const { signal } = options;
  if (typeof source === "string" || (source instanceof URL && source.protocol === "file:")) {
    const { header, image } = pathsToRead(toPath(source));
    const openImage = image === undefined ? undefined : () => openPath(image, signal);
    return streamNifti({ cursor: await openPath(header, signal), openImage }, options);
  }
  const open = async (part: ByteSource) => openCursor(await openSource(part, signal), inflateInNode);
  if (!isPair(source)) return streamNifti({ cursor: await open(source) }, options);
  return streamNifti({ cursor: await open(source.header), openImage: () => open(source.image) }, options);
}

/** A cursor over the uncompressed bytes of a file. */
export async function openPath(path: string, signal: AbortSignal | undefined): Promise<ByteCursor> {
  return openCursor(await openFile(path, signal), inflateInNode);
}
