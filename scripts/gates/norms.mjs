// The size norms and the plain prohibitions of CONTRIBUTING.md: what a reader should never meet in a source.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { publicApi } from "../public-api.mjs";
import { listFiles, listPackages, shortPath } from "../workspace.mjs";

const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 80;
const MAX_KERNEL_LINES = 120;
const MAX_PARAMETERS = 4;
const MAX_NESTING = 4;

/** What no code may hold, and what no line may, comments included. */
const FORBIDDEN_CODE = [
  [/\bMath\.random\b/, "Math.random: take an Rng"],
  [/\bDate\.now\b|\bnew Date\(\)/, "the time of day: results must not depend on it"],
  [/\bnew Function\b|\beval\(/, "code made at run time, which a strict content-security policy forbids"],
];
const FORBIDDEN_TEXT = [
  [/@ts-ignore|@ts-nocheck|biome-ignore/, "a silenced check"],
  [/\b(TODO|FIXME|XXX)\b/, "unfinished work"],
];
const COMMENT = /^\s*(\/\/|\/?\*)/;
const SKIPPED_TEST = /\b(?:it|test|describe)\.(?:only|todo|skip)\b/;
const VAGUE_NAME = /[/\\](utils?|helpers?|common|misc|types)\.ts$/;

const NESTS = new Set([
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.TryStatement,
]);

/** `else if` continues its `if`: it is no level of its own. */
function isNewLevel(node) {
  return (
    NESTS.has(node.kind) ||
    (ts.isIfStatement(node) && !(ts.isIfStatement(node.parent) && node.parent.elseStatement === node))
  );
}

function deepestNesting(node, depth = 0) {
  let deepest = depth;
  ts.forEachChild(node, (child) => {
    if (!ts.isFunctionLike(child))
      deepest = Math.max(deepest, deepestNesting(child, depth + (isNewLevel(child) ? 1 : 0)));
  });
  return deepest;
}

function functionProblems(source, node) {
  const at = (position) => source.getLineAndCharacterOfPosition(position).line + 1;
  const line = at(node.getStart());
  const name = node.name?.getText() ?? "function";
  const lines = at(node.getEnd()) - line + 1;
  const isKernel = /\bkernel:/.test(source.text.slice(node.getFullStart(), node.getEnd()));
  const limit = isKernel ? MAX_KERNEL_LINES : MAX_FUNCTION_LINES;
  const depth = deepestNesting(node.body);
  return [
    ...(lines > limit ? [`:${line} ${name} has ${lines} lines, of at most ${limit}`] : []),
    ...(node.parameters.length > MAX_PARAMETERS && !isKernel
      ? [`:${line} ${name} takes ${node.parameters.length} parameters`]
      : []),
    ...(depth > MAX_NESTING ? [`:${line} ${name} nests ${depth} deep, of at most ${MAX_NESTING}`] : []),
  ];
}

function sourceProblems(path, text) {
  const findings = [];
  const lines = text.split("\n");
  if (lines.length - 1 > MAX_FILE_LINES) findings.push(` has ${lines.length - 1} lines, of at most ${MAX_FILE_LINES}`);
  if (VAGUE_NAME.test(path)) findings.push(" has a name that says nothing: name the thing");
  for (const [index, line] of lines.entries()) {
    const forbidden = COMMENT.test(line) ? FORBIDDEN_TEXT : [...FORBIDDEN_CODE, ...FORBIDDEN_TEXT];
    for (const [pattern, why] of forbidden) if (pattern.test(line)) findings.push(`:${index + 1} ${why}`);
  }
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body !== undefined) findings.push(...functionProblems(source, node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

/** The sources that hold a public function and have no test beside them. */
function untested(entry) {
  const functions = publicApi(entry).flatMap(({ names }) => names.filter(({ kind }) => kind === "function"));
  const lanes = [".test.ts", ".oracle.test.ts", ".browser.test.ts", ".slow.test.ts"];
  return [...new Set(functions.map(({ file }) => file))].filter((path) => {
    const stems = [path.replace(/\.ts$/, ""), path.replace(/(\.node|\.browser)?\.ts$/, "")];
    return !stems.some((stem) => lanes.some((lane) => existsSync(stem + lane)));
  });
}

function skippedTests(text) {
  return text.split("\n").flatMap((line, index) => {
    return SKIPPED_TEST.test(line) ? [`:${index + 1} a test that is skipped or runs alone`] : [];
  });
}

export function norms(root) {
  return listPackages(root).flatMap((entry) => {
    const findings = listFiles(join(entry.folder, "src"), (path) => path.endsWith(".ts")).flatMap((path) => {
      const text = readFileSync(path, "utf8");
      const problems = path.endsWith(".test.ts") ? skippedTests(text) : sourceProblems(path, text);
      return problems.map((problem) => shortPath(root, path) + problem);
    });
    const lacking = untested(entry).map(
      (path) => `${shortPath(root, path)} has a public function and no test beside it`,
    );
    return [...findings, ...lacking];
  });
}
