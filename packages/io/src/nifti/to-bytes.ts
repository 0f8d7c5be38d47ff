import { CmbError } from "@cmb/core";

/** Bytes in memory. @since 0.1.0 */
export type Bytes = ArrayBuffer | Uint8Array;

/** A view of the bytes, without a copy. */
export function toBytes(bytes: Bytes): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
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
