/** The help of `cmb evaluate`. */
export const EVALUATE_HELP = `Examples
  cmb evaluate --protocol list                          the protocols and where they are from
  cmb evaluate --cases lesions.csv --protocol centroid-3mm
                                                        a table: case,side,x,y,z,score
  cmb evaluate --cases cases.json --protocol valdo2021-code,touch26-pooled --json
  cmb evaluate --reference masks --prediction mine --protocol shiva-cluster --html report.html
  cmb evaluate --reference masks --prediction mine --prediction theirs --protocol picai
                                                        two systems, and whether they differ
  cmb evaluate --cases lesions.csv --protocol centroid-3mm --tolerance-mm 5
                                                        another radius: the result is named centroid-3mm*

Usage: cmb evaluate (--cases FILE… | --reference DIR --prediction DIR…) --protocol NAME… [options]
  Scores detections against a reference, lesion by lesion, as published evaluations do.

Input
  --cases FILE       lists of lesions as JSON or CSV; - is stdin; a second one is a second system
  --reference DIR    masks or probability images (NIfTI), also in folders below, also what
                     cmb standardize wrote; or one file
  --prediction DIR   the same of a system, also what cmb detect wrote; a second one is another
  --compare PATH     the same as another --prediction or --cases
  --images DIR       the scans: adds features of shape and intensity to the lesions, and
                     pictures of errors to the page
  --regions DIR      label maps of SynthSeg: adds the location of lesions
  --locations KIND   bombs (unless given) or zone
  --covariates FILE  a table with one row a scan or participant, as participants.tsv is; goes
                     with folders and with --cases
  --space SPACE      of a folder that cmb standardize wrote: native (unless given) or standard
  --missing WHAT     a scan without a file: error (unless given), empty (no lesions), skip
  --instances        each value of a mask is one lesion, connected or not
  --surface-tolerance-mm N  also HD95, ASSD and surface Dice of the whole masks

  Files of one scan have the same path in both folders; or names that are the same without
  endings such as _mask, _seg, _gt, _pred; or the same BIDS entities but desc-, label-, space-.

Protocol
  --protocol NAME    one or several, by comma or repeated; list prints them
  --tolerance-mm N   largest distance of centres      --minimum N            smallest IoU or Dice
  --connectivity N   6, 18 or 26                      --minimum-voxels N     shared voxels of a hit
  --threshold N      of the prediction; of scores where lesions are listed
  --reference-threshold N                             --minimum-size-voxels N
  --criterion NAME   overlap, iou, dice, centreDistance, pointInMask, dilatedFootprint
  --strict true|false, --radius-mm N                  of the criterion
  --assignment, --duplicate-hits, --true-positives-are, --minimum-size-of, --empty-pair,
  --empty-reference, --empty-prediction, --no-true-positives, --averaged-scans,
  --false-positives-over, --headline, --classified-class, --classification-thresholds,
  --measures, --rates, --sensitivities, --curve-points, --curve-reading
                     any other parameter, by the words that the JSON has for it
  A protocol of which anything was changed loses its plain name: its id gets a star.

Result
  --json             one JSON document on stdout, instead of tables; undefined is null
  --html FILE        a page with tables and figures    --title TEXT    its heading
  --csv FILE         one row a scan; FILE-lesions.csv has one row a lesion
  --explain          into the JSON: what became of each lesion and why
  --strata NAME      location, a covariate, referenceCount=1,5, lesion.diameterMm=5, A+B or none;
                     repeated for several; unless given, all that have few values
  --bootstrap N      resamples of scans or patients for intervals: 2000 unless given, 100
                     to 100000, 0 for none
  --seed N, --level P, --interval percentile|bca       1, 0.95 and percentile unless given;
                     P is a share above 0.5 or a percentage from 50 to 99.9
  --quiet            no progress and no messages; errors only

Exit codes: 0 done, whatever the scores; 1 not written; 2 usage; 65 bad data; 66 a file is
missing; 130 interrupted.
`;
