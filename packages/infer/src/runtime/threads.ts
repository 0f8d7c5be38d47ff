/** More threads than these gain little on networks of this size. */
const MOST = 4;

/** How many threads a model takes unless told: one for each core, at most four. */
export function defaultThreads(cores: number): number {
  return Math.max(1, Math.min(MOST, cores));
}

/** "1 thread", "2 threads". */
export function threadsText(threads: number): string {
  return `${threads} thread${threads === 1 ? "" : "s"}`;
}
