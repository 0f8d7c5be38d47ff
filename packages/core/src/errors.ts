/**
 * The whole failure vocabulary: each code with the data that comes with it. A code is part of the API.
 *
 * @since 0.1.0
 */
export interface CmbErrorDetails {
  /** Two grids, or data and its shape, do not fit together. */
  SHAPE_MISMATCH: { readonly expected: readonly number[]; readonly actual: readonly number[] };
  /** An affine that cannot be inverted. */
  SINGULAR_AFFINE: { readonly determinant: number };
  /** A number outside of its allowed range. */
  OUT_OF_RANGE: { readonly name: string; readonly value: number; readonly minimum?: number; readonly maximum?: number };
  /** An argument of the wrong kind: an unknown name, a missing option, values that exclude one another. */
  INVALID_ARGUMENT: { readonly name: string; readonly value: unknown };
  /** A scan to score that lacks something, or holds what no scan can; `field` is where in it. */
  INVALID_CASE: { readonly case: string; readonly field: string; readonly value: unknown };
  /** A volume without voxels, or without one usable voxel. */
  EMPTY_VOLUME: { readonly shape: readonly number[] };
  /** A NIfTI header field that no valid file has. */
  INVALID_NIFTI: { readonly field: string; readonly value: unknown };
  /** Fewer bytes than the header announces. */
  TRUNCATED_DATA: { readonly expectedBytes: number; readonly actualBytes: number };
  /** Bytes that are not what they claim to be: a broken gzip stream, a checksum that does not fit. */
  CORRUPT_DATA: { readonly format: string };
  /** A format or a data type that is recognised and not read. */
  UNSUPPORTED_FORMAT: { readonly format: string; readonly supported: readonly string[] };
  /** More bytes than the cap allows. */
  TOO_LARGE: { readonly requiredBytes: number; readonly limitBytes: number };
  /** A value that the wanted data type cannot hold exactly. */
  NOT_REPRESENTABLE: { readonly value: number | string; readonly dataType: string };
  /** A 4-D or 5-D image where one volume is wanted. */
  VOLUME_INDEX_REQUIRED: { readonly volumes: number };
  /** Input that detection must not run on, with every check that was made of it. */
  UNSUITABLE_INPUT: {
    readonly checks: readonly { readonly code: string; readonly severity: string; readonly message: string }[];
  };
  /** A random transform that made a labelled lesion disappear, or bright where it was dark. */
  LESION_LOST: { readonly label: number; readonly transform: string };
  /** Something that was closed and is used again. */
  RESOURCE_CLOSED: { readonly resource: string };
  /** A folder that is not laid out as its dataset is, or a file in it that contradicts another. */
  INVALID_DATASET: { readonly dataset: string; readonly path: string };
  /** A file or folder that is not there or cannot be read. */
  FILE_NOT_READABLE: { readonly path: string };
  /** A file or folder that cannot be written. */
  FILE_NOT_WRITABLE: { readonly path: string };
  /** A URL that did not answer with the bytes. */
  FETCH_FAILED: { readonly url: string; readonly status: number };
  /** No model of that name, or a file of it that is not there. */
  MODEL_NOT_FOUND: { readonly model: string; readonly known: readonly string[] };
  /** A manifest that describes no model, or a network that is not what its manifest says; `field` is where in it. */
  INVALID_MODEL: { readonly field: string; readonly value: unknown };
  /** Weights that are not those of the manifest: another length, or another SHA-256. */
  WEIGHTS_MISMATCH: {
    readonly file: string;
    readonly expected: { readonly bytes: number; readonly sha256: string };
    readonly found: { readonly bytes: number; readonly sha256: string | null };
  };
  /** No device of that name works here; `reasons` says why, for each that was tried. */
  BACKEND_UNAVAILABLE: {
    readonly device: string;
    readonly tried: readonly string[];
    readonly reasons: Readonly<Record<string, string>>;
  };
  /** A program of others that is not installed, or not where it was looked for. */
  PROGRAM_UNAVAILABLE: { readonly program: string };
  /** A program of others that ended with an error, with the end of what it printed. */
  PROGRAM_FAILED: { readonly program: string; readonly exitCode: number; readonly output: string };
}

/** The name of one kind of failure. @since 0.1.0 */
export type CmbErrorCode = keyof CmbErrorDetails;

/** A {@link CmbError} as plain data, for a worker boundary or a command line. @since 0.1.0 */
export interface CmbErrorJson<C extends CmbErrorCode = CmbErrorCode> {
  readonly name: "CmbError";
  readonly code: C;
  readonly message: string;
  readonly details: CmbErrorDetails[C];
}
