import type { VoxelArray } from "@cmb/core";

/** Least and greatest value of the integer types. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  Int8Array: [-128, 127],
  Uint8Array: [0, 255],
  Uint8ClampedArray: [0, 255],
  Int16Array: [-32768, 32767],
  Uint16Array: [0, 65535],
  Int32Array: [-2147483648, 2147483647],
  Uint32Array: [0, 4294967295],
};

/**
 * A function that writes values into an array, rounded and limited where the array holds whole numbers.
 *
 * @internal
 */
export function voxelWriter(data: VoxelArray): (v: number, value: number) => void {
  const range = RANGES[data[Symbol.toStringTag]];
  if (range === undefined) {
    return (v, value) => {
      data[v] = value;
    };
  }
  const [least, greatest] = range;
  return (v, value) => {
    data[v] = Math.min(greatest, Math.max(least, Math.round(value)));
  };
}
