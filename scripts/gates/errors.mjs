// Every error code is thrown somewhere, every thrown code is in the table, and docs/errors.md says what the table says.
import { findThrown, formatErrorPage, readErrorPage, readErrorTable } from "../error-table.mjs";

export function errors(root) {
  const table = readErrorTable(root);
  const known = new Set(table.map(({ code }) => code));
  const thrown = findThrown(root);
  return [
    ...table
      .filter(({ code }) => !thrown.has(code))
      .map(({ code }) => `${code} is never thrown: remove it from the table`),
    ...table.filter(({ meaning }) => meaning === "").map(({ code }) => `${code} has no meaning: write its doc comment`),
    ...[...thrown.keys()].filter((code) => !known.has(code)).map((code) => `${code} is thrown and not in the table`),
    ...(readErrorPage(root) === formatErrorPage(root) ? [] : ["docs/errors.md is not up to date: npm run generate"]),
  ];
}
