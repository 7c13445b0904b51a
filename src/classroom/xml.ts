/**
 * A text for an XML document, in an element or in an attribute between quotation marks (Extensible
 * Markup Language 1.0, sections 2.2 and 2.4). Characters that XML does not know are left out.
 */
export function xmlText(text: string): string {
  const known = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  return known.replace(/[&<>"'\t\n\r]/gu, (character) => `&#${character.codePointAt(0)};`);
}
