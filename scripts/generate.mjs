// Writes what is made from the sources and kept in git: docs/errors.md, api.txt of each package, and the WebAssembly
// kernels. `npm run check` or a test fails when one of them is not up to date.
//
// Usage: npm run generate
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { listPackages, repositoryRoot } from "./workspace.mjs";

await bootstrap();
const { formatErrorPage } = await import("./error-table.mjs");
const { formatApi, publicApi } = await import("./public-api.mjs");
const { KERNELS, kernelsSource } = await import("./build-kernels.mjs");

writeFileSync(join(repositoryRoot, "docs", "errors.md"), formatErrorPage(repositoryRoot));
for (const entry of listPackages()) writeFileSync(join(entry.folder, "api.txt"), formatApi(publicApi(entry)));
for (const kernels of KERNELS) writeFileSync(kernels.file, await kernelsSource(kernels));
