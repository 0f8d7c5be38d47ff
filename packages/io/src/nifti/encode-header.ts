import { type Affine, affineDeterminant, CmbError, type Shape, spacing } from "@cmb/core";
import { furthestApart } from "./choose-affine.js";
import { bitsPerVoxel, dataTypeCode, type NiftiScalarType } from "./data-types.js";
import {
  type HeaderBytes,
  type HeaderNumber,
  type HeaderText,
  headerLength,
  headerNumberKind,
  headerTextLength,
  setHeaderNumber,
  setHeaderText,
} from "./header-layout.js";
import type { NiftiExtension, NiftiHeader, NiftiMetadata } from "./nifti-image.js";
import { affineOfRotation, quaternionOfRotation, type Rotation, rotationOfQuaternion } from "./quaternion.js";

/** Everything that goes into a header. */
export interface HeaderContent {
  readonly version: 1 | 2;
  readonly singleFile: boolean;
  readonly shape: Shape;
  readonly affine: Affine;
  readonly dataType: NiftiScalarType;
  readonly scaling: NiftiHeader["scaling"];
  readonly spaceCode: number;
  readonly metadata: Partial<NiftiMetadata>;
  readonly extensions: readonly NiftiExtension[];
}

/**
 * Header, extensions and padding: all bytes before the first voxel of a single file, or a whole header file.
 *
 * @throws CmbError `OUT_OF_RANGE` for a number that its field cannot hold, `INVALID_ARGUMENT` for a text that does not
 * fit
 */
export function encodeHeader(content: HeaderContent): Uint8Array {
  const { version, singleFile, extensions } = content;
  const fixed = headerLength(version);
  const sizes = extensions.map(({ data }) => Math.ceil((data.length + 8) / 16) * 16);
  const length = fixed + 4 + sizes.reduce((sum, size) => sum + size, 0);
  const file = new Uint8Array(length);
  const bytes: HeaderBytes = { view: new DataView(file.buffer), version, littleEndian: true };
  const put = (name: HeaderNumber, value: number, index = 0): void => putNumber(bytes, { name, index }, value);
  put("sizeof_hdr", fixed);
  setHeaderText(bytes, "magic", `n${singleFile ? "+" : "i"}${version}\0${version === 2 ? "\r\n\x1a\n" : ""}`);
  putShape(put, content.shape);
  put("datatype", dataTypeCode(content.dataType));
  put("bitpix", bitsPerVoxel(content.dataType));
  put("vox_offset", singleFile ? length : 0);
  put("scl_slope", content.scaling?.slope ?? 1);
  put("scl_inter", content.scaling?.intercept ?? 0);
  // Millimetres; the time axis has one point and no unit.
  put("xyzt_units", 2);
  putGeometry(put, content);
  putMetadata(bytes, put, content.metadata);
  putExtensions(bytes, { extensions, sizes });
  return file;
}

type Put = (name: HeaderNumber, value: number, index?: number) => void;

const LIMITS = {
  uint8: [0, 255],
  int16: [-32768, 32767],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
} as const;

function putNumber(bytes: HeaderBytes, { name, index }: { name: HeaderNumber; index: number }, value: number): void {
  const kind = headerNumberKind(bytes.version, name);
  if (kind === "float32" || kind === "float64") {
    const stored = kind === "float32" ? Math.fround(value) : value;
    if (!Number.isFinite(stored) && Number.isFinite(value)) throw outOfRange(bytes.version, name, value, kind);
  } else {
    const [minimum, maximum] = LIMITS[kind];
    const fits = Number.isInteger(value) && value >= minimum && value <= maximum;
    if (!fits) throw outOfRange(bytes.version, name, value, kind);
  }
  setHeaderNumber(bytes, name, value, index);
}

function outOfRange(version: 1 | 2, name: string, value: number, kind: string): CmbError<"OUT_OF_RANGE"> {
  const advice = version === 1 ? "; write NIfTI-2 or another value" : "";
  const message = `NIfTI-${version} stores ${name} as ${kind}, which cannot hold ${value}${advice}`;
  return new CmbError("OUT_OF_RANGE", message, { name, value });
}

function putShape(put: Put, shape: Shape): void {
  put("dim", 3, 0);
  for (let n = 1; n < 8; n++) put("dim", shape[n - 1] ?? 1, n);
}

/** The sform always; the qform where it says the same, else its code stays 0. */
function putGeometry(put: Put, content: HeaderContent): void {
  const { affine, spaceCode } = content;
  const lengths = spacing(affine);
  const qfac = affineDeterminant(affine) < 0 ? -1 : 1;
  for (let n = 0; n < 8; n++) put("pixdim", n === 0 ? qfac : (lengths[n - 1] ?? 1), n);
  for (let n = 0; n < 12; n++) put("srow", affine[n] ?? 0, n);
  put("sform_code", spaceCode);
  const quaternion = faithfulQuaternion(content, qfac);
  if (quaternion === undefined) return;
  put("qform_code", spaceCode);
  for (const [n, value] of quaternion.entries()) put("quatern", value, n);
  for (const [n, value] of [affine[3], affine[7], affine[11]].entries()) put("qoffset", value, n);
}

/**
 * b, c, d of the affine's rotation; `undefined` where it is more than a rotation, and where the numbers as they are
 * stored would put a corner of the grid a tenth of a voxel away: float32 keeps half turns to about 0.0005 radians.
 */
function faithfulQuaternion(
  { affine, shape, version }: HeaderContent,
  qfac: 1 | -1,
): readonly [number, number, number] | undefined {
  const wanted = rotationOf(affine, qfac);
  if (wanted === undefined) return undefined;
  const exact = quaternionOfRotation(wanted);
  const [b, c, d] = version === 1 ? [Math.fround(exact[0]), Math.fround(exact[1]), Math.fround(exact[2])] : exact;
  const rotation = rotationOfQuaternion(b, c, d);
  if (rotation === undefined) return undefined;
  const [di, dj, dk] = spacing(affine);
  const read = affineOfRotation(rotation, [di, dj, dk * qfac], [affine[3], affine[7], affine[11]]);
  return furthestApart(affine, read, shape) <= Math.min(di, dj, dk) / 10 ? [b, c, d] : undefined;
}

/** How far from 0 the cosine between two axes of a rotation may be: 3 µm at the far end of a head. */
const ORTHOGONAL_TOLERANCE = 1e-5;

function rotationOf(affine: Affine, qfac: 1 | -1): Rotation | undefined {
  const lengths = spacing(affine);
  const column = (n: 0 | 1 | 2): readonly [number, number, number] => {
    const scale = (n === 2 ? qfac : 1) / lengths[n];
    return [affine[n] * scale, (affine[4 + n] ?? 0) * scale, (affine[8 + n] ?? 0) * scale];
  };
  const [p, q, r] = [column(0), column(1), column(2)];
  const cosines = [dot(p, q), dot(q, r), dot(r, p)];
  if (cosines.some((cosine) => Math.abs(cosine) > ORTHOGONAL_TOLERANCE)) return undefined;
  return [p[0], q[0], r[0], p[1], q[1], r[1], p[2], q[2], r[2]];
}

function dot(a: readonly [number, number, number], b: readonly [number, number, number]): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function putMetadata(bytes: HeaderBytes, put: Put, metadata: Partial<NiftiMetadata>): void {
  putText(bytes, "descrip", metadata.description ?? "");
  putText(bytes, "aux_file", metadata.auxiliaryFile ?? "");
  putText(bytes, "intent_name", metadata.intentName ?? "");
  put("intent_code", metadata.intentCode ?? 0);
  for (let n = 0; n < 3; n++) put("intent_p", metadata.intentParameters?.[n] ?? 0, n);
  put("cal_min", metadata.displayRange?.[0] ?? 0);
  put("cal_max", metadata.displayRange?.[1] ?? 0);
  put("dim_info", metadata.dimInfo ?? 0);
  put("slice_code", metadata.sliceCode ?? 0);
  put("slice_start", metadata.sliceStart ?? 0);
  put("slice_end", metadata.sliceEnd ?? 0);
  put("slice_duration", metadata.sliceDuration ?? 0);
  put("toffset", metadata.timeOffset ?? 0);
}

function putText(bytes: HeaderBytes, name: HeaderText, text: string): void {
  const limit = headerTextLength(bytes.version, name);
  const latin = [...text].every((character) => character.charCodeAt(0) > 0 && character.charCodeAt(0) < 256);
  if (text.length > limit || !latin) {
    const message = `${name} takes at most ${limit} Latin-1 characters and is ${JSON.stringify(text)} (${text.length}); shorten it`;
    throw new CmbError("INVALID_ARGUMENT", message, { name, value: text });
  }
  setHeaderText(bytes, name, text);
}

interface SizedExtensions {
  readonly extensions: readonly NiftiExtension[];
  readonly sizes: readonly number[];
}

function putExtensions({ view, version }: HeaderBytes, { extensions, sizes }: SizedExtensions): void {
  let at: number = headerLength(version);
  if (extensions.length > 0) view.setUint8(at, 1);
  at += 4;
  for (const [n, { code, data }] of extensions.entries()) {
    const size = sizes[n] ?? 0;
    view.setInt32(at, size, true);
    view.setInt32(at + 4, code, true);
    new Uint8Array(view.buffer).set(data, at + 8);
    at += size;
  }
}
