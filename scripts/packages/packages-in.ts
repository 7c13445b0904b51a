import { normalizeName, parseRequirement } from "./requirement.ts";
import type { Requirement } from "./requirement.ts";

/** The hand-written list of packages. */
export interface PackagesIn {
  readonly requirements: readonly Requirement[];
  /** Packages to take as source archives. */
  readonly sdists: readonly string[];
  /** Dependencies to do without. */
  readonly without: readonly string[];
}

/** Parses packages.in: requirements, comments, and two options with names. Throws `SyntaxError`. */
export function parsePackagesIn(text: string): PackagesIn {
  const requirements: Requirement[] = [];
  const options: Record<string, string[]> = { "no-binary": [], without: [] };
  for (const line of text.split("\n")) {
    const content = line.replace(/(^|\s)#.*$/, "").trim();
    if (content === "") continue;
    const [, option, names = ""] = /^--([\w-]+)[ =](.+)$/.exec(content) ?? [];
    if (option === undefined) {
      requirements.push(parseRequirement(content));
    } else {
      const list = options[option];
      if (list === undefined) throw new SyntaxError(`packages.in has no option --${option}.`);
      list.push(...names.split(",").map((name) => normalizeName(name.trim())));
    }
  }
  return {
    requirements,
    sdists: options["no-binary"] ?? [],
    without: options["without"] ?? [],
  };
}
