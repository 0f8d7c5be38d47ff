/**
 * A number with a fixed count of decimals, and a true minus sign.
 *
 * @param value - any finite number
 * @param decimals - digits after the point
 * @returns text; never "−0.0"
 * @since 0.1.0
 */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/**
 * A count with its noun: "1 microbleed", "3 microbleeds".
 *
 * @param count - how many
 * @param noun - in the singular; the plural adds an s
 * @returns text
 * @since 0.1.0
 */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
