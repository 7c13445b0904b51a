import type { StoredEdit } from "../storage/schema.ts";

/** So many texts are kept of a cell; each is there because of a choice, so that few cells have two. */
const KEPT = 20;

/** The kept texts with one more; a text that is among them already becomes the newest. */
export function addKept(kept: readonly StoredEdit[], edit: StoredEdit): readonly StoredEdit[] {
  return [...without(kept, edit), edit].slice(-KEPT);
}

/**
 * Takes the newest kept text; `present` takes the place of the oldest, so that taking on and on
 * leads through all of them. With null nothing takes its place.
 */
export function turnKept(
  kept: readonly StoredEdit[],
  present: StoredEdit | null,
): readonly StoredEdit[] {
  const rest = kept.slice(0, -1);
  return present === null ? rest : [present, ...without(rest, present)];
}

function without(kept: readonly StoredEdit[], { source }: StoredEdit): readonly StoredEdit[] {
  return kept.filter((other) => other.source !== source);
}
