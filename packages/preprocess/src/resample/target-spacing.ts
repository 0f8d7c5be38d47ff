import { type Affine, CmbError } from "@cmb/core";

/** A spacing for each axis. @throws CmbError `OUT_OF_RANGE` for what is no length, `INVALID_ARGUMENT` for two of them */
export function targetSpacing(
  operation: string,
  spacingMm: number | readonly [number, number, number],
): readonly [number, number, number] {
  const wanted: readonly number[] = typeof spacingMm === "number" ? [spacingMm, spacingMm, spacingMm] : spacingMm;
  const [x, y, z] = wanted;
  if (wanted.length !== 3 || x === undefined || y === undefined || z === undefined) {
    const message = `${operation}: spacingMm is [${wanted}]; give one length or three`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "spacingMm", value: spacingMm });
  }
  for (const mm of wanted) {
    if (mm > 0 && Number.isFinite(mm)) continue;
    const message = `${operation}: spacingMm is ${mm}; give a length above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "spacingMm", value: mm, minimum: 0 });
  }
  return [x, y, z];
}

/** @throws CmbError `OUT_OF_RANGE` when an affine holds NaN or an infinity */
export function assertFiniteAffine(operation: string, affine: Affine): void {
  const broken = affine.findIndex((value) => !Number.isFinite(value));
  if (broken === -1) return;
  const value = Number(affine[broken]);
  const message = `${operation}: entry ${broken} of the affine is ${value}; give finite numbers`;
  throw new CmbError("OUT_OF_RANGE", message, { name: `affine[${broken}]`, value });
}
