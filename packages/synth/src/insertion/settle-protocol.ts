import { type Affine, CmbError, createRng, spacing } from "@cmb/core";
import type { AxisResolution } from "./acquire-locally.js";
import type { InsertedScan, InsertMicrobleedsOptions } from "./insertion-scan.js";

/** The facts of the acquisition, complete. @internal */
export type SettledProtocol = InsertedScan["protocol"];

const SLICE_OF_2D_MM = 2.2;

/**
 * Completes what is known of the acquisition: from the grid where that tells, else by drawing.
 *
 * @throws CmbError `OUT_OF_RANGE` for a number that no scan has
 * @internal
 */
export function settleProtocol(affine: Affine, options: InsertMicrobleedsOptions): SettledProtocol {
  const rng = createRng(options.seed ?? 0, "insertion", options.index ?? 0, "protocol");
  const fieldStrengthT = options.fieldStrengthT ?? (rng.at("field").uniform() < 0.55 ? 3 : 1.5);
  const [shortest, longest] = fieldStrengthT > 2 ? [17, 27] : [22, 45];
  const [x, y, z] = options.b0Direction ?? [0, 0, 1];
  const length = Math.hypot(x, y, z);
  const native = spacing(affine);
  const { thick, wide } = sliceAxis(affine);
  const settled: SettledProtocol = {
    fieldStrengthT,
    echoTimeMs: options.echoTimeMs ?? rng.at("echo").uniform(shortest, longest),
    encoding: options.encoding ?? (thick >= SLICE_OF_2D_MM && thick >= 2 * wide ? "2D" : "3D"),
    sliceProfile: options.sliceProfile ?? 0.9,
    acquiredSpacingMm: options.acquiredSpacingMm ?? [native[0], native[1], native[2]],
    b0Direction: [x / length, y / length, z / length],
    paramagneticPhase: options.paramagneticPhase ?? "up",
    swiExponent: options.swiExponent ?? 4,
  };
  assertRange("fieldStrengthT", settled.fieldStrengthT, [0.2, 12]);
  assertRange("echoTimeMs", settled.echoTimeMs, [0, 200]);
  assertRange("sliceProfile", settled.sliceProfile, [0.05, 3]);
  assertRange("swiExponent", settled.swiExponent, [0, 20]);
  assertRange("length of b0Direction", length, [1e-9, 1e9]);
  for (const value of settled.acquiredSpacingMm) assertRange("acquiredSpacingMm", value, [0.01, 30]);
  return settled;
}

/**
 * How each axis of a grid is resolved under a protocol.
 *
 * @internal
 */
export function axisResolutions(
  affine: Affine,
  { encoding, sliceProfile, acquiredSpacingMm }: SettledProtocol,
): readonly [AxisResolution, AxisResolution, AxisResolution] {
  const native = spacing(affine);
  const { axis: slices } = sliceAxis(affine);
  const resolve = (axis: 0 | 1 | 2): AxisResolution => {
    const ratio = Math.max(1, acquiredSpacingMm[axis] / native[axis]);
    if (encoding === "2D" && axis === slices) return { by: "slice", widthVoxels: sliceProfile * ratio };
    return { by: "k-space", widthVoxels: ratio };
  };
  return [resolve(0), resolve(1), resolve(2)];
}

/** The axis of the longest voxel side, k where sides are equal; its length, and the next. */
function sliceAxis(affine: Affine): { readonly axis: number; readonly thick: number; readonly wide: number } {
  const sides = spacing(affine);
  const [slices, other] = [2, 1, 0].toSorted((a, b) => (sides[b] as number) - (sides[a] as number));
  return { axis: slices as number, thick: sides[slices as number] as number, wide: sides[other as number] as number };
}

function assertRange(name: string, value: number, [minimum, maximum]: readonly [number, number]): void {
  if (value >= minimum && value <= maximum) return;
  const message = `insertMicrobleeds: ${name} is ${value}; give a number from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}
