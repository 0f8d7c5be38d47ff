/**
 * Times the stages of a run, one after the other.
 *
 * @param timingsMs - gets an entry for each stage
 * @returns to be called with a stage's name at its end; it began where the one before ended, the first one now
 */
export function stopwatch(timingsMs: Record<string, number>): (stage: string) => void {
  let last = performance.now();
  return (stage) => {
    const now = performance.now();
    timingsMs[stage] = now - last;
    last = now;
  };
}
