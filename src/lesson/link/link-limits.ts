/** Characters of a link's packed part; what is longer is refused before it is looked at. */
export const MOST_ENCODED = 100_000;

/** Bytes that a link may grow to when it is unpacked. */
export const MOST_INFLATED = 2_000_000;

/** Files outside of the lesson's text. */
export const MOST_FILES = 200;

/** Characters of a title. */
export const MOST_TITLE = 200;

/** Minutes of a time limit: a day. */
export const MOST_MINUTES = 1_440;
