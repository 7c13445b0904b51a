/**
 * What a SCORM package's launch page and its script agree upon. `src/classroom` writes the page,
 * `src/scorm` is the script.
 */

/** Name of the script in the package. */
export const LAUNCH_SCRIPT = "routebook-scorm.js";
/** Id of the frame; its `data-address` is the lesson's address, without who embeds it. */
export const LAUNCH_FRAME = "lesson";
/** Id of the element for the sentence on the connection. */
export const LAUNCH_STATUS = "status";

/** The `data-` attributes of the page's body. */
export interface LaunchData {
  /** Path of the lesson. */
  readonly lesson?: string;
  /** Percent from which it counts as passed; absent where all exercises must pass. */
  readonly mastery?: string;
}
