// The public API of each package as text: every entry of its exports map with the names that it exports.
import { join } from "node:path";
import ts from "typescript";

const KINDS = [
  [ts.SymbolFlags.Class, "class"],
  [ts.SymbolFlags.Function, "function"],
  [ts.SymbolFlags.Variable, "const"],
  [ts.SymbolFlags.Interface, "interface"],
  [ts.SymbolFlags.TypeAlias, "type"],
];

/** The entries of a package: what is imported, and the source that it comes from. */
export function entriesOf({ folder, manifest }) {
  return Object.entries(manifest.exports)
    .filter(([, target]) => typeof target === "object")
    .map(([path, target]) => ({
      specifier: manifest.name + path.slice(1),
      source: join(folder, target["@cmb/source"]),
    }));
}

/** What each entry exports: `{ specifier, names: [{ name, kind, file }] }`, sorted by name. */
export function publicApi(entry) {
  const entries = entriesOf(entry);
  const program = ts.createProgram(
    entries.map(({ source }) => source),
    {
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
      customConditions: ["@cmb/source"],
      // The names need neither the standard library nor foreign types, which take most of the time.
      noLib: true,
      noEmit: true,
      types: [],
    },
  );
  const checker = program.getTypeChecker();
  return entries.map(({ specifier, source }) => {
    const file = program.getSourceFile(source);
    const symbol = file === undefined ? undefined : checker.getSymbolAtLocation(file);
    const exported = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
    const names = exported.map((one) => describeExport(one, checker));
    return { specifier, names: names.sort((a, b) => a.name.localeCompare(b.name, "en")) };
  });
}

/** The name, the kind, and the source that declares it. */
function describeExport(symbol, checker) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return {
    name: symbol.getName(),
    kind: KINDS.find(([flag]) => (target.flags & flag) !== 0)?.[1] ?? "unresolved",
    file: target.declarations?.[0]?.getSourceFile().fileName,
  };
}

/** True for what exists at run time. */
export function isValue({ kind }) {
  return kind === "class" || kind === "function" || kind === "const";
}

/** The text of `api.txt`. */
export function formatApi(api) {
  return api
    .map(({ specifier, names }) => `${specifier}\n${names.map(({ name, kind }) => `  ${name}  ${kind}\n`).join("")}`)
    .join("\n");
}
