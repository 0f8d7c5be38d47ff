import { basename, dirname } from "node:path";

/**
 * Short names of systems from the paths of their predictions: the last part, with as many parts before it as tell all
 * apart; `stdin` for `-`.
 */
export function systemNames(paths: readonly string[]): readonly string[] {
  const short = paths.map((path) => (path === "-" ? "stdin" : basename(path)));
  if (new Set(short).size === paths.length) return short;
  const longer = paths.map((path) => `${basename(dirname(path))}/${basename(path)}`);
  return new Set(longer).size === paths.length ? longer : paths;
}
