import { spacing, type Volume, type VoxelArray } from "@cmb/core";
import type { Protocol } from "../acquisition/protocol.js";
import type { InsertedScan } from "../insertion/insertion-scan.js";

/** How a scan was acquired, as far as it is known. @internal */
export type SampleProtocol = Protocol | InsertedScan["protocol"];

/** The fields of BIDS for an image; times in seconds, as BIDS has them. @internal */
export function sidecarOf(
  protocol: SampleProtocol | undefined,
  image: Volume<VoxelArray>,
  { isPhase, source }: { readonly isPhase: boolean; readonly source: string | undefined },
): Readonly<Record<string, unknown>> {
  return {
    ...(protocol === undefined ? {} : timesOf(protocol, image)),
    SpacingBetweenSlices: spacing(image.affine)[2],
    ...(isPhase ? { Units: "rad" } : {}),
    ...(source === undefined ? {} : { SourceFile: source }),
    Description: isSimulated(protocol)
      ? "Simulated by @cmb/synth; no scan of a person"
      : "A real scan into which @cmb/synth put objects",
    ...(protocol === undefined ? {} : { CmbSynthProtocol: protocol }),
  };
}

function timesOf(protocol: SampleProtocol, image: Volume<VoxelArray>): Readonly<Record<string, unknown>> {
  return {
    EchoTime: protocol.echoTimeMs / 1000,
    ...(isSimulated(protocol)
      ? { RepetitionTimeExcitation: protocol.repetitionTimeMs / 1000, FlipAngle: protocol.flipAngleDegrees }
      : {}),
    MagneticFieldStrength: protocol.fieldStrengthT,
    MRAcquisitionType: protocol.encoding,
    SliceThickness: spacing(image.affine)[2] * (protocol.encoding === "2D" ? protocol.sliceProfile : 1),
  };
}

function isSimulated(protocol: SampleProtocol | undefined): protocol is Protocol {
  return protocol !== undefined && "repetitionTimeMs" in protocol;
}
