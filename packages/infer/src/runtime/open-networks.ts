import { CmbError, isCmbError } from "@cmb/core";
import type { Device, NamedDevice } from "./device.js";
import type { NetworkSession } from "./network-session.js";
import { type Network, openNetwork } from "./open-network.js";
import type { Platform, Runtime } from "./platform.js";

/** Networks that run, and where. */
export interface OpenedNetworks {
  /** In the order that they were given in. */
  readonly sessions: readonly NetworkSession[];
  readonly runtime: string;
  readonly device: NamedDevice;
  /** Devices that were tried, in order; the last is the one that runs. */
  readonly tried: readonly NamedDevice[];
}

/**
 * Opens all networks on one device: the one that is asked for, or with `"auto"` the first on which all of them run.
 *
 * ONNX Runtime throws where a device is missing, and only at the first run where an operator is; so each device is tried
 * with a small run of every network, and what one has opened is released before the next is tried.
 *
 * @throws CmbError `BACKEND_UNAVAILABLE` with the reason of each device; `INVALID_MODEL` where a network is not what its
 * manifest says, on whatever device
 */
export async function openNetworks(
  networks: readonly Network[],
  {
    platform,
    device,
    threads,
  }: { readonly platform: Platform; readonly device: Device; readonly threads?: number | undefined },
): Promise<OpenedNetworks> {
  const runtime = await platform.loadRuntime(device, threads);
  const tried: NamedDevice[] = [];
  const reasons: Record<string, string> = {};
  for (const next of device === "auto" ? platform.automatic() : [device]) {
    tried.push(next);
    const refusal = await platform.refusal(next, device);
    if (refusal !== undefined) {
      reasons[next] = refusal;
      continue;
    }
    try {
      const sessions = await openAll(networks, { runtime, device: next });
      return { sessions, runtime: runtime.name(), device: next, tried };
    } catch (error) {
      if (isCmbError(error)) throw error;
      reasons[next] = error instanceof Error ? error.message : String(error);
    }
  }
  const each = Object.entries(reasons).map(([name, why]) => `${name}: ${why}`);
  const what = device === "auto" ? "no device works here" : `"${device}" does not work here`;
  const advice = device === "auto" ? 'give model "classical"' : 'give "auto"';
  const message = `createDetector: ${what} (${each.join("; ")}); ${advice}`;
  throw new CmbError("BACKEND_UNAVAILABLE", message, { device, tried, reasons });
}

async function openAll(
  networks: readonly Network[],
  { runtime, device }: { readonly runtime: Runtime; readonly device: NamedDevice },
): Promise<readonly NetworkSession[]> {
  const sessions: NetworkSession[] = [];
  try {
    for (const network of networks) sessions.push(await openNetwork(network, { runtime, device }));
    return sessions;
  } catch (error) {
    await Promise.all(sessions.map((session) => session.release()));
    throw error;
  }
}
