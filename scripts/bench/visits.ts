import type { Page } from "playwright-core";
import { VISITS, type Measured, type Visit } from "./figures.ts";
import type { Site } from "./sites.ts";
import type { Visitor } from "./visitor.ts";

/** What a visit brought. */
export interface Result {
  /** In ms since the navigation. */
  readonly measured: number;
  /** Bytes until then, and of the whole visit. */
  readonly bytes: number;
  readonly allBytes: number;
}

/** The three visits; a sentence where one could not be made. */
export type Results = Readonly<Record<Visit, Result | string>>;

/** How long a visitor waits for the page to say that it can do without the network, in ms. */
const READINESS = 60_000;

/** How long a visit without the network may take, in ms: there is nothing to wait for. */
const LONGEST_OFFLINE = 60_000;

/** A visitor leaves once nothing has come for so many ms. */
const QUIET = 1000;

/** What a page is measured with, told the visit: in ms since the navigation. */
type Measure = (page: Page, visit: Visit) => Promise<number>;

/**
 * One visitor's cold, warm and offline visits. Between them the visitor stays until the page has
 * put everything away; the last one is left out where the page does not claim to be ready for it.
 */
export async function visitThrice(
  visitor: Visitor,
  site: Site,
  fragment: string,
  measure: Measure,
): Promise<Results> {
  const address = site.address + fragment;
  let notReady: string | null = null;
  const online = async (visit: Visit): Promise<Result> => {
    site.takeBytes();
    return visitor.visit(address, async (page) => {
      const measured = await measure(page, visit);
      const navigation = await page.evaluate(() => performance.timeOrigin);
      const bytes = site.takeBytes(navigation + measured);
      notReady = await page.evaluate((wait) => window.bench.readyOffline(wait), {
        ms: READINESS,
        says: fragment.startsWith("#/lesson/"),
      });
      await site.quiet(QUIET);
      return { measured, bytes, allBytes: bytes + site.takeBytes() };
    });
  };
  const cold = await online("cold");
  const warm = await online("warm");
  const offline = notReady ?? (await withoutNetwork(visitor, site, address, measure));
  return { cold, warm, offline };
}

async function withoutNetwork(
  visitor: Visitor,
  site: Site,
  address: string,
  measure: Measure,
): Promise<Result | string> {
  try {
    const measured = await site.without(() =>
      visitor.visit(address, (page) => measure(page, "offline"), LONGEST_OFFLINE),
    );
    return { measured, bytes: 0, allBytes: 0 };
  } catch (error) {
    return `the visit failed. ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The times of the visits, as figures: "editor ready, cold" … */
export function figuresOf(what: string, results: Results): Measured {
  return Object.fromEntries(
    VISITS.map((visit) => {
      const result = results[visit];
      return [`${what}, ${visit}`, typeof result === "string" ? result : result.measured];
    }),
  );
}
