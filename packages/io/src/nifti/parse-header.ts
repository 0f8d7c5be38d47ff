import type { Affine } from "@cmb/core";
import { NIFTI1, NIFTI2 } from "nifti-reader-js";
import type { CheckedHeader } from "./check-header.js";
import { chooseAffine } from "./choose-affine.js";
import { headerNumber, headerText } from "./header-layout.js";
import { invalidNifti } from "./invalid-nifti.js";
import type { NiftiHeader, NiftiInfo, NiftiMetadata, NiftiWarning } from "./nifti-image.js";

type ParsedHeader = NIFTI1 | NIFTI2;

/**
 * The header as data, from bytes that {@link checkHeader} has passed. nifti-reader-js parses the numbers; what it gets
 * wrong is read here: 64-bit integers, text (it drops NULs and reads on) and the sform (it overwrites it by the qform).
 */
export function parseHeader(checked: CheckedHeader): Omit<NiftiInfo, "extensions"> {
  const { bytes, dim } = checked;
  const parsed = bytes.version === 1 ? new NIFTI1() : new NIFTI2();
  parsed.readHeader(bytes.view.buffer as ArrayBuffer);
  const shape = [dim[0] ?? 1, dim[1] ?? 1, dim[2] ?? 1] as const;
  const warnings: NiftiWarning[] = [...checked.warnings];
  const spatialUnit = spatialUnitOf(parsed.xyzt_units, warnings);
  const geometry = chooseAffine(
    {
      sformCode: parsed.sform_code,
      qformCode: parsed.qform_code,
      sform: affineRows(checked),
      quaternion: [parsed.quatern_b, parsed.quatern_c, parsed.quatern_d],
      quaternionOffset: [parsed.qoffset_x, parsed.qoffset_y, parsed.qoffset_z],
      pixdim: parsed.pixDims,
      axes: dim.length,
      mmPerUnit: MM_PER_UNIT[spatialUnit],
    },
    shape,
  );
  warnings.push(...geometry.warnings);
  const header: NiftiHeader = {
    version: bytes.version,
    littleEndian: bytes.littleEndian,
    singleFile: checked.singleFile,
    dim,
    pixdim: [...parsed.pixDims],
    dataType: checked.dataType,
    voxelOffset: checked.voxelOffset,
    scaling: scalingOf(parsed),
    sformCode: parsed.sform_code,
    qformCode: parsed.qform_code,
    sform: geometry.sform,
    qform: geometry.qform,
    spatialUnit,
    timeUnit: TIME_UNITS[(parsed.xyzt_units >> 3) & 7] ?? "unknown",
    metadata: metadataOf(checked, parsed),
  };
  const volumes = dim.slice(3).reduce((product, length) => product * length, 1);
  return { header, shape, volumes, affine: geometry.affine, affineSource: geometry.source, warnings };
}

const MM_PER_UNIT = { unknown: 1, m: 1000, mm: 1, um: 0.001 } as const;
const SPATIAL_UNITS = ["unknown", "m", "mm", "um"] as const;
const TIME_UNITS = ["unknown", "s", "ms", "us", "Hz", "ppm", "rad/s"] as const;

function spatialUnitOf(units: number, warnings: NiftiWarning[]): NiftiHeader["spatialUnit"] {
  const unit = SPATIAL_UNITS[units & 7];
  if (unit === undefined) {
    const message = `xyzt_units has ${units & 7} for space, which is no unit; the numbers were taken as millimetres`;
    warnings.push({ code: "UNITS_INVALID", message });
    return "unknown";
  }
  if (unit === "m" || unit === "um") {
    const message = `Lengths are stored in ${unit}; they were multiplied by ${MM_PER_UNIT[unit]} to give millimetres`;
    warnings.push({ code: "UNITS_CONVERTED", message });
  }
  return unit;
}

function affineRows({ bytes }: CheckedHeader): Affine {
  const rows = Array.from({ length: 12 }, (_, n) => headerNumber(bytes, "srow", n));
  return [...rows, 0, 0, 0, 1] as unknown as Affine;
}

/** As in nibabel: a slope of 0 or one that is not finite means no scaling, and a slope without an intercept is an error. */
function scalingOf({ scl_slope: slope, scl_inter: intercept }: ParsedHeader): NiftiHeader["scaling"] {
  if (slope === 0 || !Number.isFinite(slope)) return null;
  if (!Number.isFinite(intercept)) {
    throw invalidNifti("scl_inter", intercept, `scl_slope is ${slope}, so a finite number must stand here`);
  }
  return slope === 1 && intercept === 0 ? null : { slope, intercept };
}

function metadataOf({ bytes }: CheckedHeader, parsed: ParsedHeader): NiftiMetadata {
  return {
    description: headerText(bytes, "descrip"),
    auxiliaryFile: headerText(bytes, "aux_file"),
    intentName: headerText(bytes, "intent_name"),
    intentCode: parsed.intent_code,
    intentParameters: [parsed.intent_p1, parsed.intent_p2, parsed.intent_p3],
    displayRange: [parsed.cal_min, parsed.cal_max],
    dimInfo: parsed.dim_info,
    sliceCode: parsed.slice_code,
    sliceStart: headerNumber(bytes, "slice_start"),
    sliceEnd: headerNumber(bytes, "slice_end"),
    sliceDuration: parsed.slice_duration,
    timeOffset: parsed.toffset,
  };
}
