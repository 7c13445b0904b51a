import type { LinkContents } from "../../lesson/link/link-contents.ts";
import type { LinkOptions, LinkOrigin } from "../../lesson/link/shared-lesson.ts";
import { countOf, formatBytes } from "../format.ts";

/** What a shared lesson contains, each part in a few words; what there is none of is left out. */
export function contentFacts(contents: LinkContents): readonly string[] {
  const { cells, exercises, requests, files, packages, bytes } = contents;
  return [
    ...(cells > 0 ? [`${countOf(cells, "cell")} with code`] : []),
    ...(exercises > 0 ? [countOf(exercises, "exercise")] : []),
    ...(requests > 0 ? [countOf(requests, "request")] : []),
    ...(files.length > 0 ? [`${countOf(files.length, "file")}: ${shortList(files)}`] : []),
    packages.length > 0
      ? `${countOf(packages.length, "package")}: ${shortList(packages)}`
      : "No packages",
    formatBytes(bytes),
  ];
}

/** What the author set for those who open it; one sentence each. */
export function optionFacts({ limit, hideSolutions }: LinkOptions): readonly string[] {
  return [
    ...(limit === null
      ? []
      : [`You have ${countOf(limit, "minute")} for it, counted from when you open it to run.`]),
    ...(hideSolutions ? ["Its author left the solutions out."] : []),
  ];
}

/** How a shared lesson differs from the catalogue lesson that it began as, whose title this is. */
export function originWords(from: LinkOrigin, title: string): string {
  if (from.kind === "whole") {
    return from.here
      ? `It began as this site’s lesson “${title}” and was changed throughout. That lesson’s data files are used.`
      : `It began as the lesson “${title}”, which this site does not have. If that lesson has data files, they are missing here, and code that reads them will fail. Open the link on the site where it was made.`;
  }
  const { changes, baseChanged } = from;
  const moved = baseChanged
    ? " The site’s lesson has changed since the link was made; the changes were put into its new text."
    : "";
  return changes === 0
    ? `Its text is that of this site’s lesson “${title}”.${moved}`
    : `It is this site’s lesson “${title}”, changed in ${countOf(changes, "place")}.${moved}`;
}

/** So many names are told; of the others their number. */
const TOLD = 8;

function shortList(names: readonly string[]): string {
  const told = names.slice(0, TOLD).join(", ");
  return names.length > TOLD ? `${told} and ${names.length - TOLD} more` : told;
}
