// Runs compiled examples one after another, in the folder where the packages are installed; it is copied there.
//
// Usage: node run-examples.mjs esm|cjs FILE…      prints one JSON line: { file: message } of those that failed
import { createRequire } from "node:module";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

const [format, ...files] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "examples.cjs"));
const print = console.log;

/** Typed arrays as plain ones, and -0 as 0: an example shows numbers, not how they are kept. */
function plain(value) {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  }
  return value === 0 ? 0 : value;
}

/** Equal, numbers to half of the last digit shown. */
function agree(actual, expected, tolerance) {
  if (typeof actual === "number" && typeof expected === "number") {
    if (Object.is(actual, expected)) return true;
    return Math.abs(actual - expected) <= tolerance + 1e-9 * Math.abs(expected);
  }
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.length === expected.length && actual.every((one, n) => agree(one, expected[n], tolerance));
  }
  if (actual !== null && expected !== null && typeof actual === "object" && typeof expected === "object") {
    const keys = Object.keys(expected);
    return (
      keys.length === Object.keys(actual).length && keys.every((key) => agree(actual[key], expected[key], tolerance))
    );
  }
  return isDeepStrictEqual(actual, expected);
}

globalThis.__gives = (actual, expected, claim, place) => {
  const decimals = Math.max(0, ...[...claim.matchAll(/\d\.(\d+)/g)].map(([, digits]) => digits.length));
  const tolerance = decimals === 0 ? 0 : 0.5 * 10 ** -decimals;
  if (agree(plain(actual), plain(expected), tolerance)) return;
  throw new Error(`${place} gives ${JSON.stringify(plain(actual)) ?? String(actual)}, not ${claim}`);
};

globalThis.__throws = async (example, code, place) => {
  try {
    await example();
  } catch (error) {
    if (error?.code === code) return;
    throw new Error(`${place} throws ${error?.code ?? error}, not ${code}`);
  }
  throw new Error(`${place} throws nothing, not ${code}`);
};

const failures = {};
console.log = () => {};
for (const file of files) {
  try {
    await (format === "esm" ? import(join(process.cwd(), file)) : require(`./${file}`));
  } catch (error) {
    failures[file] = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
print(JSON.stringify(failures));
process.exit();
