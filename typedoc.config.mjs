import { listPackages } from "./scripts/workspace.mjs";

const everywhere = {
  disableGit: true,
  gitRevision: "main",
  sourceLinkTemplate: "https://github.com/cmb-js/cmb/blob/{gitRevision}/{path}#L{line}",
  basePath: import.meta.dirname,
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  // A field whose name and unit say all needs no comment; what is exported does.
  requiredToBeDocumented: ["Variable", "Function", "Class", "Interface", "TypeAlias", "Method"],
};

/** @type {Partial<import("typedoc").TypeDocOptions>} */
const options = {
  ...everywhere,
  name: "cmb",
  entryPointStrategy: "packages",
  entryPoints: listPackages().map(({ short }) => `packages/${short}`),
  out: "docs/reference",
  readme: "README.md",
  includeVersion: true,
  logLevel: "Warn",
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  // The build's settings say which source each entry of an exports map is built from.
  packageOptions: { ...everywhere, tsconfig: "tsconfig.build.json", excludeInternal: true },
};

export default options;
