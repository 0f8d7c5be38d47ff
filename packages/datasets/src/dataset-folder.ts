import type { LongTaskOptions } from "@cmb/core";
import type { NiftiImage, NiftiInfo } from "@cmb/io";

/**
 * A folder as the readers see it: on disk (`openFolder` of `@cmb/datasets/node`), or in memory, or dropped into a page
 * ({@link createMemoryFolder}). Paths are relative, with `/` between their parts.
 *
 * @since 0.1.0
 */
export interface DatasetFolder {
  /** A name for messages: the path, or what the caller said. */
  readonly name: string;
  /** Every file below the folder, in the order of their code units. */
  readonly list: () => Promise<readonly string[]>;
  /**
   * The bytes of one file.
   *
   * @throws CmbError `FILE_NOT_READABLE`; `TOO_LARGE` when the file is larger than `maxBytes`
   */
  readonly read: (path: string, options: { readonly maxBytes: number }) => Promise<Uint8Array>;
  /** A NIfTI file of one volume; throws what `loadNifti` of `@cmb/io` throws, with the path in the message. */
  readonly loadImage: (path: string, options?: LongTaskOptions) => Promise<NiftiImage>;
  /** The header of a NIfTI file; only its start is read. */
  readonly loadInfo: (path: string, options?: Pick<LongTaskOptions, "signal">) => Promise<NiftiInfo>;
}
