import type { OpenedModel } from "../learned/opened-model.js";

/** Releases every session of a model. */
export async function releaseSessions({ regions, lesions, verifier }: OpenedModel["sessions"]): Promise<void> {
  await Promise.all([regions, ...lesions, verifier].map((session) => session?.release()));
}
