/**
 * Orders texts by their code points, as Python and UTF-8 do; JavaScript's own order differs beyond U+FFFF.
 *
 * @returns negative, zero or positive, for `Array.prototype.sort`
 */
export function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const shorter = Math.min(left.length, right.length);
  for (let n = 0; n < shorter; n++) {
    const difference = (left[n]?.codePointAt(0) ?? 0) - (right[n]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
