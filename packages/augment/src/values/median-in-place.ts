/**
 * The median of an odd number of values, by Hoare's selection; their order changes.
 *
 * NaN sorts as nothing does, so that a window with one has no median worth the name: it comes out as some value.
 *
 * @internal
 */
export function medianInPlace(values: Float32Array): number {
  const middle = values.length >> 1;
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[middle] as number;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while (pivot < (values[j] as number)) j--;
      if (i > j) break;
      const kept = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = kept;
    }
    if (j < middle) left = i;
    if (middle < i) right = j;
  }
  return values[middle] as number;
}
