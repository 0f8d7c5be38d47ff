/**
 * A number with its noun.
 *
 * @param count - how many
 * @param noun - one of them, with a plural in s
 * @returns for example `1 scan`, `2 scans`
 * @internal
 */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
