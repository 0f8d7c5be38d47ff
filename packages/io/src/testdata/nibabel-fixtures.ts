import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What nibabel reads from one fixture. */
export interface NibabelFacts {
  readonly file: string;
  readonly dim: readonly number[];
  readonly affine: readonly number[];
  readonly baseAffine: readonly number[];
  readonly qform?: readonly number[];
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  readonly pixdim: readonly number[];
  /** Code, and length of the data with their padding. */
  readonly extensions: readonly (readonly [number, number])[];
  readonly dataType?: string;
  /** Scaled, i fastest; what is not finite is text. */
  readonly values?: readonly (number | "nan" | "inf" | "-inf")[];
}

const FOLDER = new URL("../../../../fixtures/io/", import.meta.url);

/** Every fixture that `fixtures/io/make_nifti.py` wrote. */
export function nibabelFixtures(): readonly NibabelFacts[] {
  const { files } = JSON.parse(readFileSync(new URL("nifti.json", FOLDER), "utf8")) as { files: NibabelFacts[] };
  return files;
}

/** What nibabel says about one of them. */
export function nibabelFacts(file: string): NibabelFacts {
  const facts = nibabelFixtures().find((entry) => entry.file === file);
  if (facts === undefined) throw new Error(`no fixture ${file}`);
  return facts;
}

/** Where a fixture lies. */
export function fixturePath(file: string): string {
  return fileURLToPath(new URL(`nifti/${file}`, FOLDER));
}

/** The bytes of a fixture, in memory of their own. */
export function fixtureBytes(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(fixturePath(file)));
}

/** The values as numbers. */
export function valuesOf({ values = [] }: NibabelFacts): readonly number[] {
  const special = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, "-inf": Number.NEGATIVE_INFINITY };
  return values.map((value) => (typeof value === "number" ? value : special[value]));
}
