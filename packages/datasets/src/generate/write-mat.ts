/**
 * A MAT file of version 5 with one uncompressed matrix of doubles, as `savemat` writes it.
 *
 * @param name - of the variable, in ASCII
 * @param rows - equally long; no row gives a matrix of 0 × 3
 */
export function writeMat(name: string, rows: readonly (readonly number[])[]): Uint8Array {
  const columns = rows[0]?.length ?? 3;
  const axes = Int32Array.of(rows.length, columns);
  const values = Float64Array.from({ length: rows.length * columns }, (_, n) => {
    return rows[n % rows.length]?.[Math.floor(n / rows.length)] ?? 0;
  });
  const content = [
    element(6, bytesOf(Uint32Array.of(6, 0))),
    element(5, bytesOf(axes)),
    element(1, new TextEncoder().encode(name)),
    element(9, bytesOf(values)),
  ];
  const header = new Uint8Array(128).fill(32);
  header.set(new TextEncoder().encode("MATLAB 5.0 MAT-file, generated"));
  header.set([0x00, 0x01, 0x49, 0x4d], 124);
  return concatenate([header, element(14, concatenate(content))]);
}

const bytesOf = (numbers: Uint32Array | Int32Array | Float64Array): Uint8Array => new Uint8Array(numbers.buffer);

/** Tag and data, filled up to 8 bytes; numbers are little endian, as those of every machine that runs this. */
function element(type: number, data: Uint8Array): Uint8Array {
  const padded = new Uint8Array(8 + Math.ceil(data.length / 8) * 8);
  new DataView(padded.buffer).setUint32(0, type, true);
  new DataView(padded.buffer).setUint32(4, data.length, true);
  padded.set(data, 8);
  return padded;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
