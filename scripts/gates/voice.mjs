// The project speaks of itself alone: no path of somebody's machine, no file beside the repository, no unfinished text,
// no debris among the tracked files.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { runGit } from "../workspace.mjs";

const MAX_BYTES = 1024 * 1024;
/** Weights of networks, which are larger than anything else that the project keeps. */
const MAX_WEIGHTS_BYTES = 4 * 1024 * 1024;
const BINARY = /\.(png|jpe?g|gif|ico|gz|nii|img|hdr|bin|np[yz]|onnx|wasm|dcm|woff2?)$/;
const DEBRIS = /(^|\/)(\.DS_Store|Thumbs\.db|npm-debug.*|[^/]*\.(log|tgz|whl|orig|rej|bak|swp|tsbuildinfo))$/;
/** The lock, data of others word for word, and the gates, which name what they forbid. */
const NOT_READ = /^(package-lock\.json|fixtures\/.*\.json|scripts\/gates\/.*)$/;

const WORDS = [
  [/(?<![\w.$}-])\/(?:work|home|root|Users)\/\w/, "a path of one machine"],
  [/\.\.\/shared\/(?!data\b)/, "a file beside the repository"],
  [/\b(?:TODO|FIXME|XXX|TBD)\b/, "unfinished text"],
  [/\bas an AI\b|\blanguage model\b|\bthis (?:session|sitting)\b|\bthe brief\b/i, "talk about how the text came to be"],
  [/^(?:<{7}|>{7}) /, "a merge conflict"],
];

/** The tracked files, and the new ones that git would track. */
async function projectFiles(root) {
  const stdout = await runGit(["ls-files", "-z", "--cached", "--others", "--exclude-standard"], root);
  return [...new Set(stdout.split("\0"))].filter((path) => path !== "");
}

function fileProblems(root, path) {
  const size = statSync(join(root, path), { throwIfNoEntry: false })?.size;
  if (size === undefined) return [];
  if (DEBRIS.test(path)) return [`${path} is debris: remove it`];
  const most = /\.(onnx|npz)$/.test(path) ? MAX_WEIGHTS_BYTES : MAX_BYTES;
  if (size > most) return [`${path} has ${size} bytes, of at most ${most}`];
  if (BINARY.test(path) || NOT_READ.test(path)) return [];
  const lines = readFileSync(join(root, path), "utf8").split("\n");
  return lines.flatMap((line, index) =>
    WORDS.filter(([pattern]) => pattern.test(line)).map(
      ([, why]) => `${path}:${index + 1} ${why}: ${line.trim().slice(0, 80)}`,
    ),
  );
}

export async function voice(root) {
  return (await projectFiles(root)).flatMap((path) => fileProblems(root, path));
}
