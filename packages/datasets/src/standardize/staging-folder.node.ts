import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { attemptToWrite } from "@cmb/io/node";

/** Longer than any series is written; a folder that nothing was written to for so long belongs to nobody. */
const ABANDONED_MS = 24 * 3600 * 1000;

/** Its name says which process of which machine fills it. */
const NAME = /^\.cmb-(\d+)-([A-Za-z0-9]*)-[A-Za-z0-9]{6}$/;

/**
 * Makes a hidden folder in which files are written before they are moved to their places.
 *
 * @throws CmbError `FILE_NOT_WRITABLE`
 */
export async function makeStagingFolder(output: string): Promise<string> {
  return attemptToWrite(output, mkdtemp(join(output, `.cmb-${process.pid}-${thisHost()}-`)));
}

/**
 * Removes the folders of {@link makeStagingFolder} that runs left which were killed: those of a process of this machine that
 * is gone, and any that nothing was written to for a day. Folders of other names, links, and those of a run that goes on
 * are left alone.
 *
 * @throws CmbError `FILE_NOT_WRITABLE`
 */
export async function removeStaleStaging(output: string): Promise<void> {
  const nowMs = await clockOf(output);
  for (const entry of await attemptToWrite(output, readdir(output, { withFileTypes: true }))) {
    const [, pid, host] = NAME.exec(entry.name) ?? [];
    if (pid === undefined || !entry.isDirectory()) continue;
    const path = join(output, entry.name);
    const isGone = host === thisHost() && !isRunning(Number(pid));
    if (isGone || (await isAbandoned(path, nowMs)))
      await attemptToWrite(path, rm(path, { recursive: true, force: true }));
  }
}

function thisHost(): string {
  return hostname().replace(/[^A-Za-z0-9]/g, "");
}

/** Signal 0 asks and does nothing; a process of somebody else may not be asked, and so is there. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** The time by the clock that stamps the folders: that of a file server may differ from this machine's. */
async function clockOf(output: string): Promise<number> {
  const path = await makeStagingFolder(output);
  try {
    return (await attemptToWrite(path, stat(path))).mtimeMs;
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

/** A folder that its own run removed meanwhile is not abandoned. */
async function isAbandoned(path: string, nowMs: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && nowMs - found.mtimeMs > ABANDONED_MS;
}
