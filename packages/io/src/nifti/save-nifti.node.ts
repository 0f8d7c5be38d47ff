import { createGzip } from "node:zlib";
import { CmbError, type LongTask, type LongTaskOptions, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { createPendingFile, type PendingFile } from "../files/save-file.node.js";
import { encodeNifti, type WriteNiftiOptions } from "./encode-nifti.js";
import { withoutOrigin } from "./gzip-bytes.js";
import { pathsToWrite, toPath } from "./nifti-path.node.js";

/** What {@link saveNifti} takes. @since 0.1.0 */
export interface SaveNiftiOptions extends WriteNiftiOptions, LongTaskOptions {
  /** Of gzip, 0 (none) to 9 (smallest); 1 unless given, as in nibabel. */
  readonly compressionLevel?: number | undefined;
}

/**
 * Writes a volume to disk, whole or not at all: under temporary names, renamed when everything is there.
 *
 * @param volume - any voxel type; only read
 * @param path - ends in `.nii`, `.nii.gz`, `.hdr`, `.img`, `.hdr.gz` or `.img.gz`; the last four write both files of a
 * pair
 * @param options - see {@link SaveNiftiOptions}
 * @throws CmbError `FILE_NOT_WRITABLE`, `INVALID_ARGUMENT` for another ending, and all that `writeNifti` throws; the
 * signal's reason when aborted
 * @since 0.1.0
 */
export async function saveNifti(
  volume: Volume<VoxelArray>,
  path: string | URL,
  options: SaveNiftiOptions = {},
): Promise<void> {
  options.signal?.throwIfAborted();
  const paths = pathsToWrite(toPath(path));
  const level = checkLevel(options.compressionLevel ?? 1);
  const { header, voxels } = encodeNifti(volume, paths.image === undefined, options);
  const task = startLongTask(header.length + voxels.length, options);
  const contents: Content[] =
    paths.image === undefined
      ? [{ path: paths.header, parts: [header, voxels] }]
      : [
          { path: paths.image, parts: [voxels] },
          { path: paths.header, parts: [header] },
        ];
  const files: PendingFile[] = [];
  try {
    let done = 0;
    for (const content of contents) {
      const file = await createPendingFile(content.path);
      files.push(file);
      const progress = { task, done };
      await (paths.gzip ? writeCompressed(file, content, { level, ...progress }) : writePlain(file, content, progress));
      done += content.parts.reduce((sum, part) => sum + part.length, 0);
    }
    for (const file of files) await file.commit();
  } finally {
    for (const file of files) await file.discard();
  }
}

interface Content {
  readonly path: string;
  readonly parts: readonly Uint8Array[];
}

interface Progressing {
  readonly task: LongTask;
  /** Bytes of the files before this one. */
  readonly done: number;
}

const STEP_BYTES = 2 ** 20;

function checkLevel(level: number): number {
  if (Number.isInteger(level) && level >= 0 && level <= 9) return level;
  const message = `compressionLevel is ${level}; give a whole number from 0 to 9`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "compressionLevel", value: level, minimum: 0, maximum: 9 });
}

async function writePlain(file: PendingFile, { parts }: Content, { task, done }: Progressing): Promise<void> {
  let at = done;
  for (const step of steps(parts)) {
    await file.write(step);
    at += step.length;
    await task.advance("writing voxels", at);
  }
}

function* steps(parts: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const part of parts) {
    for (let at = 0; at < part.length; at += STEP_BYTES) yield part.subarray(at, at + STEP_BYTES);
  }
}

/** zlib works on its own thread; while it compresses one step, the output of the step before goes to disk. */
async function writeCompressed(
  file: PendingFile,
  { parts }: Content,
  { task, done, level }: Progressing & { readonly level: number },
): Promise<void> {
  const gzip = createGzip({ level, chunkSize: STEP_BYTES });
  const written = drain(gzip, file);
  // A failure to write shows where `written` is awaited.
  written.catch(() => gzip.destroy());
  let at = done;
  try {
    for (const step of steps(parts)) {
      if (gzip.destroyed) break;
      if (!gzip.write(step)) await Promise.race([new Promise((resolve) => gzip.once("drain", resolve)), written]);
      at += step.length;
      await task.advance("writing voxels", at);
    }
    if (!gzip.destroyed) gzip.end();
    await written;
  } finally {
    gzip.destroy();
  }
}

async function drain(gzip: AsyncIterable<Uint8Array>, file: PendingFile): Promise<void> {
  let first = true;
  for await (const chunk of gzip) {
    await file.write(first ? withoutOrigin(chunk) : chunk);
    first = false;
  }
}
