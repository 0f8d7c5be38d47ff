import { CmbError } from "@cmb/core";

// A runtime may inflate a whole piece, or all of a queue, before anyone asks for the result. Deflate makes at most 1032
// bytes from one, so with one small piece at a time no more than 16 MiB wait in memory.
const PIECE_BYTES = 2 ** 14;

/**
 * Inflates gzip with the `DecompressionStream` of the runtime; a piece goes in when nothing is left to come out.
 *
 * @throws CmbError `CORRUPT_DATA` for a stream that is cut off, has a wrong checksum or is followed by other bytes
 */
export async function* inflate(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = smallPieces(chunks);
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  try {
    let reading = reader.read();
    for (;;) {
      const { done: ended = false, value } = await pieces.next();
      const written = ended ? writer.close() : writer.write(value as Uint8Array<ArrayBuffer>);
      // The side that is read fails with the same error.
      written.catch(() => {});
      for (;;) {
        // Of two that have settled the first wins: what has come out is taken before more goes in.
        const result = await Promise.race(ended ? [reading] : [reading, written]).catch(rethrowCorrupt);
        if (result === undefined) break;
        if (result.done) return;
        yield result.value;
        reading = reader.read();
      }
    }
  } finally {
    pieces.return(undefined).catch(() => {});
    reader.cancel().catch(() => {});
    writer.abort().catch(() => {});
  }
}

function rethrowCorrupt(cause: unknown): never {
  throw corruptGzip(cause);
}

async function* smallPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
  }
}

/** The error for a gzip stream that does not inflate. */
export function corruptGzip(cause: unknown): CmbError<"CORRUPT_DATA"> {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `The gzip stream is cut off or damaged (${why}); get the file again from where it came`;
  return new CmbError("CORRUPT_DATA", message, { format: "gzip" }, { cause });
}
