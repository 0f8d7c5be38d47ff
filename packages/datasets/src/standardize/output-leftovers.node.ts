import { readdir, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { byCodePoint } from "../by-code-point.js";
import { DERIVATIVES } from "./standard-names.js";

/** What is left in an output folder of series that are not in the dataset any more. */
interface Leftovers {
  /** A series by the start of its files' names, such as sub-01/anat/sub-01, with how many files it has. */
  readonly series: ReadonlyMap<string, number>;
  /** Every folder of a patient that holds a file, such as sub-01. */
  readonly patients: readonly string[];
}

/**
 * The files of patients that no series of this run is called like; they are left alone. Folders of patients without any
 * file are removed.
 *
 * @param output - the folder of the dataset
 * @param own - the paths that the series of this run have, in `output`
 */
export async function findLeftovers(output: string, own: ReadonlySet<string>): Promise<Leftovers> {
  const paths = [...(await filesOf(output, "")), ...(await filesOf(output, `${DERIVATIVES}/`))];
  const series = new Map<string, number>();
  for (const path of paths.filter((path) => !own.has(path)).sort(byCodePoint)) {
    const stem = path.replace(`${DERIVATIVES}/`, "").replace(/(_space-|_desc-|_[^_/]*$).*/, "");
    series.set(stem, (series.get(stem) ?? 0) + 1);
  }
  const patients = new Set(paths.map((path) => /(?:^|\/)(sub-[^/]+)\//.exec(path)?.[1] ?? ""));
  return { series, patients: [...patients].sort(byCodePoint) };
}

async function filesOf(output: string, above: string): Promise<string[]> {
  const entries = await readdir(join(output, above), { withFileTypes: true });
  const patients = entries.filter((entry) => entry.isDirectory() && entry.name.startsWith("sub-"));
  const found = await Promise.all(patients.map(({ name }) => filesBelow(output, `${above}${name}`)));
  return found.flat();
}

/** The files below a folder; folders without any are removed. */
async function filesBelow(output: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(output, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(output, path) : [path];
    }),
  );
  const files = found.flat();
  // A folder that somebody fills at this moment stays.
  if (files.length === 0) await rmdir(join(output, folder)).catch(() => undefined);
  return files;
}
