/** A grid with its voxel size. @internal */
export interface DistanceGrid {
  readonly shape: readonly [number, number, number];
  readonly spacingMm: readonly [number, number, number];
}

/**
 * Squared distance in mm² from every voxel to the nearest source voxel, exact, centre to centre.
 *
 * Felzenszwalb & Huttenlocher's lower envelope of parabolas, one axis after the other, in time linear in the voxels.
 *
 * @param isSource - 1 at sources; i fastest
 * @param grid - shape and spacing
 * @returns a new array; Infinity where there is no source at all
 * @see Felzenszwalb & Huttenlocher 2012, Distance transforms of sampled functions, doi:10.4086/toc.2012.v008a019
 * @internal
 */
export function squaredDistanceField(isSource: Uint8Array, grid: DistanceGrid): Float64Array {
  const field = new Float64Array(isSource.length);
  for (let v = 0; v < field.length; v++) field[v] = isSource[v] ? 0 : Number.POSITIVE_INFINITY;
  const [ni, nj] = grid.shape;
  const strides = [1, ni, ni * nj] as const;
  for (const axis of [0, 1, 2] as const) {
    const length = grid.shape[axis];
    if (length === 1) continue;
    const envelope = createEnvelope(length, grid.spacingMm[axis]);
    const lines = field.length / length;
    for (let line = 0; line < lines; line++) {
      envelope(field, lineStart(line, axis, grid.shape), strides[axis]);
    }
  }
  return field;
}

function lineStart(line: number, axis: 0 | 1 | 2, [ni, nj]: DistanceGrid["shape"]): number {
  if (axis === 0) return line * ni;
  return axis === 1 ? (line % ni) + Math.floor(line / ni) * ni * nj : line;
}

type Envelope = (field: Float64Array, start: number, stride: number) => void;

// kernel: one line of the field; vertices holds the parabolas of the envelope, borders where each begins to be lowest
function createEnvelope(length: number, spacingMm: number): Envelope {
  const values = new Float64Array(length);
  const vertices = new Int32Array(length);
  const borders = new Float64Array(length + 1);
  const square = spacingMm * spacingMm;
  const crossing = (p: number, q: number): number =>
    ((values[q] as number) - (values[p] as number) + square * (q * q - p * p)) / (2 * square * (q - p));
  return (field, start, stride) => {
    let count = 0;
    for (let n = 0; n < length; n++) {
      values[n] = field[start + n * stride] as number;
      if (values[n] === Number.POSITIVE_INFINITY) continue;
      let border = Number.NEGATIVE_INFINITY;
      while (count > 0) {
        border = crossing(vertices[count - 1] as number, n);
        if (border > (borders[count - 1] as number)) break;
        count--;
        border = Number.NEGATIVE_INFINITY;
      }
      vertices[count] = n;
      borders[count] = border;
      count++;
    }
    if (count === 0) return;
    let at = 0;
    for (let n = 0; n < length; n++) {
      while (at + 1 < count && (borders[at + 1] as number) < n) at++;
      const vertex = vertices[at] as number;
      field[start + n * stride] = (values[vertex] as number) + square * (n - vertex) * (n - vertex);
    }
  };
}
