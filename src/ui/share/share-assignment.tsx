import { useId } from "preact/hooks";
import { MOST_MINUTES, MOST_TITLE } from "../../lesson/link/link-limits.ts";
import type { LinkOptions } from "../../lesson/link/shared-lesson.ts";
import type { Shareable, ShareWish } from "../../notebook/share-notebook.ts";

/** What a teacher sets for an assignment: title, time, solutions, and which cells are locked. */
export function ShareAssignment({
  shareable,
  wish,
  onChange,
}: {
  readonly shareable: Shareable;
  readonly wish: ShareWish;
  readonly onChange: (part: Partial<ShareWish>) => void;
}) {
  const { options } = wish;
  const quizNote = useId();
  // The site's own lesson has those that a link left out.
  const hasSolutions = shareable.hasSolutions || (!wish.work && shareable.options.hideSolutions);
  const set = (part: Partial<LinkOptions>) => onChange({ options: { ...options, ...part } });
  return (
    <details class="share-more" open={isSet(shareable.options)}>
      <summary>Assignment: title, time limit, locked cells</summary>
      <label class="share-line">
        <span>Title</span>
        <input
          class="field"
          maxLength={MOST_TITLE}
          placeholder={shareable.title}
          value={options.title ?? ""}
          onInput={(event) => set({ title: event.currentTarget.value.trim() || null })}
        />
      </label>
      <label class="share-line">
        <span>Time limit in minutes</span>
        <input
          class="field"
          type="number"
          min={1}
          max={MOST_MINUTES}
          placeholder="No limit"
          value={options.limit ?? ""}
          onInput={(event) => set({ limit: minutesOf(event.currentTarget.value) })}
        />
      </label>
      <p class="dim">
        The clock begins when a reader opens the link to run. It tells them when time is up, and
        stops nobody: their work stays theirs.
      </p>
      {hasSolutions && (
        <label class="share-check">
          <input
            type="checkbox"
            aria-describedby={shareable.hasQuizzes ? quizNote : undefined}
            checked={options.hideSolutions}
            onChange={(event) => set({ hideSolutions: event.currentTarget.checked })}
          />
          Leave the solutions out
        </label>
      )}
      {options.hideSolutions && !hasSolutions && (
        <p class="dim">The lesson came without its solutions, and is shared without them.</p>
      )}
      {shareable.hasQuizzes && (
        <p id={quizNote} class="dim">
          The answers to its quizzes stay in the link, since the learner's page checks them: who
          looks for them can read them there.
        </p>
      )}
      <Locks shareable={shareable} wish={wish} onChange={onChange} />
    </details>
  );
}

/** True where the link that brought the lesson was an assignment, which nobody should pass on unseen. */
function isSet({ title, limit, hideSolutions }: LinkOptions): boolean {
  return title !== null || limit !== null || hideSolutions;
}

function Locks({
  shareable: { locks },
  wish,
  onChange,
}: {
  readonly shareable: Shareable;
  readonly wish: ShareWish;
  readonly onChange: (part: Partial<ShareWish>) => void;
}) {
  if (locks.length === 0) return null;
  const locked = new Set(wish.locked ?? locks.flatMap((lock) => (lock.locked ? [lock.id] : [])));
  const set = (id: string, lock: boolean) => {
    const others = [...locked].filter((other) => other !== id);
    onChange({ work: true, locked: lock ? [...others, id] : others });
  };
  return (
    <fieldset class="share-locks">
      <legend>Locked cells: learners run them and do not change them</legend>
      {locks.map(({ id, code }, index) => (
        <label key={id} class="share-check">
          <input
            type="checkbox"
            checked={locked.has(id)}
            onChange={(event) => set(id, event.currentTarget.checked)}
          />
          <span>Cell {index + 1}</span>
          <code>{code}</code>
        </label>
      ))}
    </fieldset>
  );
}

/** Whole minutes; null for what is none. */
function minutesOf(text: string): number | null {
  const minutes = Math.round(Number(text));
  return minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null;
}
