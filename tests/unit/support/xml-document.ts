/** An element of a document that was read. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const NAME = "[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?";
const DECLARATION = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/;
const TAG = new RegExp(
  `<(/?)(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`,
  "y",
);
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "g");
// oxlint-disable-next-line no-control-regex -- these are the characters that XML does not know
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;

/**
 * Reads an XML document strictly (Extensible Markup Language 1.0): throws where it is not well
 * formed. Knows no doctype, comment or CDATA section, which our documents have no use for.
 */
export function readXml(document: string): XmlElement {
  if (FORBIDDEN.test(document)) throw new Error("A character is in it that XML does not know.");
  const declaration = DECLARATION.exec(document);
  if (declaration === null) throw new Error("There is no XML declaration.");
  let at = declaration[0].length;

  function element(): XmlElement {
    const [name, attributes, isEmpty] = openTag();
    const children: XmlElement[] = [];
    let text = "";
    while (!isEmpty) {
      const next = document.indexOf("<", at);
      if (next === -1) throw new Error(`<${name}> has no end.`);
      text += resolved(document.slice(at, next));
      at = next;
      if (document[at + 1] === "/") {
        closeTag(name);
        break;
      }
      children.push(element());
    }
    return { name, attributes, children, text };
  }

  function tag(): RegExpExecArray {
    TAG.lastIndex = at;
    const found = TAG.exec(document);
    if (found === null)
      throw new Error(`No tag at ${JSON.stringify(document.slice(at, at + 60))}.`);
    at += found[0].length;
    return found;
  }

  function openTag(): readonly [string, Record<string, string>, boolean] {
    const [, slash, name = "", list = "", empty] = tag();
    if (slash !== "") throw new Error(`</${name}> closes nothing.`);
    const attributes: Record<string, string> = {};
    for (const [, attribute = "", double, single] of list.matchAll(ATTRIBUTE)) {
      if (attribute in attributes) throw new Error(`${attribute} is there twice.`);
      attributes[attribute] = resolved(double ?? single ?? "");
    }
    return [name, attributes, empty === "/"];
  }

  function closeTag(expected: string): void {
    const [, slash, name] = tag();
    if (slash !== "/" || name !== expected)
      throw new Error(`<${expected}> is closed by </${name}>.`);
  }

  const root = element();
  if (document.slice(at).trim() !== "") throw new Error("Something follows the root element.");
  return root;
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

function resolved(text: string): string {
  if (text.includes("]]>")) throw new Error("]]> must not stand in a text.");
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const character = /^#\d+$/.test(name)
      ? String.fromCodePoint(Number(name.slice(1)))
      : ENTITIES[name];
    if (character === undefined || !whole.endsWith(";"))
      throw new Error(`${whole} is no reference.`);
    return character;
  });
}

/** All elements of that name below, in order. */
export function elements(root: XmlElement, name: string): readonly XmlElement[] {
  return root.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elements(child, name),
  ]);
}
