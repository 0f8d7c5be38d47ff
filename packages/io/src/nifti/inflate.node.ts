import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { corruptGzip } from "./inflate.js";

const CHUNK_BYTES = 2 ** 18;

/**
 * Inflates gzip with zlib, also several members in one file; the thread pool works while the reader copies.
 *
 * @throws CmbError `CORRUPT_DATA` for a stream that is cut off, has a wrong checksum or is followed by other bytes
 */
export async function* inflateInNode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(Readable.from(chunks, { objectMode: true, highWaterMark: 1 }), gunzip, () => {});
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    // Errors of zlib carry its code; what the source threw passes through.
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw code.startsWith("Z_") ? corruptGzip(error) : error;
  } finally {
    gunzip.destroy();
  }
}
