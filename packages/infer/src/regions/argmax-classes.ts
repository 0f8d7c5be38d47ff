/**
 * The channel with the greatest value at each voxel; of equal ones the first.
 *
 * @param values - channel after channel, each of `voxels` numbers
 * @param voxels - of one channel
 */
export function argmaxClasses(values: Float32Array, voxels: number): Uint8Array<ArrayBuffer> {
  const best = values.slice(0, voxels);
  const classes = new Uint8Array(voxels);
  for (let channel = 1; channel * voxels < values.length; channel++) {
    const start = channel * voxels;
    for (let v = 0; v < voxels; v++) {
      const value = values[start + v] as number;
      if (value > (best[v] as number)) {
        best[v] = value;
        classes[v] = channel;
      }
    }
  }
  return classes;
}
