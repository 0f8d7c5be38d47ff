// Real scans that microbleeds are inserted into, and that marks are counted on: which, with what slices.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { spacing } from "@cmb/core";
import { loadNifti } from "@cmb/io/node";
import { readJson } from "./made-once.mjs";

const MULTI_ECHO = "Notebook-Factory+mri-course/02/multi_TE_data/20191121_150829T2StarMap2D234FOVs007a1001.nii.gz";

/**
 * The T2*-weighted and susceptibility-weighted brains among the public scans that the tests of other packages read
 * (see docs/decisions/0007-fixtures.md). Nobody has said whether they show microbleeds. `person`: scans of one are not
 * independent.
 */
const PUBLIC_SCANS = [
  {
    ...{ name: "2-D GRE, TE 18.5 ms, slab of 7 slices", path: MULTI_ECHO, volume: 4, person: "multi-echo" },
    ...{ sequence: "GRE", echoTimeMs: 18.5, fieldStrengthT: 3, encoding: "2D" },
  },
  {
    ...{ name: "2-D GRE, TE 30.2 ms, slab of 7 slices", path: MULTI_ECHO, volume: 7, person: "multi-echo" },
    ...{ sequence: "GRE", echoTimeMs: 30.2, fieldStrengthT: 3, encoding: "2D" },
  },
  {
    ...{ name: "3-D GRE, crop of 24×24×41 mm", path: "korbinian90+MriResearchTools.jl/test/data/small/Mag.nii" },
    ...{ volume: 2, person: "crop", sequence: "GRE" },
  },
  {
    ...{ name: "SWI, crop of 24×24×41 mm", path: "_derived/MriResearchTools_homodyne_SWI_echo3.nii.gz" },
    ...{ person: "crop", sequence: "SWI" },
  },
  {
    ...{ name: "field map, TE 7.7 ms", path: "neurolabusc+dcm_qa_me/Ref/me_FieldMap_GRE_2_e2.nii" },
    ...{ person: "field map", sequence: "GRE", echoTimeMs: 7.65, fieldStrengthT: 3 },
  },
  {
    ...{ name: "field map, TE 12.5 ms", path: "neurolabusc+dcm_qa_xa30/Ref/8_gre_field_mapping_e2.nii" },
    ...{ person: "field map 2", sequence: "GRE", echoTimeMs: 12.46, fieldStrengthT: 3 },
  },
];

/** Slices as thick as these are made of thinner ones, in mm. */
export const SLICES_MM = [1, 2, 3, 5];
const LEAST_SLICES = 3;

/**
 * The scans of a folder: those of its `scans.json`, a list of `{ path, name, person, sequence, volume, echoTimeMs,
 * fieldStrengthT, encoding }` of which the first is needed, else those of the public ones that it holds. Where echo time
 * and field are left out, they are drawn for each insertion.
 */
export function listScans(folder) {
  if (folder === undefined) return [];
  const own = readJson(join(folder, "scans.json"));
  if (own !== undefined) return own.map((scan) => completed(folder, scan));
  return PUBLIC_SCANS.filter(({ path }) => existsSync(join(folder, path))).map((scan) => completed(folder, scan));
}

function completed(folder, scan) {
  const { path, name = path, person = path, sequence = "unknown" } = scan;
  return { ...scan, name, person, sequence, path: join(folder, path) };
}

/** The volume of a scan with whole slices, as voxels of any type. */
export async function loadScan({ path, volume: volumeIndex }) {
  return (await loadNifti(path, volumeIndex === undefined ? {} : { volumeIndex })).volume;
}

/**
 * The thicknesses that a scan can be had with: its own, and those of `SLICES_MM` that are thicker and leave a few slices.
 */
export function slicesOf({ shape, affine }) {
  const own = spacing(affine)[2];
  const thicker = SLICES_MM.filter((mm) => mm > 1.2 * own && (shape[2] * own) / mm >= LEAST_SLICES);
  return [own, ...thicker];
}

/**
 * The scan with thicker slices: each is the mean of what it covers, partly covered slices by their share. What does not
 * fill a slice at the end is left out.
 *
 * @param sliceMm the thickness and distance of the slices of the result; those of the scan or more
 */
export function thickenSlices({ data, shape: [ni, nj, nk], affine }, sliceMm) {
  const ratio = sliceMm / spacing(affine)[2];
  const count = Math.floor((nk * (1 + 1e-9)) / ratio);
  const area = ni * nj;
  const out = new Float32Array(area * count);
  for (let k = 0; k < count; k++) {
    for (const [plane, share] of sharesOf(k * ratio, (k + 1) * ratio)) {
      if (plane >= nk) continue;
      for (let v = 0; v < area; v++) out[area * k + v] += share * data[area * plane + v];
    }
  }
  const along = [affine[2], affine[6], affine[10]];
  const moved = [3, 7, 11].map((at, axis) => affine[at] + ((ratio - 1) / 2) * along[axis]);
  const result = affine.map((value, at) => (at < 12 && at % 4 === 2 ? value * ratio : value));
  for (const [axis, value] of moved.entries()) result[4 * axis + 3] = value;
  return { data: out, shape: [ni, nj, count], affine: result };
}

/** The planes from `first` to `last`, in planes, each with its share of the whole. */
function sharesOf(first, last) {
  const shares = [];
  for (let plane = Math.floor(first + 1e-9); plane < last - 1e-9; plane++) {
    const covered = Math.min(last, plane + 1) - Math.max(first, plane);
    shares.push([plane, covered / (last - first)]);
  }
  return shares;
}
