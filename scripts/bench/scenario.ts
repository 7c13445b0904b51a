import type { Measured } from "./figures.ts";
import type { Sites } from "./sites.ts";

/** Measures one group of figures once, with visitors of its own. */
export type Scenario = (sites: Sites) => Promise<Measured>;
