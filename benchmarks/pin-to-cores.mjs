// Runs a benchmark on two cores and no other, so that libraries with many threads do not get more than we do.
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

const CORES = 2;

/**
 * Runs a program again on two cores, where the system can; true when that was done and the caller should end.
 *
 * @param moduleUrl `import.meta.url` of the program
 */
export function pinToCores(moduleUrl) {
  if (process.env.CMB_BENCH_PINNED !== undefined) return false;
  const cores = Array.from({ length: Math.min(CORES, cpus().length) }, (_, n) => n).join(",");
  const command = ["-c", cores, process.execPath, fileURLToPath(moduleUrl), ...process.argv.slice(2)];
  try {
    execFileSync("taskset", ["--version"], { stdio: "ignore" });
  } catch {
    return false;
  }
  execFileSync("taskset", command, { stdio: "inherit", env: { ...process.env, CMB_BENCH_PINNED: cores } });
  return true;
}

/** The machine and the cores that the program runs on, for the head of a table. */
export function describeCores() {
  return `${cpus()[0]?.model}, cores ${process.env.CMB_BENCH_PINNED ?? `any of ${cpus().length}`}`;
}
