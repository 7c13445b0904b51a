import { PYODIDE_ENVIRONMENT } from "./marker.ts";
import { isWanted, normalizeName, parseRequirement } from "./requirement.ts";
import type { Requirement } from "./requirement.ts";

/** One project as the resolver chose it. */
export interface Candidate {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  /** True where it came from the folder handed to the resolver, not from the index. */
  readonly local: boolean;
  /** Requires-Dist, unparsed. */
  readonly requires: readonly string[];
}

/** Finds the newest project that fits, for each requirement; what they need is left to us. */
export type Find = (requirements: readonly string[]) => Promise<readonly Candidate[]>;

/** A candidate with the names of what it needs on our platform, sorted. */
export interface Resolved extends Candidate {
  readonly depends: readonly string[];
}

/** All that is asked of one project, by everyone who asks. */
interface Demand {
  readonly extras: Set<string>;
  readonly specifiers: Set<string>;
}

function needs(candidate: Candidate, extras: Iterable<string>): Requirement[] {
  return candidate.requires
    .map(parseRequirement)
    .filter((requirement) => isWanted(requirement, extras, PYODIDE_ENVIRONMENT));
}

/** Adds up what the roots, and the candidates reached from them, ask for. */
function collectDemands(
  roots: readonly Requirement[],
  chosen: ReadonlyMap<string, Candidate>,
  without: ReadonlySet<string>,
): ReadonlyMap<string, Demand> {
  const demands = new Map<string, Demand>();
  const queue = [...roots];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (without.has(next.name)) continue;
    const known = demands.get(next.name);
    const { extras, specifiers } = known ?? { extras: new Set(), specifiers: new Set() };
    const before = extras.size;
    for (const extra of next.extras) extras.add(extra);
    if (next.specifier !== "") specifiers.add(next.specifier);
    demands.set(next.name, { extras, specifiers });
    const candidate = chosen.get(next.name);
    if (candidate !== undefined && (known === undefined || extras.size > before)) {
      queue.push(...needs(candidate, extras));
    }
  }
  return demands;
}

/**
 * Chooses the newest version of each package that everyone who needs it accepts: asks for the
 * roots, then for what those need, and again with the tightened demands until nothing changes.
 * pip's own resolver is not used because it evaluates markers for the Python that runs it, not for
 * Pyodide, and tries every old version of a package whose dependency has no wheel for us.
 * `without` names dependencies to leave out. Throws where the demands do not settle.
 */
export async function resolve(
  roots: readonly Requirement[],
  without: readonly string[],
  find: Find,
): Promise<readonly Resolved[]> {
  const left = new Set(without);
  const answers = new Map<string, Candidate>();
  let chosen: ReadonlyMap<string, Candidate> = new Map();
  for (let round = 0; round < 30; round++) {
    const demands = collectDemands(roots, chosen, left);
    const texts = new Map(
      [...demands].map(([name, { specifiers }]) => [
        name,
        `${name}${[...specifiers].toSorted().join(",")}`,
      ]),
    );
    const open = [...texts].filter(([, text]) => !answers.has(text));
    const found = open.length === 0 ? [] : await find(open.map(([, text]) => text));
    for (const candidate of found) {
      const text = texts.get(candidate.name);
      if (text !== undefined) answers.set(text, candidate);
    }
    const now = new Map<string, Candidate>();
    for (const [name, text] of texts) {
      const candidate = answers.get(text);
      if (candidate === undefined) throw new Error(`Nothing was found for ${text}.`);
      now.set(name, candidate);
    }
    const settled = open.length === 0 && now.size === chosen.size;
    chosen = now;
    if (settled) {
      return [...chosen.values()].map((candidate) => {
        const extras = demands.get(candidate.name)?.extras ?? [];
        const names = new Set(needs(candidate, extras).map(({ name }) => name));
        const depends = [...names].filter((name) => name !== candidate.name && !left.has(name));
        return { ...candidate, depends: depends.toSorted() };
      });
    }
  }
  throw new Error("The dependencies do not settle.");
}

/** pip's installation report (`--report`), as far as it is used here. */
export interface PipReport {
  readonly install: readonly {
    readonly metadata: {
      readonly name: string;
      readonly version: string;
      readonly requires_dist?: readonly string[];
    };
    readonly download_info: {
      readonly url: string;
      readonly archive_info: {
        readonly hash?: string;
        readonly hashes?: Readonly<Record<string, string>>;
      };
    };
  }[];
}

/** Reads the report; addresses are cut to the file's name, so that no host gets into the lock. */
export function readReport(report: PipReport): readonly Candidate[] {
  return report.install.map(({ metadata, download_info: { url, archive_info } }) => {
    const sha256 = archive_info.hashes?.["sha256"] ?? archive_info.hash?.replace("sha256=", "");
    if (sha256 === undefined) throw new Error(`The index gives no sha256 for ${metadata.name}.`);
    const { protocol, pathname } = new URL(url);
    return {
      name: normalizeName(metadata.name),
      version: metadata.version,
      file: decodeURIComponent(pathname.slice(pathname.lastIndexOf("/") + 1)),
      sha256,
      local: protocol === "file:",
      requires: metadata.requires_dist ?? [],
    };
  });
}
