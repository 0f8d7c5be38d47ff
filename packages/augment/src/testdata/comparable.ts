import type { Volume, VoxelArray } from "@cmb/core";
import type { Scene } from "../scene.js";

/** A scene with its voxels as text, bit for bit: comparing typed arrays takes a test a hundred times as long. */
export function comparable({ image, channels, labels, ...rest }: Scene): unknown {
  return { ...rest, image: plain(image), channels: channels?.map(plain), labels: labels && plain(labels) };
}

function plain({ data, shape, affine }: Volume<VoxelArray>): unknown {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { shape, affine, type: data.constructor.name, bytes: bytes.join() };
}
