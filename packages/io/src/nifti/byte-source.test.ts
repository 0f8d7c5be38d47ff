import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeOf, inPieces } from "../testdata/nifti-bytes.js";
import { abortable, type ByteSource, openSource } from "./byte-source.js";

const bytes = Uint8Array.from({ length: 3000 }, (_, n) => n % 251);

async function collect(source: ByteSource, signal?: AbortSignal): Promise<{ all: Uint8Array; size: number }> {
  const { chunks, size } = await openSource(source, signal);
  const all: number[] = [];
  for await (const chunk of chunks) all.push(...chunk);
  return { all: Uint8Array.from(all), size };
}

/** A stream that gives one piece and then nothing, for ever; remembers why it was stopped. */
function silent(): { stream: ReadableStream<Uint8Array>; stoppedBy: () => unknown } {
  let reason: unknown = "nobody";
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Uint8Array.of(1)),
    cancel: (why) => {
      reason = why;
    },
  });
  return { stream, stoppedBy: () => reason };
}

let server: Server;
let base = "";
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/scan") response.end(bytes);
    else if (request.url === "/silent") response.write(bytes);
    else response.writeHead(404).end("none");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("openSource", () => {
  test.each<[string, () => ByteSource, number]>([
    ["an array", () => bytes, 3000],
    ["a part of an array", () => new Uint8Array(bytes.buffer, 1000), 2000],
    ["a buffer", () => bytes.buffer, 3000],
    ["a Blob", () => new Blob([bytes]), 3000],
    ["a web stream", () => new Blob([bytes]).stream(), Number.POSITIVE_INFINITY],
    ["an async iterable", () => inPieces(bytes, 99), Number.POSITIVE_INFINITY],
    ["a URL", () => new URL(`${base}/scan`), Number.POSITIVE_INFINITY],
  ])("gives the bytes of %s and its length where that is known", async (_, source, size) => {
    const got = await collect(source());
    expect(got.all).toEqual(size === 2000 ? bytes.subarray(1000) : bytes);
    expect(got.size).toBe(size);
  });

  test("refuses a URL that answers with an error, and one that does not answer", async () => {
    expect(await codeOf(() => collect(new URL(`${base}/none`)))).toBe("FETCH_FAILED");
    expect(await codeOf(() => collect(new URL("http://127.0.0.1:1/scan")))).toBe("FETCH_FAILED");
  });

  test.each(["scan.nii", 7, null, {}])("refuses %j, which is no source", async (source) => {
    expect(await codeOf(() => collect(source as unknown as ByteSource))).toBe("INVALID_ARGUMENT");
  });

  test("refuses a stream of text", async () => {
    const text = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue("text" as unknown as Uint8Array),
    });
    expect(await codeOf(() => collect(text))).toBe("INVALID_ARGUMENT");
  });

  test("stops a silent stream when it is aborted, and tells it why", async () => {
    const { stream, stoppedBy } = silent();
    const stop = new AbortController();
    const reading = collect(stream, stop.signal);
    setTimeout(() => stop.abort("enough"), 20);
    await expect(reading).rejects.toBe("enough");
    expect(stoppedBy()).toBe("enough");
  });

  test("stops a request that does not end when it is aborted", async () => {
    const stop = new AbortController();
    const reading = collect(new URL(`${base}/silent`), stop.signal);
    setTimeout(() => stop.abort("enough"), 50);
    await expect(reading).rejects.toBe("enough");
  });

  test("does not start when it is aborted already", async () => {
    await expect(collect(bytes, AbortSignal.abort("before"))).rejects.toBe("before");
  });

  test("stops a stream that is read no further", async () => {
    const { stream, stoppedBy } = silent();
    const { chunks } = await openSource(stream);
    for await (const _ of chunks) break;
    await new Promise((resolve) => setTimeout(resolve));
    expect(stoppedBy()).toBeUndefined();
  });
});

test("abortable passes errors of the source through", async () => {
  const error = new Error("disk");
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield bytes;
    throw error;
  }
  const iterator = abortable(broken())[Symbol.asyncIterator]();
  await iterator.next();
  await expect(iterator.next()).rejects.toBe(error);
});
