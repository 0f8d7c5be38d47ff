import { CmbError } from "@cmb/core";

// A browser may inflate a whole piece before anyone asks for the result. Deflate makes at most 1032 bytes from one, so
// this bounds what waits in memory by 16 MiB.
const PIECE_BYTES = 2 ** 14;

/**
 * Inflates gzip with the `DecompressionStream` of the runtime, piece by piece as the reader asks.
 *
 * @throws CmbError `CORRUPT_DATA` for a stream that is cut off, has a wrong checksum or is followed by other bytes
 */
export async function* inflate(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = smallPieces(chunks);
  let sourceError: { readonly error: unknown } | undefined;
  const source = new ReadableStream<BufferSource>(
    {
      pull: async (controller) => {
        try {
          const next = await iterator.next();
          if (next.done === true) controller.close();
          else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
        } catch (error) {
          sourceError = { error };
          controller.error(error);
        }
      },
      cancel: () => void iterator.return(undefined).catch(() => {}),
    },
    { highWaterMark: 0 },
  );
  const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw sourceError === undefined ? corruptGzip(cause) : sourceError.error;
  } finally {
    reader.cancel().catch(() => {});
  }
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
