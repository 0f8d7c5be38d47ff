// The table of gates. Each is one file in `gates/` with a test that shows it failing.
import { apiDocs } from "./gates/api-docs.mjs";
import { apiSnapshot } from "./gates/api-snapshot.mjs";
import { boundaries } from "./gates/boundaries.mjs";
import { cleanTree, treeState } from "./gates/clean-tree.mjs";
import { deadCode } from "./gates/dead-code.mjs";
import { errors } from "./gates/errors.mjs";
import { examples } from "./gates/examples.mjs";
import { format } from "./gates/format.mjs";
import { links } from "./gates/links.mjs";
import { lockfile } from "./gates/lockfile.mjs";
import { norms } from "./gates/norms.mjs";
import { packageLint } from "./gates/package-lint.mjs";
import { packed } from "./gates/packed.mjs";
import { size } from "./gates/size.mjs";
import { types } from "./gates/types.mjs";
import { voice } from "./gates/voice.mjs";
import { runNx } from "./nx.mjs";
import { installPacked, removePacked } from "./packed.mjs";

/** The gates over `root`, in order; `close` removes what they share. */
export async function createGates(root) {
  const before = await treeState(root);
  const shared = createShared(root);
  const gates = [
    { name: "lockfile", find: () => lockfile(root) },
    { name: "format", find: () => format(root) },
    { name: "voice", find: () => voice(root) },
    { name: "boundaries", find: () => boundaries(root) },
    { name: "norms", find: () => norms(root) },
    { name: "links", find: () => links(root) },
    { name: "errors", find: () => errors(root) },
    { name: "api-snapshot", find: () => apiSnapshot(root) },
    { name: "types", find: () => types(root) },
    { name: "dead-code", find: () => deadCode(root) },
    { name: "package-lint", find: () => packageLint(root) },
    { name: "packed", find: async () => packed(root, await shared.installed()) },
    { name: "examples", find: async () => examples(root, await shared.installed()) },
    { name: "size", find: async () => size(await shared.built()) },
    { name: "api-docs", find: async () => apiDocs(await shared.built()) },
    { name: "clean-tree", find: () => cleanTree(root, before) },
  ];
  return { gates, close: shared.close };
}

/** The build, and the packed packages in a folder of their own: made once, and only when a gate needs them. */
function createShared(root) {
  let building;
  let installing;
  const built = () => {
    building ??= runNx(["run-many", "-t", "build", "--output-style=stream"], { cwd: root }).then(({ code, output }) => {
      if (code !== 0) throw new Error(`the build failed: ${output.trim().slice(-2000)}`);
      return root;
    });
    return building;
  };
  const installed = () => {
    installing ??= built().then(installPacked);
    return installing;
  };
  const close = async () => {
    const folder = await installing?.catch(() => undefined);
    if (folder !== undefined) removePacked(folder);
  };
  return { built, installed, close };
}
