import { readFile } from "node:fs/promises";
import { CmbError } from "@cmb/core";
import type { KnownAcquisition } from "./known-acquisition.js";

const ECHO_TIME_S = [0.0005, 0.2] as const;
const FIELD_T = [0.2, 12] as const;

/**
 * What the sidecar of BIDS beside a scan says: `scan.json` beside `scan.nii.gz`. Nothing where there is none.
 *
 * @throws CmbError `CORRUPT_DATA` for a sidecar that is no JSON, `OUT_OF_RANGE` for values that no scan has
 * @internal
 */
export async function readScanSidecar(scanPath: string): Promise<KnownAcquisition> {
  const path = scanPath.replace(/(\.(nii|hdr|img))?(\.gz)?$/i, ".json");
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw new CmbError("FILE_NOT_READABLE", `${path} cannot be read (${cause.message})`, { path }, { cause });
  });
  if (text === undefined) return {};
  const { EchoTime, MagneticFieldStrength, MRAcquisitionType } = fieldsOf(path, text);
  const echoTimeS = within(path, "EchoTime", EchoTime, { limits: ECHO_TIME_S, unit: "s" });
  const isEncoding = MRAcquisitionType === "2D" || MRAcquisitionType === "3D";
  return {
    echoTimeMs: echoTimeS === undefined ? undefined : Number((echoTimeS * 1000).toFixed(6)),
    fieldStrengthT: within(path, "MagneticFieldStrength", MagneticFieldStrength, { limits: FIELD_T, unit: "T" }),
    encoding: isEncoding ? MRAcquisitionType : undefined,
  };
}

function fieldsOf(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {}
  const message = `${path}, beside the scan, is no JSON object, as sidecars of BIDS are; mend it or move it away`;
  throw new CmbError("CORRUPT_DATA", message, { format: "JSON" });
}

interface Limits {
  readonly limits: readonly [number, number];
  readonly unit: string;
}

/** A list, as some converters write for several echoes, does not say which of them this is. */
function within(path: string, name: string, value: unknown, { limits, unit }: Limits): number | undefined {
  if (typeof value !== "number") return undefined;
  const [minimum, maximum] = limits;
  if (value >= minimum && value <= maximum) return value;
  const message = `${path}: ${name} is ${value}; in BIDS it is in ${unit}, and ${minimum} to ${maximum} is what scans have`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}
