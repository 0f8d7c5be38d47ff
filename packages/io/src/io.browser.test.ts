import { isCmbError, type Progress } from "@cmb/core";
import { describe, expect, test } from "vitest";
import { gzipBytes, loadNifti, loadNiftiHeader, type NiftiImage, readNifti, writeNifti } from "./index.js";

const volume = {
  data: Int16Array.from({ length: 60 }, (_, n) => n * n - 900),
  shape: [3, 4, 5],
  affine: [-2, 0, 0, 90, 0, 2, 0, -126, 0, 0, 3, -72, 0, 0, 0, 1],
} as const;
const file = writeNifti(volume) as Uint8Array<ArrayBuffer>;
const packed = (await gzipBytes(file)) as Uint8Array<ArrayBuffer>;

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => (isCmbError(error) ? error.code : error),
  );

describe("loadNifti in a browser", () => {
  const sources: readonly (readonly [string, () => Promise<NiftiImage>])[] = [
    ["a Blob", () => loadNifti(new Blob([packed]))],
    ["a File", () => loadNifti(new File([packed], "scan.nii.gz"))],
    ["a stream", () => loadNifti(new Blob([packed]).stream())],
    ["an ArrayBuffer", () => loadNifti(packed.buffer)],
    ["a stream that is not compressed", () => loadNifti(new Blob([file]).stream())],
    ["a URL", () => loadNifti(new URL(URL.createObjectURL(new Blob([packed]))))],
  ];
  test.each(sources)("reads %s", async (_, load) => {
    const image = await load();
    expect(image.volume).toEqual(volume);
    expect(image.warnings).toEqual([]);
  });

  test("reads a file that nibabel wrote from a server", async () => {
    const url = new URL("../../../fixtures/io/nifti/single-n2.nii.gz", import.meta.url);
    const { volume: fetched, header } = await loadNifti(url);
    expect(fetched.shape).toEqual([3, 4, 2]);
    expect(header).toMatchObject({ version: 2, dataType: "int16" });
    expect((await loadNiftiHeader(url)).header).toEqual(header);
  });

  test("says that a URL does not answer", async () => {
    const gone = URL.createObjectURL(new Blob([packed]));
    URL.revokeObjectURL(gone);
    expect(await codeOf(loadNifti(new URL(gone)))).toBe("FETCH_FAILED");
    expect(await codeOf(loadNifti(new URL("http://127.0.0.1:1/scan.nii")))).toBe("FETCH_FAILED");
  });

  test("reads big-endian voxels as nibabel wrote them", async () => {
    const url = new URL("../../../fixtures/io/nifti/float32-n1-be.nii", import.meta.url);
    expect((await loadNifti(url)).volume.data.slice(2, 5)).toEqual(Float32Array.of(-5, -3.75, -2.5));
  });
});

describe("broken gzip in a browser", () => {
  test.each([
    ["cut off", () => packed.slice(0, -9)],
    ["cut off in the checksum", () => packed.slice(0, -1)],
    ["with a wrong checksum", () => packed.map((byte, at) => (at === packed.length - 8 ? byte ^ 255 : byte))],
    ["followed by other bytes", () => new Uint8Array([...packed, 1, 2, 3])],
    ["followed by another member", () => new Uint8Array([...packed, ...packed])],
  ])("%s is refused", async (_, bytes) => {
    expect(await codeOf(loadNifti(new Blob([bytes()])))).toBe("CORRUPT_DATA");
  });

  test("a bomb is stopped: of 512 MiB in 512 kB no more than a few pieces are inflated", async () => {
    const bomb = await zeros(2 ** 29, file);
    expect(bomb.length).toBeLessThan(2 ** 20);
    let given = 0;
    const counted = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          const piece = bomb.subarray(given, given + 4096);
          given += piece.length;
          if (piece.length === 0) controller.close();
          else controller.enqueue(piece);
        },
      },
      { highWaterMark: 0 },
    );
    expect(await codeOf(loadNifti(counted))).toBe("TOO_LARGE");
    // 4 kB hold 4 MiB of zeros, and the file may go on for 1 MiB.
    expect(given).toBeLessThanOrEqual(5 * 4096);
  });

  test("a small file that claims a large volume takes no memory for it", async () => {
    const claim = file.slice();
    new DataView(claim.buffer).setInt16(42, 32767, true);
    new DataView(claim.buffer).setInt16(44, 1000, true);
    expect(await codeOf(loadNifti(new Blob([claim])))).toBe("TRUNCATED_DATA");
    expect(await codeOf(loadNifti(new Blob([claim]), { maxBytes: 1e6 }))).toBe("TOO_LARGE");
  });
});

/** Gzip of a start and zeros, made without holding them. */
async function zeros(length: number, start: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  let left = length;
  const source = new ReadableStream<BufferSource>({
    start: (controller) => controller.enqueue(start),
    pull: (controller) => {
      if (left <= 0) return controller.close();
      left -= 2 ** 20;
      return controller.enqueue(new Uint8Array(2 ** 20));
    },
  });
  const compressed = source.pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(compressed).arrayBuffer());
}

describe("long reading in a browser", () => {
  const large = writeNifti({ ...volume, data: new Float32Array(2 ** 22), shape: [256, 128, 128] });

  test("reports progress to the end", async () => {
    const reports: Progress[] = [];
    const source = new Blob([(await gzipBytes(large)) as Uint8Array<ArrayBuffer>]);
    await loadNifti(source, { onProgress: (progress) => reports.push(progress) });
    expect(reports.at(-1)).toEqual({ stage: "reading voxels", completed: 2 ** 24, total: 2 ** 24 });
  });

  test("stops with the signal's reason", async () => {
    const stop = new AbortController();
    const source = new Blob([(await gzipBytes(large)) as Uint8Array<ArrayBuffer>]);
    const loading = loadNifti(source, { signal: stop.signal, onProgress: () => stop.abort("enough") });
    await expect(loading).rejects.toBe("enough");
  });
});

test("gzipBytes gives what DecompressionStream takes", async () => {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  expect(readNifti(await new Response(stream).arrayBuffer()).volume).toEqual(volume);
});

test("nothing is evaluated and no worker starts under a strict content-security policy", async () => {
  const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'none'";
  const script = new URL("./testdata/csp-probe.ts", import.meta.url).href;
  const frame = document.createElement("iframe");
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}"><script type="module" src="${script}"></script>`;
  const message = new Promise<unknown>((resolve) => {
    addEventListener("message", (event) => event.source === frame.contentWindow && resolve(event.data));
  });
  document.body.append(frame);
  expect(await message).toEqual({
    values: [1, 2, 3, 4, 1, 2, 3, 4],
    byReading: [],
    control: { blocked: expect.any(Boolean), evaluated: false, violations: ["script-src", "worker-src"] },
  });
  frame.remove();
});
