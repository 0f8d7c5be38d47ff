/**
 * Orders texts by their code points, as Python and UTF-8 do; JavaScript's own order differs beyond U+FFFF.
 *
 * @returns negative, zero or positive, for `Array.prototype.sort`
 */
export function byCodePoint(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let n = 0; n < shorter; n++) {
    const [left, right] = [a.charCodeAt(n), b.charCodeAt(n)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Halves of a pair stand for code points above all that one unit can be. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}
