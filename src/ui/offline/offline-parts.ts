import type { ComponentType } from "preact";
import type { Offline } from "../../offline/model.ts";

/** Use without a network, and what the page shows of it; in a chunk of its own. */
export interface OfflineParts {
  readonly offline: Offline;
  /** The state in the header. */
  readonly Badge: ComponentType;
  /** What is known of the open lesson, under its title. */
  readonly LessonFact: ComponentType;
  /** Under the words for a lesson that did not open: what can be opened offline. */
  readonly Problem: ComponentType;
  /** What is to be said: a new version, no room. */
  readonly Bar: ComponentType;
}
