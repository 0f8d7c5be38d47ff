import type { DatasetFolder } from "../dataset-folder.js";
import type { Covariates, DatasetWarning } from "../dataset-subject.js";
import { type BidsName, isWithin } from "./bids-name.js";

const MAX_SIDECAR_BYTES = 2 ** 22;

/** What the JSON files beside and above an image say about it. */
export interface Sidecar {
  readonly covariates: Partial<Pick<Covariates, "fieldStrengthT" | "echoTimeMs" | "site">>;
  readonly warnings: readonly DatasetWarning[];
}

/**
 * Echo time, field strength and institution of an image, by the inheritance of BIDS: a JSON file applies when it lies in
 * the image's folder or above, has the same suffix and no entity that the image does not have; nearer ones win.
 */
export async function readSidecar(
  folder: DatasetFolder,
  image: BidsName,
  names: readonly BidsName[],
): Promise<Sidecar> {
  const applying = names
    .filter(({ extension, suffix }) => extension === "json" && suffix === image.suffix)
    .filter((name) => isAbove(name.folder, image.folder) && isWithin(name, image))
    .sort((a, b) => depth(a.folder) - depth(b.folder) || a.entities.size - b.entities.size);
  const warnings: DatasetWarning[] = [];
  let merged: Record<string, unknown> = {};
  for (const { path } of applying) {
    const fields = await readFields(folder, path);
    if (fields === undefined)
      warnings.push({ code: "SIDECAR_INVALID", message: `${path} is no JSON object; left out` });
    merged = { ...merged, ...fields };
  }
  const seconds = positive(merged["EchoTime"]);
  const site = merged["InstitutionName"];
  return {
    covariates: {
      // Seconds in BIDS; rounded so that 0.0491 s is 49.1 ms and not 49.10000000000001.
      echoTimeMs: seconds === undefined ? undefined : Number((seconds * 1000).toPrecision(12)),
      fieldStrengthT: positive(merged["MagneticFieldStrength"]),
      site: typeof site === "string" && site !== "" ? site : undefined,
    },
    warnings,
  };
}

async function readFields(folder: DatasetFolder, path: string): Promise<Record<string, unknown> | undefined> {
  const bytes = await folder.read(path, { maxBytes: MAX_SIDECAR_BYTES });
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

const depth = (folder: string): number => (folder === "" ? 0 : folder.split("/").length);

function isAbove(upper: string, lower: string): boolean {
  return upper === "" || upper === lower || lower.startsWith(`${upper}/`);
}

function positive(value: unknown): number | undefined {
  return typeof value === "number" && value > 0 && Number.isFinite(value) ? value : undefined;
}
