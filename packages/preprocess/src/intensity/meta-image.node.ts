import { inflateSync } from "node:zlib";
import { CmbError, type Shape } from "@cmb/core";

/** An image without a place in the world: what goes to a program that works on voxels and comes back. */
export interface MetaImage {
  readonly data: Float32Array;
  readonly shape: Shape;
  readonly spacingMm: readonly [number, number, number];
}

/**
 * MetaImage (.mha), the plainest format that ITK reads and writes: lines of text, then the voxels.
 *
 * NIfTI would need `@cmb/io`, a package of the same layer, for a file that only lives for a moment; the affine is left
 * out because it stays with the volume.
 */
export function writeMetaImage({ data, shape, spacingMm }: MetaImage): Uint8Array {
  const header = [
    "ObjectType = Image",
    "NDims = 3",
    "BinaryData = True",
    "BinaryDataByteOrderMSB = False",
    "CompressedData = False",
    `DimSize = ${shape.join(" ")}`,
    `ElementSpacing = ${spacingMm.join(" ")}`,
    "ElementType = MET_FLOAT",
    "ElementDataFile = LOCAL",
    "",
  ].join("\n");
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(text.length + 4 * data.length);
  bytes.set(text);
  const view = new DataView(bytes.buffer, text.length);
  for (let v = 0; v < data.length; v++) view.setFloat32(4 * v, data[v] as number, true);
  return bytes;
}

const BYTES_OF = { MET_FLOAT: 4, MET_DOUBLE: 8 } as const;

/** The voxels of a little-endian .mha of floats or doubles with the shape that is expected, deflated or not. */
export function readMetaImage(bytes: Uint8Array, shape: Shape): Float32Array {
  const { fields, offset } = readHeader(bytes);
  const dimensions = (fields.get("DimSize") ?? "").split(/\s+/).map(Number);
  if (dimensions.length !== 3 || dimensions.some((n, axis) => n !== shape[axis])) {
    const message = `the result has the size ${fields.get("DimSize")}, not ${shape.join(" ")}`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: shape, actual: dimensions });
  }
  const type = fields.get("ElementType");
  if ((type !== "MET_FLOAT" && type !== "MET_DOUBLE") || fields.get("BinaryDataByteOrderMSB") === "True") {
    const message = `the result is MetaImage of ${type}; little-endian MET_FLOAT and MET_DOUBLE are read`;
    throw new CmbError("UNSUPPORTED_FORMAT", message, { format: String(type), supported: ["MET_FLOAT", "MET_DOUBLE"] });
  }
  const voxels = shape[0] * shape[1] * shape[2];
  const expectedBytes = voxels * BYTES_OF[type];
  const stored = bytes.subarray(offset);
  const body = fields.get("CompressedData") === "True" ? inflated(stored, expectedBytes) : stored;
  if (body.length < expectedBytes) {
    const message = `the result holds ${body.length} bytes of voxels and announces ${expectedBytes}`;
    throw new CmbError("TRUNCATED_DATA", message, { expectedBytes, actualBytes: body.length });
  }
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const value = (v: number): number =>
    type === "MET_FLOAT" ? view.getFloat32(4 * v, true) : view.getFloat64(8 * v, true);
  const data = new Float32Array(voxels);
  for (let v = 0; v < voxels; v++) data[v] = value(v);
  return data;
}

function inflated(bytes: Uint8Array, expectedBytes: number): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: expectedBytes });
  } catch (cause) {
    throw new CmbError(
      "CORRUPT_DATA",
      "the deflated voxels of the result are broken",
      { format: "MetaImage" },
      { cause },
    );
  }
}

interface MetaHeader {
  readonly fields: ReadonlyMap<string, string>;
  /** Where the voxels begin. */
  readonly offset: number;
}

/** Lines of `Name = value`; the one that names the data file is the last. */
function readHeader(bytes: Uint8Array): MetaHeader {
  const fields = new Map<string, string>();
  let offset = 0;
  while (!fields.has("ElementDataFile")) {
    const end = bytes.indexOf(10, offset);
    if (end === -1 || end - offset > 4096) {
      throw new CmbError("CORRUPT_DATA", "the result is no MetaImage", { format: "MetaImage" });
    }
    const line = new TextDecoder().decode(bytes.subarray(offset, end));
    const [name = "", value = ""] = line.split("=", 2).map((part) => part.trim());
    fields.set(name, value);
    offset = end + 1;
  }
  return { fields, offset };
}
