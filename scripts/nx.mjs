// nx inside of this repository: no daemon, no cloud, no analytics, and all that it keeps lies in `.nx/`.
//
// Usage: node scripts/nx.mjs run-many -t build
import { bootstrap } from "./bootstrap.mjs";
import { binary, isMain, run } from "./workspace.mjs";

const NX_ENVIRONMENT = {
  NX_DAEMON: "false",
  NX_NO_CLOUD: "true",
  NX_TUI: "false",
  NX_ISOLATE_PLUGINS: "false",
  // Its native module would otherwise be copied to the system's temporary folder.
  NX_SKIP_NATIVE_FILE_CACHE: "true",
};

/** Runs nx with these arguments; the result is that of `run`. */
export function runNx(args, options = {}) {
  return run(binary("nx"), args, { ...options, env: { ...process.env, ...NX_ENVIRONMENT } });
}

if (isMain(import.meta.url)) {
  await bootstrap();
  process.exitCode = (await runNx(process.argv.slice(2), { echo: true })).code;
}
