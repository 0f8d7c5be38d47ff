import type { NiftiExtension, NiftiWarning } from "./nifti-image.js";

/** What lies between the header and the voxels. */
export interface ParsedExtensions {
  readonly extensions: readonly NiftiExtension[];
  readonly warnings: readonly NiftiWarning[];
}

/**
 * The extensions of a header.
 *
 * @param area - from the byte after the fixed header to the first voxel, or to the end of the header file of a pair
 * @param littleEndian - byte order of the header
 * @returns copies of the data; a broken extension ends the list with a warning
 */
export function parseExtensions(area: Uint8Array, littleEndian: boolean): ParsedExtensions {
  const extensions: NiftiExtension[] = [];
  const warnings: NiftiWarning[] = [];
  const view = new DataView(area.buffer, area.byteOffset, area.byteLength);
  let start = 4;
  if (area.length < start || area[0] === 0) return { extensions, warnings };
  while (start + 8 <= area.length) {
    const size = view.getInt32(start, littleEndian);
    if (size === 0) break;
    if (size < 8 || start + size > area.length) {
      const message = `The extension at byte ${start} after the header claims ${size} bytes and ${area.length - start} are there; it and what follows were left out`;
      warnings.push({ code: "EXTENSION_INVALID", message });
      break;
    }
    if (size % 16 !== 0) {
      const message = `The extension at byte ${start} after the header has ${size} bytes, which is not a multiple of 16; it was kept`;
      warnings.push({ code: "EXTENSION_INVALID", message });
    }
    extensions.push({ code: view.getInt32(start + 4, littleEndian), data: area.slice(start + 8, start + size) });
    start += size;
  }
  return { extensions, warnings };
}
