import type { Volume, VoxelArray } from "@cmb/core";
import type { Scene } from "../scene.js";

/** A scene with its voxels as text, bit for bit: comparing typed arrays takes a test a hundred times as long. */
export function comparable({ image, channels, labels, ...rest }: Scene): unknown {
  return { ...rest, image: plain(image), channels: channels?.map(plain), labels: labels && plain(labels) };
}

/** Voxels as text, bit for bit. */
export function bytesOf(data: VoxelArray): string {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).join();
}

function plain({ data, shape, affine }: Volume<VoxelArray>): unknown {
  return { shape, affine, type: data.constructor.name, bytes: bytesOf(data) };
}
