// Formatting and lint rules: Biome, with the rules of biome.json.
import { resolve } from "node:path";
import { binary, run, shortPath } from "../workspace.mjs";

export async function format(root) {
  const { code, output } = await run(
    binary("biome"),
    ["ci", "--error-on-warnings", "--colors=off", "--reporter=github", "."],
    { cwd: root },
  );
  if (code === 0) return [];
  const findings = output.split("\n").flatMap((line) => {
    const place = /^::\w+ .*?file=([^,]+),line=(\d+)/.exec(line);
    return place === null
      ? []
      : [`${shortPath(root, resolve(root, place[1]))}:${place[2]} ${line.slice(line.indexOf("::", 2) + 2)}`];
  });
  return findings.length > 0 ? findings : [output.trim()];
}
