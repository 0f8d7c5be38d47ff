export type { CommandContext, TextStream } from "./command-context.js";
export type { ExitCode } from "./exit-code.js";
export { run } from "./run.js";
