/**
 * The outline of the marked pixels of a picture as SVG path data: the pixel edges between inside and outside, each
 * straight run as one line.
 *
 * @param inside - whether the pixel in column x of row y is marked; asked beyond the picture too, where it must be false
 * @param width - pixels in a row
 * @param height - rows
 * @returns path data in pixels, (0, 0) the top left corner of the picture; empty where nothing is marked
 * @since 0.1.0
 */
export function outlinePath(inside: (x: number, y: number) => boolean, width: number, height: number): string {
  const parts: string[] = [];
  for (let y = 0; y <= height; y++) {
    for (const [from, to] of runs(width, (x) => inside(x, y) !== inside(x, y - 1))) parts.push(`M${from} ${y}H${to}`);
  }
  for (let x = 0; x <= width; x++) {
    for (const [from, to] of runs(height, (y) => inside(x, y) !== inside(x - 1, y))) parts.push(`M${x} ${from}V${to}`);
  }
  return parts.join("");
}

/** The stretches of 0…length − 1 where `edge` holds, as [first, one past the last]. */
function runs(length: number, edge: (n: number) => boolean): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let start = -1;
  for (let n = 0; n <= length; n++) {
    const on = n < length && edge(n);
    if (on && start < 0) start = n;
    if (!on && start >= 0) {
      found.push([start, n]);
      start = -1;
    }
  }
  return found;
}
