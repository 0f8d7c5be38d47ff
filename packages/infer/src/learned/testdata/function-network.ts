import type { LesionChannel, PerAxis } from "../../manifest/model-manifest.js";
import type { Tensor } from "../../runtime/network-session.js";
import type { OpenedLesionNetwork } from "../blended-slices.js";

/** A lesion network that is a function of each voxel and of where it lies in the tile. */
export function functionNetwork(
  logit: (value: number, at: number, channel: number) => number,
  options: {
    readonly shape: PerAxis;
    readonly overlap: PerAxis;
    readonly channels?: readonly LesionChannel[];
    readonly mirror?: OpenedLesionNetwork["mirror"];
    /** Receives what the network was shown. */
    readonly shown?: Tensor[];
  },
): OpenedLesionNetwork {
  const { shape, overlap, channels = ["lesion"], mirror = "none", shown } = options;
  const run = async ({ image }: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>> => {
    const data = image?.data ?? new Float32Array();
    shown?.push({ data: data.slice(), dims: image?.dims ?? [] });
    const out = channels.flatMap((_, channel) => Array.from(data, (value, at) => logit(value, at, channel)));
    return { logits: { data: Float32Array.from(out), dims: [1, channels.length, shape[2], shape[1], shape[0]] } };
  };
  return {
    network: { input: "image", output: "logits", channels, tile: { shape, overlap } },
    session: { run, release: () => Promise.resolve() },
    mirror,
  };
}
