// What one import costs in a browser bundle stays below its limit: size-limit, minified and compressed with brotli.
import { binary, run } from "../workspace.mjs";

export async function size(root) {
  const { code, stdout, output } = await run(binary("size-limit"), ["--json"], { cwd: root });
  if (code === 0) return [];
  const start = stdout.indexOf("[");
  if (start < 0) return [output.trim()];
  return JSON.parse(stdout.slice(start))
    .filter(({ passed }) => passed !== true)
    .map(({ name, size: bytes, sizeLimit }) => `${name} has ${bytes} bytes, of at most ${sizeLimit}`);
}
