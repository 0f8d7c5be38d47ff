// The scans that detection is timed on: phantoms of the size of clinical ones, made once.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../node_modules/.cache/cmb-bench", import.meta.url));

/** The brightest voxel: whole numbers of 12 bits, as scanners write them. */
const LARGEST = 4095;
const SCANS = {
  swi: { spacingMm: [0.45, 0.45, 1], fieldOfViewMm: [230.4, 230.4, 150], contrast: "SWI" },
  gre: { spacingMm: [0.9, 0.9, 4], fieldOfViewMm: [230.4, 230.4, 144], contrast: "GRE" },
};

/** Their names: `swi` has 512×512×150 voxels of 0.45×0.45×1 mm, `gre` 256×256×36 of 0.9×0.9×4 mm. */
export const SCAN_NAMES = Object.keys(SCANS);

/** Where a scan lies: one of `SCAN_NAMES`, or a path that is given back. */
export function scanPath(name) {
  return SCAN_NAMES.includes(name) ? join(FOLDER, `${name}-12-bit.nii.gz`) : name;
}

/** Makes a scan of `SCAN_NAMES` unless it is there. Takes memory: not for the process that is measured. */
export async function makeTimedScan(name) {
  const path = scanPath(name);
  if (existsSync(path)) return;
  const { saveNifti } = await import("@cmb/io/node");
  const { renderPhantom } = await import("@cmb/synth");
  mkdirSync(FOLDER, { recursive: true });
  const { volume } = await renderPhantom({ seed: 1, ...SCANS[name], microbleeds: 12 });
  const factor = LARGEST / volume.data.reduce((largest, value) => Math.max(largest, value), 0);
  await saveNifti({ ...volume, data: Int16Array.from(volume.data, (value) => Math.round(factor * value)) }, path);
}
