/** The name of a NIfTI data type, as the standard and nibabel spell it. @since 0.1.0 */
export type NiftiDataType =
  | "binary"
  | "uint8"
  | "int16"
  | "int32"
  | "float32"
  | "complex64"
  | "float64"
  | "rgb24"
  | "int8"
  | "uint16"
  | "uint32"
  | "int64"
  | "uint64"
  | "float128"
  | "complex128"
  | "complex256"
  | "rgba32";

/** A data type whose voxels are single real numbers of at most 64 bits: what is read and written. @since 0.1.0 */
export type NiftiScalarType =
  | "uint8"
  | "int8"
  | "uint16"
  | "int16"
  | "uint32"
  | "int32"
  | "uint64"
  | "int64"
  | "float32"
  | "float64";

/** Every data type that is read and written. */
export const SCALAR_TYPES: readonly NiftiScalarType[] = [
  "uint8",
  "int8",
  "uint16",
  "int16",
  "uint32",
  "int32",
  "uint64",
  "int64",
  "float32",
  "float64",
];

interface DataTypeFacts {
  readonly code: number;
  readonly bits: number;
}

const FACTS: Readonly<Record<NiftiDataType, DataTypeFacts>> = {
  binary: { code: 1, bits: 1 },
  uint8: { code: 2, bits: 8 },
  int16: { code: 4, bits: 16 },
  int32: { code: 8, bits: 32 },
  float32: { code: 16, bits: 32 },
  complex64: { code: 32, bits: 64 },
  float64: { code: 64, bits: 64 },
  rgb24: { code: 128, bits: 24 },
  int8: { code: 256, bits: 8 },
  uint16: { code: 512, bits: 16 },
  uint32: { code: 768, bits: 32 },
  int64: { code: 1024, bits: 64 },
  uint64: { code: 1280, bits: 64 },
  float128: { code: 1536, bits: 128 },
  complex128: { code: 1792, bits: 128 },
  complex256: { code: 2048, bits: 256 },
  rgba32: { code: 2304, bits: 32 },
};

/** The data type of a `datatype` code; `undefined` for a code that the standard does not have. */
export function dataTypeOfCode(code: number): NiftiDataType | undefined {
  return (Object.keys(FACTS) as NiftiDataType[]).find((name) => FACTS[name].code === code);
}

/** The `datatype` code that is stored for a data type. */
export function dataTypeCode(dataType: NiftiDataType): number {
  return FACTS[dataType].code;
}

/** Bits per voxel: what `bitpix` must say. */
export function bitsPerVoxel(dataType: NiftiDataType): number {
  return FACTS[dataType].bits;
}

/** Whether voxels of this type are single real numbers that a volume can hold. */
export function isScalarType(dataType: string): dataType is NiftiScalarType {
  return (SCALAR_TYPES as readonly string[]).includes(dataType);
}
