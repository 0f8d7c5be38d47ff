#!/usr/bin/env node
import { run } from "../dist/index.js";

const controller = new AbortController();
const INTERRUPTED = 130;

/** The first signal stops the work and lets it clean up; the second does not wait for that. */
function interrupt() {
  if (controller.signal.aborted) process.exit(INTERRUPTED);
  controller.abort();
}
process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);

// A reader that has seen enough, such as `head`, closes the pipe: that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const { stdin, stdout, stderr, env } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, signal: controller.signal });
