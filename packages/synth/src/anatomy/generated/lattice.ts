/** A smooth function of a place, kept at points some millimetres apart. @internal */
export interface Lattice {
  readonly data: Float32Array;
  readonly shape: readonly [number, number, number];
  readonly originMm: readonly [number, number, number];
  readonly pitchMm: number;
}

/** A box in mm of an adult head. @internal */
export interface Extent {
  readonly fromMm: readonly [number, number, number];
  readonly toMm: readonly [number, number, number];
}

/** @internal */
export function sampleLattice(
  value: (x: number, y: number, z: number) => number,
  { fromMm, toMm }: Extent,
  pitchMm: number,
): Lattice {
  const count = (axis: 0 | 1 | 2): number => Math.ceil((toMm[axis] - fromMm[axis]) / pitchMm) + 1;
  const shape = [count(0), count(1), count(2)] as const;
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++, v++) {
        data[v] = value(fromMm[0] + i * pitchMm, fromMm[1] + j * pitchMm, fromMm[2] + k * pitchMm);
      }
    }
  }
  return { data, shape, originMm: fromMm, pitchMm };
}

/** Trilinear; the value at the rim outside of the lattice. @internal */
export function latticeAt({ data, shape, originMm, pitchMm }: Lattice, x: number, y: number, z: number): number {
  const [ni, nj, nk] = shape;
  const fi = Math.min(ni - 1.001, Math.max(0, (x - originMm[0]) / pitchMm));
  const fj = Math.min(nj - 1.001, Math.max(0, (y - originMm[1]) / pitchMm));
  const fk = Math.min(nk - 1.001, Math.max(0, (z - originMm[2]) / pitchMm));
  const i = Math.trunc(fi);
  const j = Math.trunc(fj);
  const k = Math.trunc(fk);
  const a = fi - i;
  const b = fj - j;
  const v = i + ni * (j + nj * k);
  const slab = ni * nj;
  const x00 = (data[v] as number) + a * ((data[v + 1] as number) - (data[v] as number));
  const w = v + ni;
  const x10 = (data[w] as number) + a * ((data[w + 1] as number) - (data[w] as number));
  const u = v + slab;
  const x01 = (data[u] as number) + a * ((data[u + 1] as number) - (data[u] as number));
  const t = u + ni;
  const x11 = (data[t] as number) + a * ((data[t + 1] as number) - (data[t] as number));
  const low = x00 + b * (x10 - x00);
  return low + (fk - k) * (x01 + b * (x11 - x01) - low);
}
