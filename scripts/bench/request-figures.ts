import type { Figure } from "./figures.ts";
import { WEB_APPS } from "./web-apps.ts";

/** The three ways to the app, in the order in which they are measured. */
export const WAYS = ["test client", "routebook.request", "fetch in the preview"] as const;

/** One of {@link WAYS}. */
export type Way = (typeof WAYS)[number];

/** How much slower than the test client a way may be at the median, in ms. */
const OVERHEAD: Readonly<Record<Exclude<Way, "test client">, number>> = {
  "routebook.request": 2,
  "fetch in the preview": 8,
};

/** The figures of all frameworks and ways. */
export const REQUEST_FIGURES: readonly Figure[] = WEB_APPS.flatMap(({ name }) =>
  WAYS.flatMap((way): Figure[] => [
    { name: `${name}, ${way}, p50`, unit: "ms" },
    { name: `${name}, ${way}, p99`, unit: "ms" },
    { name: `${name}, ${way}, rate`, unit: "1/s" },
    ...(way === "test client"
      ? []
      : [
          {
            name: `${name}, ${way}, over the test client at p50`,
            unit: "ms",
            goal: { atMost: OVERHEAD[way] },
          } as const,
        ]),
  ]),
);
