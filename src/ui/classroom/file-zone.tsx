import { chooseFiles, chooseFolder } from "../download.ts";
import { countOf } from "../format.ts";
import { Icon } from "../icon.tsx";
import type { ClassState } from "./class-state.ts";

/** Where result files go in. */
export function FileZone({
  state,
  isOver,
}: {
  readonly state: ClassState;
  readonly isOver: boolean;
}) {
  const reading = state.reading.value;
  const isEmpty = state.tables.value.length === 0 && state.refused.value.length === 0;
  const choose = async () => state.add(await chooseFiles(".json,application/json"));
  const chooseAll = async () => state.add(await chooseFolder());
  return (
    <section class="class-files" aria-label="Result files">
      <div class="class-zone" data-over={isOver ? "" : undefined}>
        <p>
          <b>{isOver ? "Let go to add the files" : "Drop result files or a folder of them here"}</b>
          <span class="dim">
            A result file ends in <code class="coded">.routebook.json</code>. Learners get it in a
            lesson with More, Hand in.
          </span>
        </p>
        <div class="course-buttons">
          <button type="button" class="button primary" onClick={() => void choose()}>
            <Icon name="file" />
            Choose files
          </button>
          <button type="button" class="button" onClick={() => void chooseAll()}>
            Choose a folder
          </button>
          {!isEmpty && (
            <button type="button" class="button" onClick={() => state.clear()}>
              Remove all files
            </button>
          )}
        </div>
      </div>
      <p class="class-note" role="status" aria-label="Files">
        {reading > 0 && `Reading ${countOf(reading, "file")}`}
      </p>
      <p class="class-note dim">
        Nothing is stored or sent: close the page and it is gone. Your own notebooks and progress
        stay as they are.
      </p>
    </section>
  );
}
