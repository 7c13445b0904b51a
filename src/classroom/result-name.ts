/** How the name of every result file ends. */
const RESULT_SUFFIX = ".routebook.json";

/** Characters of the lesson's and of the learner's part, so that every file system takes the name. */
const PART = 60;

/**
 * The name of a result file, for people to read: `flask-routing-01-first-route--ann-smith.routebook.json`.
 * Accents of Latin letters go, letters of other scripts stay.
 */
export function resultFileName(lessonPath: string, learner: string): string {
  const lesson = slug(lessonPath) || "lesson";
  return `${lesson}--${slug(learner) || "no-name"}${RESULT_SUFFIX}`;
}

/** Small letters, digits and single hyphens. */
function slug(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  return Array.from(words).slice(0, PART).join("").replace(/^-|-$/gu, "");
}
