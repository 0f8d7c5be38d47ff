import { readFileSync } from "node:fs";

/** A fixture as its test describes it: the type is the test's claim about the file. */
export function readFixture<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../../../../fixtures/${path}`, import.meta.url), "utf8")) as T;
}
