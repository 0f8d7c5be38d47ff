import { CmbError } from "@cmb/core";
import { type Bytes, isArrayBuffer, toBytes } from "./to-bytes.js";

/**
 * Where bytes can come from in every runtime: memory, a `Blob` or `File`, a web stream, an async iterable of chunks such
 * as a Node stream, or a URL to fetch.
 *
 * @since 0.1.0
 */
export type ByteSource = Bytes | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | URL;

/** A source that has been opened. */
export interface OpenSource {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Length in bytes where that is known, else infinite. */
  readonly size: number;
}

/**
 * Opens a source for one reading.
 *
 * @throws CmbError `FETCH_FAILED` when a URL does not answer with bytes, `INVALID_ARGUMENT` for anything that is no source
 */
export async function openSource(source: ByteSource, signal?: AbortSignal | undefined): Promise<OpenSource> {
  signal?.throwIfAborted();
  if (ArrayBuffer.isView(source) || isArrayBuffer(source)) {
    const bytes = toBytes(source);
    return { chunks: abortable(pieces(bytes), signal), size: bytes.length };
  }
  if (source instanceof Blob)
    return { chunks: abortable(streamChunks(source.stream(), signal), signal), size: source.size };
  if (source instanceof URL) {
    const body = await fetchBody(source, signal);
    return { chunks: abortable(streamChunks(body, signal), signal), size: Number.POSITIVE_INFINITY };
  }
  if (source instanceof ReadableStream) {
    return { chunks: abortable(streamChunks(source, signal), signal), size: Number.POSITIVE_INFINITY };
  }
  if (typeof source === "object" && source !== null && Symbol.asyncIterator in source) {
    return { chunks: abortable(source, signal), size: Number.POSITIVE_INFINITY };
  }
  const message = `A source is bytes, a Blob, a stream or a URL object; this is ${typeof source} (${String(source)})`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "source", value: String(source) });
}

async function fetchBody(url: URL, signal: AbortSignal | undefined): Promise<ReadableStream<Uint8Array>> {
  let response: Response;
  try {
    response = await fetch(url, signal === undefined ? {} : { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new CmbError("FETCH_FAILED", `${url} could not be reached`, { url: url.href, status: 0 }, { cause });
  }
  if (response.ok && response.body !== null) return response.body;
  await response.body?.cancel();
  const message = `${url} answered with status ${response.status} and no file`;
  throw new CmbError("FETCH_FAILED", message, { url: url.href, status: response.status });
}

const PIECE_BYTES = 2 ** 20;

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

/** Not every browser can iterate over a stream itself. */
async function* streamChunks(stream: ReadableStream<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  // A read that waits for bytes ends only when the stream is cancelled.
  const cancel = (): void => void reader.cancel(signal?.reason).catch(() => {});
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal?.removeEventListener("abort", cancel);
    cancel();
  }
}

/** The same chunks; rejects with the signal's reason even while the source is silent. */
export async function* abortable(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
  });
  aborted.catch(() => {});
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await (signal === undefined ? iterator.next() : Promise.race([iterator.next(), aborted]));
      if (next.done === true) return;
      yield checkChunk(next.value);
    }
  } finally {
    if (abort !== undefined) signal?.removeEventListener("abort", abort);
    // Not awaited: a source that is silent would not answer.
    Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

function checkChunk(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  const message = `A stream gave ${typeof chunk} where bytes (Uint8Array) were expected; open it without an encoding`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "source", value: typeof chunk });
}
