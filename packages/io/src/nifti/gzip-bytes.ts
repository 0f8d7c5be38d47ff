import { type Bytes, toBytes } from "./to-bytes.js";

/** What {@link gzipBytes} takes. @since 0.1.0 */
export interface GzipBytesOptions {
  /** Stops the work; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Bytes compressed with gzip by the `CompressionStream` of the runtime, with no time and no system in the gzip header:
 * the same bytes give the same result on the same runtime, whose deflate may differ from that of another.
 *
 * @param bytes - anything, such as a file from `writeNifti`; only read
 * @param options - `signal`
 * @returns a new array
 * @throws the signal's reason when aborted
 * @since 0.1.0
 */
export async function gzipBytes(bytes: Bytes, { signal }: GzipBytesOptions = {}): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const source = new Blob([toBytes(bytes) as Uint8Array<ArrayBuffer>]).stream();
  const compressed = source.pipeThrough(new CompressionStream("gzip"), signal === undefined ? {} : { signal });
  const out = new Uint8Array(await new Response(compressed).arrayBuffer());
  return withoutOrigin(out);
}

/** Clears the modification time and the operating system in a gzip header (RFC 1952, MTIME and OS). */
export function withoutOrigin(gzip: Uint8Array): Uint8Array {
  gzip.fill(0, 4, 8);
  gzip.fill(255, 9, 10);
  return gzip;
}
