import type { OpenedModel } from "../learned/opened-model.js";
import { sha256 } from "../sha256.js";
import type { Device } from "./device.js";
import { modelNetworks } from "./model-networks.js";
import { openNetworks } from "./open-networks.js";
import type { Platform } from "./platform.js";
import type { ModelFiles } from "./read-model.js";

/**
 * A model whose networks are open on one device.
 *
 * @throws CmbError `BACKEND_UNAVAILABLE` where no device runs all its networks, `INVALID_MODEL` where a network is not
 * what the manifest says
 */
export async function openModel(
  { manifest, weights }: ModelFiles,
  where: { readonly platform: Platform; readonly device: Device; readonly threads?: number | undefined },
): Promise<OpenedModel> {
  const { sessions, runtime, device, tried } = await openNetworks(modelNetworks(manifest, weights), where);
  const { lesions, regions, verifier } = manifest.networks;
  const hashes = [...lesions, regions, verifier].filter((network) => network !== undefined).map((one) => one.sha256);
  const rest = sessions.slice(lesions.length);
  const [regionSession, verifierSession] = regions === undefined ? [undefined, rest[0]] : rest;
  return {
    manifest,
    sha256: await sha256(new TextEncoder().encode(hashes.join("\n"))),
    runtime,
    device,
    tried,
    sessions: {
      lesions: sessions.slice(0, lesions.length),
      ...(regions === undefined || regionSession === undefined ? {} : { regions: regionSession }),
      ...(verifier === undefined || verifierSession === undefined ? {} : { verifier: verifierSession }),
    },
  };
}
