import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { affineFromSpacing, isCmbError } from "@cmb/core";
import { saveNifti } from "@cmb/io/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../testdata/small-scans.js";
import { loadMask } from "./load-mask.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const { signal } = new AbortController();

it.each([
  ["a broken gzip stream", "a.nii.gz", gzipSync(Buffer.alloc(5000, 7)).subarray(0, 20)],
  ["a header that is none", "b.nii", Buffer.alloc(400, 7)],
])("names the file of %s", async (_, name, bytes) => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const error: unknown = await loadMask(path, { signal }).catch((each: unknown) => each);
  expect(isCmbError(error) && error.message).toContain(path);
});
it("says how one volume of several becomes a file", async () => {
  const path = join(folder, "four.nii");
  const shape = [2, 2, 2] as const;
  await saveNifti({ data: new Float32Array(8), shape, affine: affineFromSpacing([1, 1, 1]) }, path);
  // dim[0] and dim[4]: two volumes of two by two by one.
  const bytes = await readFile(path);
  bytes.writeInt16LE(4, 40);
  bytes.writeInt16LE(1, 46);
  bytes.writeInt16LE(2, 48);
  await writeFile(path, bytes);
  const error: unknown = await loadMask(path, { signal }).catch((each: unknown) => each);
  expect(isCmbError(error, "VOLUME_INDEX_REQUIRED") && error.message).toBe(
    `${path} holds 2 volumes and one is scored; write it to a file of its own with cmb convert IN OUT --volume N, from 0 to 1`,
  );
});
