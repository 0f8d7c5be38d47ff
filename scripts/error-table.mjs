// The error codes of @cmb/core, read from their table in the source, and the page docs/errors.md that is made from it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { listFiles, listPackages } from "./workspace.mjs";

const TABLE = join("packages", "core", "src", "errors.ts");

/** Each code with its meaning and the fields of its details: `{ code, meaning, fields: [{ name, type }] }`. */
export function readErrorTable(root) {
  const path = join(root, TABLE);
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const table = source.statements.find(
    (node) => ts.isInterfaceDeclaration(node) && node.name.text === "CmbErrorDetails",
  );
  if (table === undefined) throw new Error(`${TABLE} has no interface CmbErrorDetails`);
  return table.members.map((member) => ({
    code: member.name.getText(),
    meaning: ts
      .getJSDocCommentsAndTags(member)
      .map((comment) => ts.getTextOfJSDocComment(comment.comment) ?? "")
      .join(" ")
      .replaceAll(/\s+/g, " "),
    fields: (member.type.members ?? []).map((field) => ({
      name: field.name.getText() + (field.questionToken === undefined ? "" : "?"),
      type: field.type.getText(),
    })),
  }));
}

/** Which packages throw each code: a `new CmbError` whose first argument names it, in a source that is no test. */
export function findThrown(root) {
  const thrown = new Map();
  for (const { short, folder } of listPackages(root)) {
    const isSource = (path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.includes("testdata");
    for (const path of listFiles(join(folder, "src"), isSource)) {
      const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
      const visit = (node) => {
        if (ts.isNewExpression(node) && node.expression.getText() === "CmbError")
          noteCodes(node.arguments?.[0], short, thrown);
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }
  return thrown;
}

function noteCodes(argument, short, thrown) {
  if (argument === undefined) return;
  const visit = (node) => {
    if (ts.isStringLiteral(node)) thrown.set(node.text, (thrown.get(node.text) ?? new Set()).add(short));
    ts.forEachChild(node, visit);
  };
  visit(argument);
}

/** The text of docs/errors.md. */
export function formatErrorPage(root) {
  const thrown = findThrown(root);
  const sections = readErrorTable(root).map(({ code, meaning, fields }) => {
    const by = [...(thrown.get(code) ?? [])].sort().map((short) => `\`@cmb/${short}\``);
    const rows = fields.map(({ name, type }) => `| \`${name}\` | \`${type.replaceAll("|", "\\|")}\` |\n`);
    const details = rows.length > 0 ? `\n| details | type |\n|---|---|\n${rows.join("")}` : "";
    return `## ${code}\n\n${meaning}\n\nThrown by ${by.join(", ")}.\n${details}`;
  });
  return `${HEAD}\n${sections.join("\n")}`;
}

const HEAD = `<!-- Made by \`npm run generate\` from packages/core/src/errors.ts: change it there. -->

# Errors

Every failure is a \`CmbError\` with one of these codes. \`isCmbError(error, code)\` tells whether an unknown value is one,
also after \`structuredClone\` or \`postMessage\`, and then \`error.details\` has the fields named here. A code is part of the
API: it changes only with a major version. An aborted call rejects with the signal's own reason, which is no \`CmbError\`.
`;

/** The page as it lies in the repository; empty when there is none. */
export function readErrorPage(root) {
  const path = join(root, "docs", "errors.md");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
