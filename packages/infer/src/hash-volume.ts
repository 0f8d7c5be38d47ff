import type { Volume, VoxelArray } from "@cmb/core";

/**
 * SHA-256 of a volume, in hexadecimal: of the text `shape;affine;type;` and the SHA-256 of its bytes in hexadecimal.
 *
 * Numbers are written as JavaScript writes them, separated by commas; `type` is the name of the typed array; voxels are
 * hashed as they lie in memory, little-endian on every machine that runs this in practice.
 */
export async function hashVolume({ data, shape, affine }: Volume<VoxelArray>): Promise<string> {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const voxels = await sha256(isPrivate(bytes) ? bytes : new Uint8Array(bytes));
  const name = Object.prototype.toString.call(data).slice("[object ".length, -1);
  return sha256(new TextEncoder().encode(`${shape};${affine};${name};${voxels}`));
}

/** Web Crypto refuses memory that other threads may change. */
function isPrivate(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
