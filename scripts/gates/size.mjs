// What one import costs in a browser bundle stays below its limit: size-limit, minified and compressed with brotli.
import { binary, run } from "../workspace.mjs";

export async function size(root) {
  const { stdout, output } = await run(binary("size-limit"), ["--json"], { cwd: root });
  const start = stdout.indexOf("[");
  if (start < 0) return [output.trim()];
  return JSON.parse(stdout.slice(start)).flatMap(({ name, size: bytes, sizeLimit, passed }) => {
    // A path that leads nowhere measures as an empty bundle.
    if (!(bytes > 0)) return [`${name} has no code: is its path right?`];
    return passed === true ? [] : [`${name} has ${bytes} bytes, of at most ${sizeLimit}`];
  });
}
