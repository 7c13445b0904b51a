/**
 * Characters of Markdown that the page takes from elsewhere, its pictures apart. The longest lesson of
 * the site has a tenth of it. Some texts are made to take long, such as one of nothing but brackets;
 * of this size the worst that is known takes about a second.
 */
export const MOST_MARKDOWN = 200_000;

const PICTURE = /data:image\/[a-z]+;base64,[A-Za-z0-9+/=]*/g;

/** True for a text that could keep the page busy for long; nothing of it is read to tell. */
export function isTooLong(text: string): boolean {
  if (text.length <= MOST_MARKDOWN) return false;
  let length = text.length;
  for (const [picture] of text.matchAll(PICTURE)) length -= picture.length;
  return length > MOST_MARKDOWN;
}

/** {@link MOST_MARKDOWN} as people read it. */
export const MOST_MARKDOWN_WORDS = `${MOST_MARKDOWN.toLocaleString("en")} characters`;
