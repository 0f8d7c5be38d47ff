import { CmbError } from "@cmb/core";
import { checkLength } from "./voxel-layout.js";

/** A position in a stream of bytes that is read once, front to back. */
export interface ByteCursor {
  /** Copies the next bytes into `target`; resolves to how many there were, fewer than asked only at the end. */
  readonly fill: (target: Uint8Array) => Promise<number>;
  /** Passes over bytes; resolves to how many there were. */
  readonly skip: (length: number) => Promise<number>;
  /** Throws `TRUNCATED_DATA` when a file of `length` bytes cannot come out of this one, before any memory is taken. */
  readonly checkPossible: (length: number) => void;
  /** What follows the position, in words; `undefined` for nothing. Reads a gzip stream to its checksum. */
  readonly rest: () => Promise<string | undefined>;
  /** Stops the source. */
  readonly close: () => void;
}

/** What is known about a stream before it is read. */
export interface StreamFacts {
  readonly gzip: boolean;
  /** The most bytes that can come, infinite if unknown; exact when the source is not compressed. */
  readonly mostBytes: number;
}

/** Bytes after the last voxel that are read to find the end of the file; beyond them a gzip file is refused. */
const REST_LIMIT_BYTES = 2 ** 20;

/** A cursor at the start of a stream. */
export function createByteCursor(chunks: AsyncIterable<Uint8Array>, facts: StreamFacts): ByteCursor {
  const iterator = chunks[Symbol.asyncIterator]();
  let chunk = new Uint8Array(0);
  let position = 0;

  /** The next bytes, at most `length` of them; empty at the end of the stream. */
  const take = async (length: number): Promise<Uint8Array> => {
    while (chunk.length === 0) {
      const next = await iterator.next();
      if (next.done === true) return chunk;
      chunk = next.value as Uint8Array<ArrayBuffer>;
    }
    const taken = chunk.subarray(0, length);
    chunk = chunk.subarray(taken.length);
    position += taken.length;
    return taken;
  };
  const walk = async (length: number, visit: (bytes: Uint8Array, at: number) => void): Promise<number> => {
    let at = 0;
    while (at < length) {
      const bytes = await take(length - at);
      if (bytes.length === 0) break;
      visit(bytes, at);
      at += bytes.length;
    }
    return at;
  };
  const skip = (length: number): Promise<number> => walk(length, () => {});
  return {
    fill: (target) => walk(target.length, (bytes, at) => target.set(bytes, at)),
    skip,
    checkPossible: (length) => checkLength(length, facts.mostBytes),
    rest: async () => {
      if (!facts.gzip && Number.isFinite(facts.mostBytes)) return inWords(facts.mostBytes - position);
      const extra = await skip(REST_LIMIT_BYTES + 1);
      if (extra <= REST_LIMIT_BYTES) return inWords(extra);
      if (facts.gzip) throw endless(position - extra);
      return `More than ${REST_LIMIT_BYTES} bytes`;
    },
    close: () => {
      iterator.return?.().catch(() => {});
    },
  };
}

function inWords(bytes: number): string | undefined {
  return bytes > 0 ? `${bytes} bytes` : undefined;
}

function endless(expected: number): CmbError<"TOO_LARGE"> {
  const limitBytes = expected + REST_LIMIT_BYTES;
  const message = `The header announces ${expected} bytes and the gzip stream holds more than ${limitBytes}; it was stopped there`;
  return new CmbError("TOO_LARGE", message, { requiredBytes: limitBytes + 1, limitBytes });
}

/** The next bytes, as many as there are up to `length`; memory is taken as they arrive. */
export async function readUpTo(cursor: ByteCursor, length: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  while (total < length) {
    const piece = new Uint8Array(Math.min(PIECE_BYTES, length - total));
    const filled = await cursor.fill(piece);
    pieces.push(piece.subarray(0, filled));
    total += filled;
    if (filled < piece.length) break;
  }
  return concatenate(pieces);
}

const PIECE_BYTES = 65_536;

/** The pieces in one array. */
export function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
