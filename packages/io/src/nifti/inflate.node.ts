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
  let sourceError: { readonly error: unknown } | undefined;
  const watched = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
    } catch (error) {
      sourceError = { error };
      throw error instanceof Error ? error : new Error(String(error));
    }
  };
  pipeline(Readable.from(watched(), { objectMode: true, highWaterMark: 1 }), gunzip, () => {});
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    throw sourceError === undefined ? corruptGzip(error) : sourceError.error;
  } finally {
    gunzip.destroy();
  }
}
