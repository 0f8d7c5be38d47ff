import type { Progress } from "@cmb/core";
import type { CommandContext } from "./command-context.js";

/** One line on a terminal that says how far the work is. */
export interface ProgressBar {
  readonly show: (subject: string, progress: Progress) => void;
  /** Takes the line away, so that something else can be written. */
  readonly clear: () => void;
}

const CELLS = 20;
const CLEAR_LINE = "\r\u001b[K";

/** A bar on stderr; where stderr is no terminal, or a dumb one, or the bar is unwanted, it draws nothing. */
export function createProgressBar({ stderr, env }: CommandContext, quiet: boolean): ProgressBar {
  if (quiet || stderr.isTTY !== true || env["TERM"] === "dumb") return { show: () => {}, clear: () => {} };
  let shown = false;
  return {
    show: (subject, { stage, completed, total }) => {
      const fraction = total > 0 ? Math.min(1, completed / total) : 1;
      const full = Math.round(fraction * CELLS);
      const bar = "#".repeat(full) + "-".repeat(CELLS - full);
      const percent = `${Math.floor(fraction * 100)}`.padStart(3);
      stderr.write(`${CLEAR_LINE}[${bar}] ${percent} %  ${subject}: ${stage}`);
      shown = true;
    },
    clear: () => {
      if (shown) stderr.write(CLEAR_LINE);
      shown = false;
    },
  };
}
