import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { CmbError } from "@cmb/core";
import type { OpenSource } from "./byte-source.js";
import { abortable } from "./byte-source.js";

const CHUNK_BYTES = 2 ** 20;

/**
 * Opens a file for one reading.
 *
 * @throws CmbError `FILE_NOT_READABLE`
 */
export async function openFile(path: string, signal: AbortSignal | undefined): Promise<OpenSource> {
  signal?.throwIfAborted();
  const facts = await stat(path).catch((cause: unknown) => {
    throw notReadable(path, cause);
  });
  if (facts.isDirectory()) throw notReadable(path, new Error("it is a folder"));
  // Pipes and devices say 0.
  const size = facts.isFile() ? facts.size : Number.POSITIVE_INFINITY;
  return { chunks: abortable(fileChunks(path), signal), size };
}

async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw notReadable(path, cause);
  }
}

function notReadable(path: string, cause: unknown): CmbError<"FILE_NOT_READABLE"> {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new CmbError("FILE_NOT_READABLE", `${path} could not be read (${why})`, { path }, { cause });
}
