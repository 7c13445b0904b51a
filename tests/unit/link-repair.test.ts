import { describe, expect, it } from "vitest";
import { CATALOGUE, contentOf, hashOf, opened } from "./support/link-bench.ts";

const SITE = "https://routebook.example/course/";

/** Every so many characters something is put in. */
function wrapped(text: string, every: number, between: string): string {
  return text.replace(new RegExp(`(.{${every}})`, "g"), `$1${between}`);
}

/** Percent-escapes even for letters that need none. */
function escapedAll(text: string): string {
  return text.replace(
    /[^A-Za-z0-9]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** What programs do to the part after "#l=1." */
const CHANGES: readonly (readonly [string, (packed: string) => string])[] = [
  ["escapes for - and _", escapedAll],
  ["escapes of escapes", (packed) => encodeURIComponent(escapedAll(packed))],
  ["the other alphabet", (packed) => packed.replaceAll("-", "+").replaceAll("_", "/")],
  [
    "the other alphabet, escaped, with padding",
    (packed) => `${encodeURIComponent(packed.replaceAll("-", "+").replaceAll("_", "/"))}%3D%3D`,
  ],
  [
    "the other alphabet, whose + became a space",
    (packed) => packed.replaceAll("-", " ").replaceAll("_", "/"),
  ],
  ["line breaks", (packed) => wrapped(packed, 76, "\r\n")],
  ["line breaks of quoted-printable mail", (packed) => wrapped(packed, 75, "=\r\n")],
  ["line breaks and marks of a quotation", (packed) => wrapped(packed, 60, "\n> ")],
  ["spaces", (packed) => wrapped(packed, 20, " ")],
  ["spaces as %20", (packed) => wrapped(packed, 30, "%20")],
  ["spaces as +", (packed) => wrapped(packed, 30, "+")],
  ["soft hyphens", (packed) => wrapped(packed, 10, "\u00AD")],
  ["zero-width letters", (packed) => wrapped(packed, 10, "\u200B\u2060\uFEFF")],
  ["zero-width letters, escaped", (packed) => wrapped(packed, 10, "%E2%80%8B")],
  ["no-break spaces", (packed) => wrapped(packed, 50, "\u00A0")],
  ["other hyphens", (packed) => packed.replaceAll("-", "\u2011")],
  ["two hyphens made one dash", (packed) => packed.replaceAll("--", "\u2014")],
  ["backslashes before _", (packed) => packed.replaceAll("_", "\\_")],
  ...[".", ")", ",", "…", "!", "?", ";", ":", '"', "'", "]", "*", "_", "/", "»", ").", "=="].map(
    (mark) => [`${mark} after it`, (packed: string) => packed + mark] as const,
  ),
  ["a sentence after it", (packed) => `${packed}, which is for tomorrow.`],
  ["words after it", (packed) => `${packed} see you tomorrow`],
  ["parameters after it", (packed) => `${packed}&cell=start-1&utm_source=chat`],
  ["parameters after it, escaped", (packed) => `${packed}%26cell%3Dstart-1`],
];

/** What programs do to the whole address. */
const AROUND: readonly (readonly [string, (link: string) => string])[] = [
  ["nothing", (link) => link],
  ["angle brackets", (link) => `<${link}>`],
  ["Markdown", (link) => `[lesson](${link})`],
  ["a message", (link) => `Hi all,\nplease read “${link}” by Friday.`],
  ["all of it escaped", (link) => encodeURIComponent(link)],
  ["all of it escaped twice", (link) => encodeURIComponent(encodeURIComponent(link))],
  ["a redirect", (link) => `https://out.example/l.php?u=${encodeURIComponent(link)}&h=AT0x`],
  ["the hash alone", (link) => link.slice(link.indexOf("#"))],
  ["the hash without its mark", (link) => link.slice(link.indexOf("#") + 1)],
  ["quoted-printable mail", (link) => link.replace("l=", "l=3D")],
  ["HTML", (link) => `<a href="${link}&amp;cell=a">`],
];

/** Texts whose links have all letters of the alphabet, "--" among them. */
const TEXTS = [...CATALOGUE.slice(0, 6).map(([, text]) => text), "a", ""];

describe.each(CHANGES)("decodeLink(a link with %s)", { timeout: 60_000 }, (_name, change) => {
  it.each(AROUND)("reads it through: %s", async (_around, around) => {
    for (const text of TEXTS) {
      const hash = await hashOf(contentOf(text));
      const sent = around(`${SITE}#l=1.${change(hash.slice("#l=1.".length))}`);
      expect(await opened(sent), sent).toMatchObject({ kind: "shared", text });
    }
  });
});

it("the texts of these tests have links with every letter that is changed", async () => {
  const links = (await Promise.all(TEXTS.map((text) => hashOf(contentOf(text))))).join("");
  expect(links).toContain("-");
  expect(links).toContain("_");
  expect(links).toContain("--");
});
