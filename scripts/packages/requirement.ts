import { evaluateMarker } from "./marker.ts";
import type { MarkerEnvironment } from "./marker.ts";

/** A dependency specifier (PEP 508), taken apart. */
export interface Requirement {
  /** Normalized (PEP 503). */
  readonly name: string;
  readonly extras: readonly string[];
  /** ">=3,<4"; "" where any version will do. */
  readonly specifier: string;
  readonly marker: string | null;
}

/** A project's name in its one normal form (PEP 503): lower case, runs of "-", "_", "." as "-". */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

const REQUIREMENT =
  /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?:\(([^)]*)\)|([^;@]*))\s*(?:;(.*))?$/;

/** Parses "name[extra]>=1; marker". Throws `SyntaxError` for anything else, URLs included. */
export function parseRequirement(text: string): Requirement {
  const match = REQUIREMENT.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) throw new SyntaxError(`No requirement: ${text}`);
  return {
    name: normalizeName(name),
    extras: (match[2] ?? "")
      .split(",")
      .map((extra) => extra.trim())
      .filter((extra) => extra !== "")
      .map(normalizeName),
    specifier: (match[3] ?? match[4] ?? "").replace(/\s+/g, ""),
    marker: match[5]?.trim() ?? null,
  };
}

/** True where the requirement holds for a project installed with these extras. */
export function isWanted(
  requirement: Requirement,
  extras: Iterable<string>,
  environment: MarkerEnvironment,
): boolean {
  const { marker } = requirement;
  if (marker === null) return true;
  return ["", ...extras].some((extra) =>
    evaluateMarker(normalizeExtras(marker), { ...environment, extra }),
  );
}

// Metadata may spell an extra as its author did; the comparison is by normal form (PEP 685).
function normalizeExtras(marker: string): string {
  return marker.replace(
    /(\bextra\s*==\s*)(['"])([^'"]*)\2/g,
    (_whole, left: string, quote: string, extra: string) =>
      `${left}${quote}${normalizeName(extra)}${quote}`,
  );
}
