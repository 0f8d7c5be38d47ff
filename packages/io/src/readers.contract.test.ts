import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadNifti, type NiftiImage, type ReadNiftiOptions, readNifti } from "./index.js";
import { loadNifti as loadInNode } from "./node.js";
import { fixtureBytes } from "./testdata/nibabel-fixtures.js";
import { codeOf, inPieces, niftiBytes } from "./testdata/nifti-bytes.js";

interface Options extends ReadNiftiOptions {
  readonly signal?: AbortSignal;
}

/** One way to read a file that is given as bytes. */
interface Reader {
  readonly name: string;
  readonly read: (bytes: Uint8Array<ArrayBuffer>, options?: Options) => Promise<NiftiImage>;
  /** False for a way that takes no compressed bytes. */
  readonly gzip: boolean;
  /** False for a way that cannot be stopped. */
  readonly abortable: boolean;
}

let folder = "";
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cmb-io-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function onDisk(bytes: Uint8Array, name = "scan.nii"): Promise<string> {
  const path = join(folder, `${files++}-${name}`);
  await writeFile(path, bytes);
  return path;
}

function stream(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream();
}

const universal = { gzip: true, abortable: true };

const readers: readonly Reader[] = [
  {
    name: "readNifti(bytes)",
    read: async (bytes, options) => readNifti(bytes, options),
    gzip: false,
    abortable: false,
  },
  {
    name: "readNifti(Buffer in a pool)",
    read: async (bytes, options) => {
      const pool = Buffer.alloc(bytes.length + 24, 7);
      pool.set(bytes, 13);
      return readNifti(pool.subarray(13, 13 + bytes.length), options);
    },
    gzip: false,
    abortable: false,
  },
  { name: "loadNifti(ArrayBuffer)", read: (bytes, options) => loadNifti(bytes.buffer, options), ...universal },
  { name: "loadNifti(Blob)", read: (bytes, options) => loadNifti(new Blob([bytes]), options), ...universal },
  { name: "loadNifti(File)", read: (bytes, options) => loadNifti(new File([bytes], "a.nii"), options), ...universal },
  { name: "loadNifti(ReadableStream)", read: (bytes, options) => loadNifti(stream(bytes), options), ...universal },
  {
    name: "loadNifti(pieces of 1 byte)",
    read: (bytes, options) => loadNifti(inPieces(bytes, 1), options),
    ...universal,
  },
  { name: "loadNifti in Node(bytes)", read: (bytes, options) => loadInNode(bytes, options), ...universal },
  {
    name: "loadNifti in Node(path)",
    read: async (bytes, options) => loadInNode(await onDisk(bytes), options),
    ...universal,
  },
  {
    name: "loadNifti in Node(file: URL)",
    read: async (bytes, options) => loadInNode(pathToFileURL(await onDisk(bytes)), options),
    ...universal,
  },
  {
    name: "loadNifti in Node(Node stream)",
    read: async (bytes, options) => loadInNode(createReadStream(await onDisk(bytes)), options),
    ...universal,
  },
  {
    name: "loadNifti in Node(pieces of 3 bytes)",
    read: (bytes, options) => loadInNode(inPieces(bytes, 3), options),
    ...universal,
  },
];

const fixture = fixtureBytes("int16-n1-le.nii");
const expected = readNifti(fixture);

/** A file whose header says one thing and whose bytes are fewer or more. */
const cut = (bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> => bytes.slice(0, length);
const compress = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(bytes));

describe.each(readers)("$name", ({ read }) => {
  test.each([
    "int16-n1-le.nii",
    "int16-n1-be.nii",
    "float64-n2-be.nii",
    "uint64-n2-le.nii",
    "scaled-int16.nii",
    "extensions.nii",
  ])("gives what readNifti gives for %s", async (file) => {
    expect(await read(fixtureBytes(file))).toEqual(readNifti(fixtureBytes(file)));
  });

  test("gives voxels in memory of their own, exactly as long as they are", async () => {
    const { volume } = await read(fixture.slice());
    expect(volume.data.buffer.byteLength).toBe(volume.data.byteLength);
    expect(volume.data).toEqual(expected.volume.data);
  });

  test("takes the volume that is asked for, and none unasked", async () => {
    const bytes = fixtureBytes("four-d.nii");
    const second = await read(bytes, { volumeIndex: 1 });
    expect(second.volumeIndex).toBe(1);
    expect([...second.volume.data]).toEqual(Array.from({ length: 24 }, (_, n) => 24 + n));
    expect(await codeOf(() => read(bytes))).toBe("VOLUME_INDEX_REQUIRED");
    expect(await codeOf(() => read(bytes, { volumeIndex: 3 }))).toBe("OUT_OF_RANGE");
  });

  test.each([0, 1, 100, 347, 351, 375, fixture.length - 1])("refuses a file cut off after %i bytes", async (length) => {
    expect(await codeOf(() => read(cut(fixture, length)))).toBe("TRUNCATED_DATA");
  });

  test("refuses a file of several volumes that is cut off after the one asked for", async () => {
    const bytes = fixtureBytes("four-d.nii");
    expect(await codeOf(() => read(cut(bytes, bytes.length - 1), { volumeIndex: 0 }))).toBe("TRUNCATED_DATA");
  });

  test("warns about bytes after the last voxel", async () => {
    const longer = new Uint8Array(fixture.length + 3);
    longer.set(fixture);
    const { warnings, volume } = await read(longer);
    expect(warnings).toEqual([{ code: "TRAILING_DATA", message: "3 bytes follow the last voxel; they were not read" }]);
    expect(volume.data).toEqual(expected.volume.data);
  });

  test("takes no more memory than it may", async () => {
    expect(await codeOf(() => read(fixture, { maxBytes: 47 }))).toBe("TOO_LARGE");
    expect((await read(fixture, { maxBytes: 352 })).volume).toEqual(expected.volume);
    const huge = niftiBytes({ dim: [32767, 32767, 32767] });
    expect(await codeOf(() => read(huge as Uint8Array<ArrayBuffer>))).toBe("TOO_LARGE");
  });

  test("refuses a pair without its image", async () => {
    expect(await codeOf(() => read(fixtureBytes("pair-n1.hdr")))).toBe("INVALID_NIFTI");
  });
});

describe.each(readers.filter(({ gzip }) => gzip))("$name with gzip", ({ read }) => {
  const packed = compress(fixture);

  test("gives the same image", async () => expect(await read(packed)).toEqual(expected));

  test.each([11, 60, packed.length - 9, packed.length - 8, packed.length - 4, packed.length - 1])(
    "refuses a stream cut off after %i bytes",
    async (length) => {
      expect(await codeOf(() => read(cut(packed, length)))).toBe("CORRUPT_DATA");
    },
  );

  test("refuses a wrong checksum, a wrong length and a broken block", async () => {
    for (const at of [packed.length - 8, packed.length - 4, 10]) {
      const broken = packed.slice();
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      expect(await codeOf(() => read(broken))).toBe("CORRUPT_DATA");
    }
  });

  test("refuses a good stream of too few bytes", async () => {
    expect(await codeOf(() => read(compress(cut(fixture, fixture.length - 1))))).toBe("TRUNCATED_DATA");
  });

  test("refuses other bytes after the stream", async () => {
    const longer = new Uint8Array([...packed, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
    expect(await codeOf(() => read(longer))).toBe("CORRUPT_DATA");
  });

  test("warns about a few bytes after the last voxel and stops a bomb", async () => {
    const longer = new Uint8Array(fixture.length + 3);
    longer.set(fixture);
    expect((await read(compress(longer))).warnings.map(({ code }) => code)).toEqual(["TRAILING_DATA"]);
    const bomb = new Uint8Array(2 ** 21);
    bomb.set(fixture);
    expect(await codeOf(() => read(compress(bomb)))).toBe("TOO_LARGE");
  });
});

describe.each(readers.filter(({ abortable }) => abortable))("$name", ({ read }) => {
  test("stops when it is aborted, with the signal's own reason", async () => {
    const reason = new Error("enough");
    expect(await read(fixture, { signal: AbortSignal.abort(reason) }).catch((error: unknown) => error)).toBe(reason);
  });
});

describe.each(readers.filter(({ gzip }) => !gzip))("$name", ({ read }) => {
  test("sends compressed bytes to loadNifti", async () => {
    expect(await codeOf(() => read(compress(fixture)))).toBe("INVALID_ARGUMENT");
  });
});

describe("pairs", () => {
  const header = fixtureBytes("pair-n1.hdr");
  const image = fixtureBytes("pair-n1.img");
  const reference = readNifti(header, { imageBytes: image });
  const pairs: readonly {
    readonly name: string;
    readonly read: (h: Uint8Array<ArrayBuffer>, i: Uint8Array<ArrayBuffer>) => Promise<NiftiImage>;
  }[] = [
    { name: "readNifti(bytes, { imageBytes })", read: async (h, i) => readNifti(h, { imageBytes: i }) },
    { name: "loadNifti({ header, image })", read: (h, i) => loadNifti({ header: new Blob([h]), image: stream(i) }) },
    { name: "loadNifti in Node({ header, image })", read: (h, i) => loadInNode({ header: h, image: inPieces(i, 5) }) },
    ...["hdr", "img"].map((part) => ({
      name: `loadNifti in Node(path of the ${part})`,
      read: async (h: Uint8Array, i: Uint8Array) => {
        const stem = join(folder, `pair-${files++}`);
        await writeFile(`${stem}.hdr`, h);
        await writeFile(`${stem}.img`, i);
        return loadInNode(`${stem}.${part}`);
      },
    })),
  ];

  test.each(pairs)("$name gives the image", async ({ read }) => expect(await read(header, image)).toEqual(reference));

  test.each(pairs)("$name refuses an image that is cut off", async ({ read }) => {
    expect(await codeOf(() => read(header, image.slice(0, -1)))).toBe("TRUNCATED_DATA");
  });

  test("the pair holds what the single file holds", () => {
    expect(reference.volume).toEqual(expected.volume);
  });

  test("compressed parts inflate", async () => {
    const loaded = await loadNifti({ header: compress(header), image: compress(image) });
    expect(loaded).toEqual(reference);
  });
});
