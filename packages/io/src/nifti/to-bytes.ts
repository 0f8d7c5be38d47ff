import { CmbError } from "@cmb/core";

/** Bytes in memory. @since 0.1.0 */
export type Bytes = ArrayBuffer | Uint8Array;

/**
 * A plain view of the bytes, without a copy. A Node `Buffer` must not stay one: its `slice` does not copy.
 *
 * @throws CmbError `INVALID_ARGUMENT` for anything else
 */
export function toBytes(bytes: Bytes): Uint8Array {
  if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isArrayBuffer(bytes)) return new Uint8Array(bytes);
  const message = `Bytes are an ArrayBuffer or a Uint8Array; this is ${typeof bytes}`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "bytes", value: String(bytes) });
}

/** Also for a buffer of another frame or realm, which `instanceof` does not know. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}

/** Whether a file starts as gzip does: 1F 8B. */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** @throws CmbError `INVALID_ARGUMENT` for compressed bytes */
export function refuseGzip(bytes: Uint8Array): void {
  if (!isGzip(bytes)) return;
  const message = "The bytes are gzip, which cannot be inflated synchronously everywhere; use loadNifti, which does it";
  throw new CmbError("INVALID_ARGUMENT", message, { name: "bytes", value: "gzip" });
}
