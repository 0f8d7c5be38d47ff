// Files, exports and dependencies that nothing uses: knip, with the entries of knip.json.
import { binary, run } from "../workspace.mjs";

export async function deadCode(root) {
  const { code, output } = await run(binary("knip"), ["--no-progress", "--reporter", "compact"], { cwd: root });
  if (code === 0) return [];
  return output.split("\n").filter((line) => line.trim() !== "");
}
