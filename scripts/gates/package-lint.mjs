// What npm would publish: publint reads the manifests, are-the-types-wrong the declarations, of the packed packages.
import { stripVTControlCharacters } from "node:util";
import { runNx } from "../nx.mjs";

/** npm's own lines about how the script ended. */
const NOISE = /^(npm (error|warn)|> |$)/;

export async function packageLint(root) {
  const { code, output } = await runNx(["run-many", "-t", "check:package", "--output-style=stream"], { cwd: root });
  if (code === 0) return [];
  const text = stripVTControlCharacters(output);
  const failed = [...text.matchAll(/^\s*- (\S+):check:package$/gm)].map(([, project]) => project);
  const told = failed.map((project) => {
    const lines = text.split("\n").filter((line) => line.startsWith(`${project}: `));
    return [project, ...lines.map((line) => line.slice(project.length + 2)).filter((line) => !NOISE.test(line))].join(
      "\n",
    );
  });
  return told.length > 0 ? told : [text.trim()];
}
