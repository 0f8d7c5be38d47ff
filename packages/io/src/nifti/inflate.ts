import { CmbError } from "@cmb/core";

/**
 * Inflates gzip with the `DecompressionStream` of the runtime, chunk by chunk as the reader asks.
 *
 * @throws CmbError `CORRUPT_DATA` for a stream that is cut off, has a wrong checksum or is followed by other bytes
 */
export async function* inflate(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let sourceError: { readonly error: unknown } | undefined;
  const source = new ReadableStream<BufferSource>({
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
    cancel: () => void iterator.return?.().catch(() => {}),
  });
  const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    if (sourceError !== undefined) throw sourceError.error;
    throw corruptGzip(cause);
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** The error for a gzip stream that does not inflate. */
export function corruptGzip(cause: unknown): CmbError<"CORRUPT_DATA"> {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `The gzip stream is cut off or damaged (${why}); get the file again from where it came`;
  return new CmbError("CORRUPT_DATA", message, { format: "gzip" }, { cause });
}
