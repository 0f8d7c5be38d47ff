import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { isCmbError } from "@cmb/core";
import { describe, expect, test } from "vitest";
import { codeOf, inPieces } from "../testdata/nifti-bytes.js";
import { corruptGzip, inflate } from "./inflate.js";
import { inflateInNode } from "./inflate.node.js";

const bytes = Uint8Array.from({ length: 200_000 }, (_, n) => (n * n) % 253);
const packed = new Uint8Array(gzipSync(bytes));

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return new Uint8Array(Buffer.concat(all));
}

describe.each([
  ["inflate", inflate],
  ["inflateInNode", inflateInNode],
])("%s", (_, run) => {
  test.each([1000, 1e6])("gives the bytes back from pieces of %i", async (size) => {
    expect(Buffer.compare(await collect(run(inPieces(packed, size))), bytes)).toBe(0);
  });

  test("gives several members one after the other under Node", async () => {
    const two = new Uint8Array(Buffer.concat([packed, gzipSync(Uint8Array.of(1, 2, 3))]));
    expect(await collect(run(inPieces(two, 5000)))).toHaveLength(200_003);
  });

  test("says that a stream is cut off", async () => {
    const error = await collect(run(inPieces(packed.slice(0, -1), 5000))).catch((caught: unknown) => caught);
    expect(isCmbError(error, "CORRUPT_DATA") && error.details.format).toBe("gzip");
  });

  test("passes errors of the source through as they are", async () => {
    for (const thrown of [new Error("disk"), "a word", undefined]) {
      const broken = async function* (): AsyncGenerator<Uint8Array> {
        yield packed.subarray(0, 500);
        throw thrown;
      };
      expect(await collect(run(broken())).catch((caught: unknown) => caught)).toBe(thrown);
    }
  });

  test("asks for little more than what has been read", async () => {
    let given = 0;
    const long = new Uint8Array(gzipSync(randomBytes(2 ** 23)));
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of inPieces(long, 2 ** 16)) {
        given += piece.length;
        yield piece;
      }
    };
    const iterator = run(counted());
    await iterator.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(given).toBeLessThanOrEqual(2 ** 20);
    await iterator.return(undefined);
  });

  test("stops the source when it is read no further", async () => {
    let stopped = false;
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield* inPieces(packed, 100);
      } finally {
        stopped = true;
      }
    };
    for await (const _chunk of run(watched())) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(stopped).toBe(true);
  });
});

test("corruptGzip keeps what zlib said", async () => {
  const cause = new Error("incorrect data check");
  expect(corruptGzip(cause).message).toContain("incorrect data check");
  expect(await codeOf(() => Promise.reject(corruptGzip("odd")))).toBe("CORRUPT_DATA");
});
