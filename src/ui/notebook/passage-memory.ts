import type { Conflict } from "../../notebook/cell-change.ts";
import type { PassageChoice } from "../../notebook/marked-text.ts";
import { asList, asRecord } from "../../shared/json-fields.ts";
import { same } from "../../storage/same.ts";

/** What a tab keeps until it is closed; `sessionStorage` fits. */
export type TabNotes = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Where choices are kept, by the notebook and its cell. */
export interface PassageMemory {
  /** What was chosen for these very passages; nothing for each where they are others by now. */
  recall(place: string, conflicts: readonly Conflict[]): readonly PassageChoice[];
  /** Keeps what was chosen. Where the browser keeps nothing, a reload forgets it. */
  keep(place: string, conflicts: readonly Conflict[], choices: readonly PassageChoice[]): void;
  forget(place: string): void;
}

const START = "routebook:passages:";
const CHOICES: readonly unknown[] = ["mine", "theirs", "both"] satisfies readonly PassageChoice[];

/** Choices of passages that wait for Merge, so that a reload does not undo them. */
export function createPassageMemory(notes: () => TabNotes): PassageMemory {
  const attempt = <Value>(work: (notes: TabNotes) => Value): Value | null => {
    try {
      return work(notes());
    } catch {
      return null;
    }
  };
  return {
    recall(place, conflicts) {
      const text = attempt((all) => all.getItem(START + place));
      const kept = attempt(() => asRecord(JSON.parse(text ?? "null")));
      if (!same(kept?.["of"], conflicts)) return [];
      return asList(kept?.["choices"]).map((choice) =>
        CHOICES.includes(choice) ? (choice as PassageChoice) : null,
      );
    },
    keep(place, conflicts, choices) {
      attempt((all) => all.setItem(START + place, JSON.stringify({ of: conflicts, choices })));
    },
    forget(place) {
      attempt((all) => all.removeItem(START + place));
    },
  };
}
