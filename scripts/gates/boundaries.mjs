// Packages import strictly lower layers, import only what they declare, and touch Node only where Node is sure to be.

import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { basename, dirname, join, resolve, sep } from "node:path";
import ts from "typescript";
import { listFiles, listPackages, shortPath } from "../workspace.mjs";

/** The layer of each package; a package imports packages of strictly lower layers. */
const LAYERS = {
  core: 0,
  io: 1,
  preprocess: 1,
  metrics: 1,
  models: 1,
  augment: 2,
  datasets: 2,
  synth: 2,
  infer: 2,
  cli: 3,
};

const BUILTINS = new Set(builtinModules.filter((name) => !name.startsWith("_")));
const TEST = /\.test\.ts$|[/\\]testdata[/\\]/;

/** Each module that a source imports, exports from, or loads with a literal `import()`, with its line. */
function importsOf(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const note = (node, typeOnly) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (ts.isStringLiteralLike(node)) found.push({ specifier: node.text, line, typeOnly });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) note(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) note(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      if (node.arguments[0] !== undefined) note(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `@scope/name/sub` and `name/sub` without what follows the package's name. */
function packageName(specifier) {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Where Node's own modules may be used: the command line, and files that say so in their name. */
function mayUseNode(short, path) {
  const name = basename(path);
  return short === "cli" || name === "node.ts" || name.endsWith(".node.ts") || TEST.test(path);
}

/** What is wrong with one import of one file; undefined when nothing is. */
function problemOf({ specifier }, { entry, path, test, packages }) {
  const { short, folder, manifest } = entry;
  if (specifier.startsWith(".")) {
    const target = resolve(dirname(path), specifier);
    if (!test && TEST.test(target)) return `imports ${specifier}, which is only for tests`;
    return target.startsWith(folder + sep) || (test && !target.includes(`${sep}packages${sep}`))
      ? undefined
      : `reaches out of its package by ${specifier}: import the package by name`;
  }
  // Node, a bundler or the compiler picks the file, by the conditions of the manifest.
  if (specifier.startsWith("#")) {
    return manifest.imports?.[specifier] === undefined
      ? `imports ${specifier}, which the imports map of ${manifest.name} does not have`
      : undefined;
  }
  const name = packageName(specifier);
  if (specifier.startsWith("node:") || BUILTINS.has(name)) {
    return mayUseNode(short, path) ? undefined : `imports ${specifier} outside of a *.node.ts file`;
  }
  const declared = {
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...(test ? manifest.devDependencies : {}),
  };
  const isOwn = name === manifest.name;
  const rootTool = test && packages.rootDevelopment[name] !== undefined;
  if (declared[name] === undefined && !isOwn && !rootTool)
    return `imports ${specifier}, which ${manifest.name} does not declare`;
  const other = packages.byName[name];
  if (other === undefined || isOwn || test) return undefined;
  return LAYERS[other.short] < LAYERS[short]
    ? undefined
    : `imports ${name} of layer ${LAYERS[other.short]} from layer ${LAYERS[short]}: only lower layers may be imported`;
}

function manifestProblems({ short, manifest }, byName) {
  const findings = [];
  if (LAYERS[short] === undefined) findings.push(`packages/${short} has no layer: add it to LAYERS`);
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    const other = byName[name];
    if (other !== undefined && !(LAYERS[other.short] < LAYERS[short])) {
      findings.push(`packages/${short}/package.json depends on ${name}, which is not of a lower layer`);
    }
  }
  return findings;
}

export function boundaries(root) {
  const entries = listPackages(root);
  const byName = Object.fromEntries(entries.map((entry) => [entry.manifest.name, entry]));
  const rootManifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const packages = { byName, rootDevelopment: rootManifest.devDependencies ?? {} };
  return entries.flatMap((entry) => [
    ...manifestProblems(entry, byName),
    ...listFiles(join(entry.folder, "src"), (path) => path.endsWith(".ts")).flatMap((path) =>
      importsOf(path, readFileSync(path, "utf8")).flatMap((found) => {
        const problem = problemOf(found, { entry, path, test: TEST.test(path), packages });
        return problem === undefined ? [] : [`${shortPath(root, path)}:${found.line} ${problem}`];
      }),
    ),
  ]);
}
