import { batch, computed, signal } from "@preact/signals-core";
import { isRight } from "../lesson/lesson-quizzes.ts";
import { same } from "../storage/same.ts";
import type { StoredQuiz } from "../storage/schema.ts";
import type { Quiz, QuizSpec } from "./quiz.ts";

/** A quiz that can be brought to a stored state. */
export interface LiveQuiz extends Quiz {
  /** What is to be stored; null where nothing was marked or checked. */
  record(): StoredQuiz | null;
  /** Brings it to a stored state; without one nobody has answered it. */
  apply(stored: StoredQuiz | undefined): void;
}

/** A quiz nobody has answered yet. `now` is an ISO time; `touch` is told each change. */
export function createLiveQuiz(spec: QuizSpec, now: () => string, touch: () => void): LiveQuiz {
  const { answers, several } = spec;
  const marked = signal<readonly number[]>([]);
  const checked = signal<readonly number[] | null>(null);
  const tries = signal(0);
  let at: string | null = null;

  function set(next: readonly number[]): void {
    if (same(next, marked.peek())) return;
    marked.value = next;
    at = now();
    touch();
  }

  /** Marks that the quiz can have: its author may have changed which answers are right. */
  function fitting(numbers: readonly number[]): readonly number[] {
    const known = numbers.filter((number) => number < answers.length);
    return several || known.length <= 1 ? known : [];
  }

  return {
    ...spec,
    marked,
    tries,
    verdict: computed(() => {
      if (checked.value === null || !same(checked.value, marked.value)) return null;
      return isRight(spec, checked.value) ? "right" : "wrong";
    }),
    mark(answer, isMarked) {
      const others = several ? marked.peek().filter((other) => other !== answer) : [];
      const next = isMarked ? [...others, answer] : others;
      set(next.toSorted((one, other) => one - other));
    },
    check() {
      const answer = marked.peek();
      if (answer.length === 0 || same(answer, checked.peek())) return;
      batch(() => {
        checked.value = answer;
        tries.value++;
      });
      at = now();
      touch();
    },
    again: () => set([]),
    record() {
      if (at === null) return null;
      const answer = checked.peek();
      return {
        marked: marked.peek(),
        ...(answer !== null && { checked: answer }),
        tries: tries.peek(),
        at,
      };
    },
    apply(stored) {
      batch(() => {
        marked.value = fitting(stored?.marked ?? []);
        const answer = fitting(stored?.checked ?? []);
        checked.value = answer.length === 0 ? null : answer;
        tries.value = stored?.tries ?? 0;
      });
      at = stored?.at ?? null;
    },
  };
}
