import type { Volume, VoxelArray } from "@cmb/core";
import { sha256 } from "./sha256.js";

/**
 * SHA-256 of a volume, in hexadecimal: of the text `shape;affine;type;` and the SHA-256 of its bytes in hexadecimal.
 *
 * Numbers are written as JavaScript writes them, separated by commas; `type` is the name of the typed array; voxels are
 * hashed as they lie in memory, little-endian on every machine that runs this in practice.
 */
export async function hashVolume({ data, shape, affine }: Volume<VoxelArray>): Promise<string> {
  const voxels = await sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const name = Object.prototype.toString.call(data).slice("[object ".length, -1);
  return sha256(new TextEncoder().encode(`${shape};${affine};${name};${voxels}`));
}
