import type { Volume, VoxelArray } from "@cmb/core";
import type { InputCheck } from "./report.js";

/** What {@link checkInput} is told. @since 0.1.0 */
export interface CheckInputOptions {
  /** The kind of scan, where known. */
  readonly sequence?: "SWI" | "GRE" | "unknown" | undefined;
}

/**
 * What about a volume its reader should know before detection runs on it.
 *
 * @param volume - any voxel type
 * @param _options - see {@link CheckInputOptions}
 * @returns what was found; empty when nothing is wrong
 * @since 0.1.0
 */
export function checkInput({ data }: Volume<VoxelArray>, _options: CheckInputOptions = {}): readonly InputCheck[] {
  let count = 0;
  for (let v = 0; v < data.length; v++) if (Number.isNaN(data[v])) count++;
  if (count === 0) return [];
  const message = `${count} of ${data.length} voxels are NaN; they are filled from their neighbours.`;
  return [{ code: "NAN_VOXELS", severity: "warning", message }];
}
