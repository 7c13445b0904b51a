/** How far a link of some length gets. */
export interface LinkLength {
  /** Of the whole address. */
  readonly characters: number;
  readonly level: LinkLevel;
  /** For the author: where it works, and what to do if that is not enough. */
  readonly sentence: string;
}

/** From what works everywhere to what should go by file. */
export type LinkLevel = "everywhere" | "most" | "browsers" | "file";

interface Step {
  readonly level: LinkLevel;
  readonly most: number;
  readonly where: string;
}

const STEPS: readonly Step[] = [
  {
    level: "everywhere",
    most: 2_000,
    where: "It works everywhere: in mail, chats and learning platforms.",
  },
  {
    level: "most",
    most: 8_000,
    where:
      "It works in web pages, documents and most chats; send it to yourself first, since some chats cut long links.",
  },
  {
    level: "browsers",
    most: 32_000,
    where:
      "Browsers open it, but chats and mail may cut it: put it into a web page or a document, or share a file.",
  },
];

const TOO_LONG = "Programs will cut it: share a file instead.";

/** How far a link gets; `address` is all of it, from "https://" on. */
export function linkLength(address: string): LinkLength {
  const characters = address.length;
  const step = STEPS.find(({ most }) => characters <= most);
  const sentence = `The link has ${characters.toLocaleString("en")} characters. ${step?.where ?? TOO_LONG}`;
  return { characters, level: step?.level ?? "file", sentence };
}
