import { parseArgs } from "node:util";
import { Failure } from "../failure.ts";

/** Over which line is measured: all scenarios on the machine itself, first visits on a slow line. */
export const PROFILES = ["local", "throttled"] as const;

/** One of {@link PROFILES}. */
export type Profile = (typeof PROFILES)[number];

/** What the command line of the benchmark says. */
export interface BenchOptions {
  readonly runs: number;
  /** Names of scenarios; null for all of the profiles. */
  readonly only: readonly string[] | null;
  readonly profiles: readonly Profile[];
  /** An earlier result to compare with. */
  readonly against: string | null;
  /** A result to show instead of measuring. */
  readonly from: string | null;
  /** A built app to measure instead of building. */
  readonly dist: string | null;
  readonly writeDocs: boolean;
  readonly help: boolean;
}

/** Reads the command line. Throws a {@link Failure} with what to type instead. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const values = valuesOf(args);
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Failure(`--runs takes a number from 1 on, not "${values.runs}".`);
  }
  return {
    runs,
    only: values.only === undefined ? null : values.only.split(","),
    profiles: values.profile === undefined ? PROFILES : [profileOf(values.profile)],
    against: values.against ?? null,
    from: values.from ?? null,
    dist: values.dist ?? null,
    writeDocs: values["write-docs"],
    help: values.help,
  };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        runs: { type: "string", default: "5" },
        only: { type: "string" },
        profile: { type: "string" },
        against: { type: "string" },
        from: { type: "string" },
        dist: { type: "string" },
        "write-docs": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`${reason} See npm run bench -- --help.`, { cause: error });
  }
}

function profileOf(text: string): Profile {
  const found = PROFILES.find((profile) => profile === text);
  if (found === undefined) {
    throw new Failure(`--profile takes ${PROFILES.join(" or ")}, not "${text}".`);
  }
  return found;
}

/** What `--help` prints. */
export function helpText(scenarios: readonly string[]): string {
  return `npm run bench -- [options]
  --runs N           how often each scenario is measured (5)
  --only A,B         only these: ${scenarios.join(", ")}
  --profile NAME     local: without the slow line; throttled: only first visits over one of
                     10 Mbit/s with a round trip of 40 ms. Both where nothing is said
  --against FILE     compare with an earlier result
  --from FILE        show an earlier result instead of measuring
  --dist FOLDER      measure this built app instead of building one
  --write-docs       write what is shown to docs/performance.md
Results are written to .cache/bench/ as JSON.`;
}
