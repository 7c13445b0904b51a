/** Characters within which a document's head must have begun; beyond them it has none. */
const LIMIT = 8_192;

// Before the first element come a byte order mark, white space, comments and the doctype.
const MISC = /^(?:\xEF\xBB\xBF|\s|<!--[\s\S]*?-->|<\?[^>]*>)/;
const DOCTYPE = /^<!doctype\b[^>]*>/i;
const ELEMENT = /^<(html|head)(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>/i;
// What may still become one of them when more text comes.
const UNFINISHED = /^(?:$|\xEF\xBB?$|<$|<!|<\?|<h[a-z]*$|<(?:html|head)\s)/i;

/**
 * Where in a document's beginning, given as one character a byte, a first script goes: right after `<head>`, or where that would
 * be; never before the doctype, for browsers would take the page for one of the nineties. Null
 * where more text is needed; `ended` where no more comes.
 */
export function injectionPoint(text: string, ended: boolean): number | null {
  let at = 0;
  for (;;) {
    const rest = text.slice(at);
    const element = ELEMENT.exec(rest);
    const found = MISC.exec(rest) ?? DOCTYPE.exec(rest) ?? element;
    if (found === null) {
      const undecided = UNFINISHED.test(rest) && !ended && text.length < LIMIT;
      return undecided ? null : at;
    }
    at += found[0].length;
    if (element?.[1]?.toLowerCase() === "head") return at;
  }
}
