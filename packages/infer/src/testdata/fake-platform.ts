import type { NamedDevice } from "../runtime/device.js";
import type { Platform, RuntimeSession } from "../runtime/platform.js";

/** What a fake device does: it works, it is missing, it lacks an operator, or it is refused before it is tried. */
export type FakeDevice = "works" | "missing" | "lacks an operator" | "refused";

/** A platform without hardware. */
export interface FakePlatform extends Platform {
  /** Every session that was opened, and whether it was released. */
  readonly sessions: readonly { readonly device: NamedDevice; released: boolean }[];
}

/**
 * A platform with the devices of a table, in the order of `"auto"`; a network gives its input back under each of its
 * outputs.
 */
export function fakePlatform(
  devices: Readonly<Partial<Record<NamedDevice, FakeDevice>>>,
  { input = "image", outputs = ["logits"], shape }: FakeNetwork = {},
): FakePlatform {
  const sessions: { readonly device: NamedDevice; released: boolean }[] = [];
  const open = async (_bytes: Uint8Array, device: NamedDevice): Promise<RuntimeSession> => {
    if (devices[device] === undefined || devices[device] === "missing") throw new Error(`no ${device} library`);
    const entry = { device, released: false };
    sessions.push(entry);
    return {
      inputNames: [input],
      outputNames: outputs,
      inputShape: () => shape,
      run: async (inputs) => {
        const given = inputs[input];
        if (given === undefined) throw new Error(`no input ${input}`);
        if (devices[device] === "lacks an operator") throw new Error("Conv3D is not supported");
        return Object.fromEntries(outputs.map((name) => [name, given]));
      },
      release: async () => {
        if (entry.released) throw new Error("released twice");
        entry.released = true;
      },
    };
  };
  return {
    sessions,
    runtimePackage: "onnxruntime-node",
    automatic: () => Object.keys(devices) as readonly NamedDevice[],
    refusal: async (device, asked) =>
      devices[device] === "refused" && asked === "auto" ? "it is software" : undefined,
    loadRuntime: async () => ({ name: () => "fake 1.0", open }),
    toUrl: (location) => new URL(location),
    readBytes: async () => new Uint8Array(0),
  };
}

interface FakeNetwork {
  readonly input?: string;
  readonly outputs?: readonly string[];
  readonly shape?: readonly (number | string)[];
}
