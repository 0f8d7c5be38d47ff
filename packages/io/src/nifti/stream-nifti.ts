import { CmbError, type LongTaskOptions, startLongTask } from "@cmb/core";
import { assembleImage, trailingData } from "./assemble-image.js";
import { type ByteCursor, concatenate, readUpTo } from "./byte-cursor.js";
import { type CheckedHeader, checkHeader, HEADER_PREFIX_BYTES } from "./check-header.js";
import { headerLength } from "./header-layout.js";
import { invalidNifti } from "./invalid-nifti.js";
import type { NiftiImage, NiftiInfo } from "./nifti-image.js";
import { describe } from "./read-nifti-header.js";
import { capOf, checkCap, checkLength, layOutVoxels, type ReadNiftiOptions, type VoxelLayout } from "./voxel-layout.js";

/** What every function that loads a NIfTI file takes. @since 0.1.0 */
export interface LoadNiftiOptions extends ReadNiftiOptions, LongTaskOptions {}

/** A pair as streams, or a single file with no second one. */
export interface NiftiStreams {
  /** At the first byte of the `.nii` or `.hdr` file. */
  readonly cursor: ByteCursor;
  /** Opens the `.img` file of a pair; `undefined` where there is none. */
  readonly openImage?: (() => Promise<ByteCursor>) | undefined;
}

/** One volume from streams of uncompressed bytes, read once, front to back; the streams are closed when this settles. */
export async function streamNifti(streams: NiftiStreams, options: LoadNiftiOptions): Promise<NiftiImage> {
  const { cursor } = streams;
  let imageCursor: ByteCursor | undefined;
  try {
    const { checked, info } = await streamHeader(cursor, options);
    const layout = layOutVoxels(info, options);
    if (!checked.singleFile) imageCursor = await openPair(streams);
    const source = imageCursor ?? cursor;
    source.checkPossible(layout.fileLength);
    const position = checked.singleFile ? checked.voxelOffset : 0;
    const buffer = await streamVoxels(source, { layout, position }, options);
    const rest = await source.rest();
    const warnings = rest === undefined ? info.warnings : [...info.warnings, trailingData(rest)];
    return assembleImage({ ...info, warnings }, layout, buffer);
  } finally {
    cursor.close();
    imageCursor?.close();
  }
}

/** Header and extensions from a stream, which then stands at the first voxel of a single file. */
export async function streamHeader(
  cursor: ByteCursor,
  options: ReadNiftiOptions,
): Promise<{ readonly checked: CheckedHeader; readonly info: NiftiInfo }> {
  const shorter = await readUpTo(cursor, headerLength(1));
  const more = isVersion2(shorter) ? await readUpTo(cursor, HEADER_PREFIX_BYTES - shorter.length) : new Uint8Array(0);
  const prefix = concatenate([shorter, more]);
  const checked = checkHeader(prefix);
  const limit = capOf(options);
  const what = "The header with its extensions";
  if (!checked.singleFile) {
    // A header file ends where its extensions end; how long it is shows only there.
    const rest = await readUpTo(cursor, limit + 1);
    checkCap(prefix.length + rest.length, limit, what);
    return { checked, info: describe(checked, concatenate([prefix, rest])) };
  }
  checkCap(checked.voxelOffset, limit, what);
  cursor.checkPossible(checked.voxelOffset);
  const rest = await readUpTo(cursor, checked.voxelOffset - prefix.length);
  checkLength(checked.voxelOffset, prefix.length + rest.length);
  return { checked, info: describe(checked, concatenate([prefix, rest])) };
}

function isVersion2(prefix: Uint8Array): boolean {
  if (prefix.length < 4) return false;
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  return view.getInt32(0, true) === 540 || view.getInt32(0, false) === 540;
}

function openPair({ openImage }: NiftiStreams): Promise<ByteCursor> {
  if (openImage !== undefined) return openImage();
  throw invalidNifti("magic", "ni1 or ni2", "the voxels are in an .img file: give header and image together");
}

interface Passage {
  readonly layout: VoxelLayout;
  /** Where in the file the stream stands. */
  readonly position: number;
}

const STEP_BYTES = 2 ** 22;

async function streamVoxels(
  source: ByteCursor,
  { layout, position }: Passage,
  options: LoadNiftiOptions,
): Promise<ArrayBuffer> {
  const task = startLongTask(layout.fileLength - position, options);
  const buffer = allocate(layout.length);
  let at = position;
  const pass = async (length: number, step: (from: number, to: number) => Promise<number>): Promise<void> => {
    for (let from = 0; from < length; from += STEP_BYTES) {
      const to = Math.min(length, from + STEP_BYTES);
      const done = await step(from, to);
      at += done;
      if (done < to - from) checkLength(layout.fileLength, at);
      await task.advance("reading voxels", at - position);
    }
  };
  const skip = (from: number, to: number): Promise<number> => source.skip(to - from);
  await pass(layout.start - position, skip);
  await pass(layout.length, (from, to) => source.fill(new Uint8Array(buffer, from, to - from)));
  await pass(layout.fileLength - layout.start - layout.length, skip);
  return buffer;
}

function allocate(length: number): ArrayBuffer {
  try {
    return new ArrayBuffer(length);
  } catch (cause) {
    const message = `The voxels take ${length} bytes, which this machine did not give`;
    throw new CmbError("TOO_LARGE", message, { requiredBytes: length, limitBytes: length - 1 }, { cause });
  }
}
