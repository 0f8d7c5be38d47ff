import { type ByteSource, openSource } from "./byte-source.js";
import { inflate } from "./inflate.js";
import type { NiftiInfo } from "./nifti-image.js";
import { openCursor } from "./open-cursor.js";
import { streamHeader } from "./stream-nifti.js";
import type { ReadNiftiOptions } from "./voxel-layout.js";

/** What {@link loadNiftiHeader} takes. @since 0.1.0 */
export interface LoadNiftiHeaderOptions extends Pick<ReadNiftiOptions, "maxBytes"> {
  /** Stops the work; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a NIfTI file says about itself, from any source, gzip or not; only its start is read.
 *
 * @param source - bytes, `Blob`, `File`, stream or `URL` of a `.nii`, `.nii.gz` or `.hdr` file
 * @param options - cap on the header with its extensions, and `signal`
 * @returns header, geometry, extensions and warnings
 * @throws CmbError as `readNiftiHeader`, and `CORRUPT_DATA`, `FETCH_FAILED` and `TOO_LARGE` as `loadNifti`
 * @since 0.1.0
 */
export async function loadNiftiHeader(source: ByteSource, options: LoadNiftiHeaderOptions = {}): Promise<NiftiInfo> {
  const cursor = await openCursor(await openSource(source, options.signal), inflate);
  try {
    return (await streamHeader(cursor, options)).info;
  } finally {
    cursor.close();
  }
}
