/** Characters of a name; no more than a third of what a reader takes, whatever their length. */
const LIMIT = 100;

/**
 * A name as it is written into a file and shown: one line, without control characters and without
 * those that turn the direction of text or hide in it. Joiners stay, since some scripts need them.
 */
export function learnerName(typed: string): string {
  const visible = typed
    .replace(/\s/gu, " ")
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, "");
  const plain = visible.replace(/ +/gu, " ").trim().normalize("NFC");
  return Array.from(plain).slice(0, LIMIT).join("").trim();
}

/** What two spellings of one name have in common: "ann  SMITH" and "Ann Smith" are one learner. */
export function nameKey(name: string): string {
  return learnerName(name).normalize("NFKC").toLowerCase();
}

/** Orders names as people do. */
export function compareNames(one: string, other: string): number {
  return one.localeCompare(other, undefined, { numeric: true, sensitivity: "base" });
}
