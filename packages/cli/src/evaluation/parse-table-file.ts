import { CmbError, isCmbError } from "@cmb/core";
import { parseTable, type Table } from "@cmb/metrics";

/**
 * A table of a file; what is wrong with it is bad data and not a wrong command line.
 *
 * @param path - for messages
 * @throws CmbError `INVALID_CASE` that names the file and the line
 */
export function parseTableFile(path: string, text: string): Table {
  try {
    return parseTable(text);
  } catch (error) {
    if (!isCmbError(error, "INVALID_ARGUMENT")) throw error;
    const { name: field, value } = error.details;
    throw new CmbError("INVALID_CASE", `${path}, ${error.message}`, { case: path, field, value }, { cause: error });
  }
}
