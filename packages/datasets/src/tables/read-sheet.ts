import { CmbError } from "@cmb/core";
import { unzipSync } from "fflate";
import { readSheet as readFirstSheet } from "read-excel-file/universal";

/** A cell: text, a number, a truth value, or nothing. Dates and formula errors are given as text. @since 0.1.0 */
export type Cell = string | number | boolean | null;

/** What {@link readSheet} takes. @since 0.1.0 */
export interface ReadSheetOptions {
  /** Most bytes that all parts of the file may have when they are inflated; 256 MiB unless given. */
  readonly maxBytes?: number | undefined;
}

/**
 * The first sheet of an Excel workbook (`.xlsx`), row by row; `read-excel-file` reads it.
 *
 * @param bytes - of the whole file
 * @param options - see {@link ReadSheetOptions}
 * @returns rows of cells; an empty cell is `null`, rows need not be equally long
 * @throws CmbError `CORRUPT_DATA` for anything that is no workbook; `TOO_LARGE` when it would inflate beyond the cap
 * @since 0.1.0
 */
export async function readSheet(
  bytes: Uint8Array,
  options: ReadSheetOptions = {},
): Promise<readonly (readonly Cell[])[]> {
  const { maxBytes = 2 ** 28 } = options;
  try {
    assertInflatedSize(bytes, maxBytes);
    const rows = await readFirstSheet(new Uint8Array(bytes).buffer);
    return rows.map((row) => row.map(toCell));
  } catch (cause) {
    if (cause instanceof CmbError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `The bytes are no Excel workbook that can be read (${why}); save the table again as .xlsx`;
    throw new CmbError("CORRUPT_DATA", message, { format: "xlsx" }, { cause });
  }
}

/** Looks at the directory of the archive alone, before anything of it is inflated. */
function assertInflatedSize(bytes: Uint8Array, maxBytes: number): void {
  let total = 0;
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      total += originalSize;
      return false;
    },
  });
  if (total <= maxBytes) return;
  const message = `The workbook inflates to ${total} bytes, of at most ${maxBytes}; raise maxBytes if it is to be read`;
  throw new CmbError("TOO_LARGE", message, { requiredBytes: total, limitBytes: maxBytes });
}

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value instanceof Date ? value.toISOString() : String(value);
}
