// The examples in pages and doc comments: found, and compiled so that what they claim is checked when they run.
//
// A top-level statement that ends with `// => value` must give that value, to the digits shown; one that ends with
// `// throws CODE` must throw that CmbError. `console.log(x); // => value` checks x.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { listFiles, listPackages, shortPath } from "./workspace.mjs";

const FENCE = /^([ \t]*)```(\w+)[^\n]*\n([\s\S]*?)^\1```[ \t]*$/gm;
const RUNS = new Set(["ts", "js", "typescript", "javascript", "mjs"]);
const CLAIM = /\/\/\s*(=>|throws)\s+(.*)$/;

/** The fences of a text that run: `{ file, line, code, typed }`; `typed` for TypeScript. */
export function fencesIn(text, file) {
  return [...text.matchAll(FENCE)]
    .filter(([, , language]) => RUNS.has(language))
    .map((match) => ({
      file,
      line: text.slice(0, match.index).split("\n").length,
      code: match[3].replaceAll(new RegExp(`^${match[1]}`, "gm"), ""),
      typed: match[2].startsWith("t"),
    }));
}

/** The doc comments of a source as text on the same lines, everything else left out. */
function docComments(source) {
  const text = source.replaceAll(/[^\n]/g, " ").split("\n");
  const lines = source.split("\n");
  for (const match of source.matchAll(/^[ \t]*\/\*\*[\s\S]*?\*\//gm)) {
    const first = source.slice(0, match.index).split("\n").length - 1;
    const last = first + match[0].split("\n").length - 1;
    for (let n = first; n <= last; n++)
      text[n] = lines[n].replace(/^\s*(\/\*\*|\*\/|\* ?)/, "").replace(/\*\/\s*$/, "");
  }
  return text.join("\n");
}

/** Every example of the repository: of its pages, and of the doc comments of its packages. */
export function listExamples(root) {
  const pages = listFiles(root, (path) => path.endsWith(".md") && !path.includes(".changeset"));
  const isSource = (path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.includes("testdata");
  const sources = listPackages(root).flatMap(({ folder }) => listFiles(join(folder, "src"), isSource));
  return [
    ...pages.flatMap((path) => fencesIn(readFileSync(path, "utf8"), shortPath(root, path))),
    ...sources.flatMap((path) => fencesIn(docComments(readFileSync(path, "utf8")), shortPath(root, path))),
  ];
}

/** The expression of a statement that a claim is about, as source text. */
function subjectOf(statement) {
  if (ts.isVariableStatement(statement)) {
    const [declaration, ...others] = statement.declarationList.declarations;
    return others.length === 0 && ts.isIdentifier(declaration.name) ? declaration.name.text : undefined;
  }
  if (!ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  const isLog = ts.isCallExpression(expression) && expression.expression.getText() === "console.log";
  return isLog && expression.arguments.length === 1 ? expression.arguments[0].getText() : expression.getText();
}

/** One statement with its claim made into a call of the checks that `run-examples.mjs` provides. */
function checked(statement, kind, claim, place) {
  const text = statement.getFullText().trimEnd();
  if (kind === "throws") return `await __throws(async () => {${text}\n}, ${JSON.stringify(claim)}, ${place});`;
  const subject = subjectOf(statement);
  if (subject === undefined) throw new Error("a claim must follow an expression or the declaration of one name");
  const check = `__gives(${subject}, (${claim}), ${JSON.stringify(claim)}, ${place});`;
  return ts.isVariableStatement(statement) ? `${text}\n${check}` : check;
}

/**
 * The TypeScript of an example with its claims as checks.
 *
 * @throws Error when a claim stands where it would not be checked
 */
export function withChecks({ file, line, code }) {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true);
  const claims = code.split("\n").filter((text) => CLAIM.test(text)).length;
  let found = 0;
  const statements = source.statements.map((statement) => {
    const end = statement.getEnd();
    const rest = code.slice(end).split("\n", 1)[0];
    const claim = CLAIM.exec(rest);
    if (claim === null) return statement.getFullText();
    found += 1;
    const row = source.getLineAndCharacterOfPosition(end).line + 1;
    return `\n${checked(statement, claim[1], claim[2].trim(), JSON.stringify(`${file}:${line + row}`))}`;
  });
  if (found !== claims) throw new Error(`${claims - found} claims are not at the end of a top-level statement`);
  return statements.join("");
}

/** The example as a program: an ES module, or CommonJS that exports the promise of its end. */
export function compileExample(example, format) {
  const checkedCode = withChecks(example);
  const module = format === "esm" ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  const options = { module, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText, diagnostics } = ts.transpileModule(checkedCode, {
    compilerOptions: options,
    reportDiagnostics: true,
  });
  const wrong = diagnostics.find(({ category }) => category === ts.DiagnosticCategory.Error);
  if (wrong !== undefined) throw new Error(ts.flattenDiagnosticMessageText(wrong.messageText, " "));
  return format === "esm" ? outputText : `module.exports = (async () => {\n${outputText}\n})();\n`;
}
