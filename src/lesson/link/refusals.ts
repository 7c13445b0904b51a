import { MOST_MARKDOWN_WORDS } from "../text-size.ts";
import { MOST_ENCODED, MOST_INFLATED } from "./link-limits.ts";
import type { RefusalReason, RefusedLink } from "./shared-lesson.ts";

type PlainReason = Exclude<RefusalReason, "no-lesson" | "unreachable" | "outdated">;

const OR_FILE = "or ask for the lesson as a file";

const MESSAGES: Readonly<Record<PlainReason, string>> = {
  "no-link":
    "There is no lesson in this address. Copy the whole link again, from its first to its last character.",
  newer:
    "This link was made by a newer Routebook than this page. Reload the page to get the newest version, or open the link on the site where it was made.",
  truncated: `Only part of the link arrived. Copy the whole link again, to its last character, ${OR_FILE}.`,
  altered: `The link was changed on its way here, so its lesson cannot be read. Copy it again from where it was made, ${OR_FILE}.`,
  "too-long": `The link has more than ${MOST_ENCODED.toLocaleString("en")} characters and was not opened. Ask for the lesson as a file.`,
  "too-large": `The link would grow to more than ${MOST_INFLATED / 1_000_000} MB and was not opened. Ask for the lesson as a file.`,
  "long-text": `The link holds a text of more than ${MOST_MARKDOWN_WORDS} and was not opened. Ask for the lesson in parts.`,
  malformed:
    "What the link holds is no lesson that this page can read. Ask for a link that was made with Routebook's Share button.",
};

/** A refusal whose reason says it all. */
export function refused(reason: PlainReason): RefusedLink {
  return { kind: "refused", reason, message: MESSAGES[reason] };
}

/** A refusal that is about the catalogue lesson with this path. */
export function refusedBase(
  reason: Exclude<RefusalReason, PlainReason>,
  path: string,
): RefusedLink {
  return { kind: "refused", reason, message: baseMessage(reason, path) };
}

function baseMessage(reason: Exclude<RefusalReason, PlainReason>, path: string): string {
  switch (reason) {
    case "no-lesson":
      return `The link changes the lesson "${path}", which this site does not have. Open the link on the site where it was made, ${OR_FILE}.`;
    case "unreachable":
      return `The link changes the lesson "${path}", which could not be loaded. Connect to the network and open the link again.`;
    case "outdated":
      return `The link changes the lesson "${path}", and the site's lesson has changed so much since that the changes no longer fit. Ask for a new link, or open the site's lesson.`;
  }
}
