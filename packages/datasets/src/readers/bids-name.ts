/** A BIDS file name taken apart. */
export interface BidsName {
  readonly path: string;
  readonly folder: string;
  /** Entities in their order, such as sub, ses, acq, run, echo, part. */
  readonly entities: ReadonlyMap<string, string>;
  readonly suffix: string;
  /** "nii", "nii.gz", "json" or "tsv". */
  readonly extension: string;
}

/** `undefined` for a name that is not of the form `key-value_key-value_suffix.extension`. */
export function parseBidsName(path: string): BidsName | undefined {
  const slash = path.lastIndexOf("/");
  const [, stem, extension] = /^([^.]+)\.(nii|nii\.gz|json|tsv)$/.exec(path.slice(slash + 1)) ?? [];
  if (stem === undefined || extension === undefined) return undefined;
  const parts = stem.split("_");
  const suffix = parts.pop() ?? "";
  const pairs = parts.map((part) => /^([a-zA-Z0-9]+)-([a-zA-Z0-9+]+)$/.exec(part));
  if (suffix.includes("-") || pairs.includes(null)) return undefined;
  const entities = new Map(pairs.map((pair) => [pair?.[1] ?? "", pair?.[2] ?? ""]));
  return { path, folder: slash === -1 ? "" : path.slice(0, slash), entities, suffix, extension };
}

/** Whether all entities of one name, but the ones named, stand in another with the same value. */
export function isWithin(name: BidsName, other: BidsName, except: readonly string[] = []): boolean {
  return [...name.entities].every(([key, value]) => except.includes(key) || other.entities.get(key) === value);
}
