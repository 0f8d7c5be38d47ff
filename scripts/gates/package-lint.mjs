// What npm would publish: publint reads the manifests, are-the-types-wrong the declarations, of the packed packages.
import { runNx } from "../nx.mjs";

export async function packageLint(root) {
  const { code, output } = await runNx(["run-many", "-t", "check:package", "--output-style=stream-without-prefixes"], {
    cwd: root,
  });
  if (code === 0) return [];
  const told = output
    .split("\n")
    .filter((line) => /^(Error|Suggestions?|Warnings?|\d+\. )|^[❌⚠💀👺🐛🤨]|FalseCJS|NoResolution/u.test(line.trim()));
  return told.length > 0 ? told.map((line) => line.trim()) : [output.trim()];
}
