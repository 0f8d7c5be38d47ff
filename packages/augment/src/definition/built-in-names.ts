/** The names of all transforms of this package: a list, so that whoever makes one of their own does not carry all of them. @internal */
export function builtInNames(): readonly string[] {
  return NAMES.split(" ");
}

const NAMES =
  "affine biasField blankBoxes blooming brightness brightnessGradient clipOutliers contrast crop cropOrPad elastic flip flipSides gamma gaussianBlur gaussianNoise ghosting gibbsRinging gridDistortion histogramShift intensityRemap invertContrast invertedGamma kSpaceSpikes labelCrop labelsToImage localContrast localGamma localSmoothing lowFrequencyBias lowResolution medianFilter misalignChannels motion noiseForEmpty pad phaseErrors phaseGhosting phaseMaskStrength randomCrop resampleTo rescaleIntensity ricianNoise rotate90 saltAndPepper sharpen shiftIntensity skullStrip sliceProfile standardise swapPatches thickSlices transposeAxes undersampling weightedCrop zeroFilling zoom";
