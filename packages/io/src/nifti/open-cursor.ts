import { type ByteCursor, createByteCursor } from "./byte-cursor.js";
import type { OpenSource } from "./byte-source.js";
import { isGzip } from "./to-bytes.js";

/** Inflates a gzip stream; throws `CORRUPT_DATA` for a broken one. */
export type Inflate = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

// Deflate makes at most 258 bytes from two bits.
const MOST_INFLATION = 1032;

/** A cursor over the uncompressed bytes of a source, whatever its name says about compression. */
export async function openCursor({ chunks, size }: OpenSource, inflate: Inflate): Promise<ByteCursor> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  while (length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    seen.push(next.value);
    length += next.value.length;
  }
  const start = Uint8Array.from(seen.flatMap((chunk) => [...chunk.subarray(0, 2)]));
  const whole = chained(seen, iterator);
  if (!isGzip(start)) return createByteCursor(whole, { gzip: false, mostBytes: size });
  return createByteCursor(inflate(whole), { gzip: true, mostBytes: size * MOST_INFLATION });
}

async function* chained(seen: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (const chunk of seen.splice(0)) yield chunk;
    for (;;) {
      const next = await rest.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    rest.return?.().catch(() => {});
  }
}
