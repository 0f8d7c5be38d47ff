import { createHash } from "node:crypto";
import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { hashVolume } from "./hash-volume.js";

const affine = affineFromSpacing([1, 2, 3]);
const shape = [2, 1, 1] as const;

describe("hashVolume", () => {
  it("is the documented SHA-256", async () => {
    const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
    // int16 1 and −2, little-endian
    const voxels = sha256(new Uint8Array([1, 0, 254, 255]));
    const text = `2,1,1;1,0,0,0,0,2,0,0,0,0,3,0,0,0,0,1;Int16Array;${voxels}`;
    expect(await hashVolume({ data: new Int16Array([1, -2]), shape, affine })).toBe(sha256(text));
  });

  it("hashes the part of a buffer that the volume holds, in shared memory too", async () => {
    const whole = new Float32Array([9, 1, 2, 9]);
    const expected = await hashVolume({ data: new Float32Array([1, 2]), shape, affine });
    expect(await hashVolume({ data: whole.subarray(1, 3), shape, affine })).toBe(expected);
    const shared = new Float32Array(new SharedArrayBuffer(8));
    shared.set([1, 2]);
    expect(await hashVolume({ data: shared, shape, affine })).toBe(expected);
  });

  it("depends on voxels, their type, shape and affine", async () => {
    const hashes = await Promise.all([
      hashVolume({ data: new Float32Array([1, 2]), shape, affine }),
      hashVolume({ data: new Float32Array([1, 3]), shape, affine }),
      hashVolume({ data: new Float64Array([1, 2]), shape, affine }),
      hashVolume({ data: new Float32Array([1, 2]), shape: [1, 2, 1], affine }),
      hashVolume({ data: new Float32Array([1, 2]), shape, affine: affineFromSpacing([1, 2, 4]) }),
    ]);
    expect(new Set(hashes).size).toBe(5);
  });
});
