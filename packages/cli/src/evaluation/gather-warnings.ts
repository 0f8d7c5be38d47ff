import type { ImageWarning } from "@cmb/metrics";

/** Gathers warnings about scans, so that one sentence names all scans of a kind. */
export interface WarningGatherer {
  readonly add: (protocol: string, scan: string, warnings: readonly ImageWarning[]) => void;
  /** One sentence for each protocol and kind, in the order in which they were first met. */
  readonly sentences: () => readonly string[];
}

const NAMED_SCANS = 3;

/** A gatherer that has met nothing. */
export function createWarningGatherer(): WarningGatherer {
  const met = new Map<string, { readonly scans: Set<string>; readonly message: string; readonly protocol: string }>();
  return {
    add: (protocol, scan, warnings) => {
      for (const { code, message } of warnings) {
        const key = `${protocol} ${code} ${/^the \w+/.exec(message)?.[0] ?? ""}`;
        const entry = met.get(key) ?? { scans: new Set<string>(), message, protocol };
        met.set(key, entry);
        entry.scans.add(scan);
      }
    },
    sentences: () =>
      [...met.values()].map(({ scans, message, protocol }) => {
        const named = [...scans].slice(0, NAMED_SCANS).join(", ");
        const others = scans.size > NAMED_SCANS ? ` and ${scans.size - NAMED_SCANS} more` : "";
        return `${protocol}, ${named}${others}: ${message}`;
      }),
  };
}
