type NumberKind = "uint8" | "int16" | "int32" | "int64" | "float32" | "float64";

/** Where a number lies in the header: its offset in bytes and how it is stored. Arrays follow without gaps. */
type Place = readonly [offset: number, kind: NumberKind];

/** The numbers of a NIfTI header, by the names of nifti1.h and nifti2.h; first NIfTI-1, then NIfTI-2. */
const PLACES: Readonly<Record<HeaderNumber, readonly [Place, Place]>> = {
  sizeof_hdr: places(0, "int32", 0, "int32"),
  dim_info: places(39, "uint8", 524, "uint8"),
  dim: places(40, "int16", 16, "int64"),
  intent_p: places(56, "float32", 80, "float64"),
  intent_code: places(68, "int16", 504, "int32"),
  datatype: places(70, "int16", 12, "int16"),
  bitpix: places(72, "int16", 14, "int16"),
  slice_start: places(74, "int16", 224, "int64"),
  pixdim: places(76, "float32", 104, "float64"),
  vox_offset: places(108, "float32", 168, "int64"),
  scl_slope: places(112, "float32", 176, "float64"),
  scl_inter: places(116, "float32", 184, "float64"),
  slice_end: places(120, "int16", 232, "int64"),
  slice_code: places(122, "uint8", 496, "int32"),
  xyzt_units: places(123, "uint8", 500, "int32"),
  cal_max: places(124, "float32", 192, "float64"),
  cal_min: places(128, "float32", 200, "float64"),
  slice_duration: places(132, "float32", 208, "float64"),
  toffset: places(136, "float32", 216, "float64"),
  qform_code: places(252, "int16", 344, "int32"),
  sform_code: places(254, "int16", 348, "int32"),
  quatern: places(256, "float32", 352, "float64"),
  qoffset: places(268, "float32", 376, "float64"),
  srow: places(280, "float32", 400, "float64"),
};

function places(at1: number, kind1: NumberKind, at2: number, kind2: NumberKind): readonly [Place, Place] {
  return [
    [at1, kind1],
    [at2, kind2],
  ];
}

/** Offset and length of the texts, first in NIfTI-1, then in NIfTI-2. */
const TEXTS: Readonly<Record<HeaderText, Readonly<Record<1 | 2, { readonly at: number; readonly length: number }>>>> = {
  descrip: { 1: { at: 148, length: 80 }, 2: { at: 240, length: 80 } },
  aux_file: { 1: { at: 228, length: 24 }, 2: { at: 320, length: 24 } },
  intent_name: { 1: { at: 328, length: 16 }, 2: { at: 508, length: 16 } },
  magic: { 1: { at: 344, length: 4 }, 2: { at: 4, length: 8 } },
};

/** A number in the header. */
export type HeaderNumber =
  | "sizeof_hdr"
  | "dim_info"
  | "dim"
  | "intent_p"
  | "intent_code"
  | "datatype"
  | "bitpix"
  | "slice_start"
  | "pixdim"
  | "vox_offset"
  | "scl_slope"
  | "scl_inter"
  | "slice_end"
  | "slice_code"
  | "xyzt_units"
  | "cal_max"
  | "cal_min"
  | "slice_duration"
  | "toffset"
  | "qform_code"
  | "sform_code"
  | "quatern"
  | "qoffset"
  | "srow";

/** A text in the header. */
export type HeaderText = "descrip" | "aux_file" | "intent_name" | "magic";

/** The fixed part of a header, in one version and byte order. */
export interface HeaderBytes {
  readonly view: DataView;
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
}

/** Bytes of the fixed part: what `sizeof_hdr` says. */
export function headerLength(version: 1 | 2): 348 | 540 {
  return version === 1 ? 348 : 540;
}

const BYTES: Readonly<Record<NumberKind, number>> = {
  uint8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  float32: 4,
  float64: 8,
};

/** One number of the header; 64-bit integers beyond 2⁵³ come rounded, which no check below lets pass. */
export function headerNumber(header: HeaderBytes, name: HeaderNumber, index = 0): number {
  const [start, kind] = PLACES[name][header.version === 1 ? 0 : 1];
  const { view, littleEndian } = header;
  const offset = start + index * BYTES[kind];
  switch (kind) {
    case "uint8":
      return view.getUint8(offset);
    case "int16":
      return view.getInt16(offset, littleEndian);
    case "int32":
      return view.getInt32(offset, littleEndian);
    case "int64":
      return Number(view.getBigInt64(offset, littleEndian));
    case "float32":
      return view.getFloat32(offset, littleEndian);
    case "float64":
      return view.getFloat64(offset, littleEndian);
  }
}

/** Stores one number. The caller has checked that it fits. */
export function setHeaderNumber(header: HeaderBytes, name: HeaderNumber, value: number, index = 0): void {
  const [start, kind] = PLACES[name][header.version === 1 ? 0 : 1];
  const { view, littleEndian } = header;
  const offset = start + index * BYTES[kind];
  switch (kind) {
    case "uint8":
      view.setUint8(offset, value);
      break;
    case "int16":
      view.setInt16(offset, value, littleEndian);
      break;
    case "int32":
      view.setInt32(offset, value, littleEndian);
      break;
    case "int64":
      view.setBigInt64(offset, BigInt(value), littleEndian);
      break;
    case "float32":
      view.setFloat32(offset, value, littleEndian);
      break;
    case "float64":
      view.setFloat64(offset, value, littleEndian);
      break;
  }
}

/** How a number is stored, for range checks. */
export function headerNumberKind(version: 1 | 2, name: HeaderNumber): NumberKind {
  return PLACES[name][version === 1 ? 0 : 1][1];
}

/** A text of the header, one byte per character, up to the first NUL unless `whole`. */
export function headerText(header: HeaderBytes, name: HeaderText, whole = false): string {
  const { at, length } = TEXTS[name][header.version];
  const text = String.fromCharCode(...new Uint8Array(header.view.buffer, header.view.byteOffset + at, length));
  const end = text.indexOf("\0");
  return whole || end === -1 ? text : text.slice(0, end);
}

/** Bytes that a text may take. */
export function headerTextLength(version: 1 | 2, name: HeaderText): number {
  return TEXTS[name][version].length;
}

/** Stores a text. The caller has checked length and characters. */
export function setHeaderText(header: HeaderBytes, name: HeaderText, text: string): void {
  const { at } = TEXTS[name][header.version];
  for (let n = 0; n < text.length; n++) header.view.setUint8(at + n, text.charCodeAt(n));
}
