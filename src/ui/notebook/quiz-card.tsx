import { useRef, useState } from "preact/hooks";
import type { Quiz } from "../../notebook/quiz.ts";
import { countOf } from "../format.ts";
import { QuizFeedback } from "./quiz-feedback.tsx";
import { QuizFrame } from "./quiz-frame.tsx";

/** A quiz to be answered: answers to mark, a check, and what is said of what was marked. */
export function QuizCard({ quiz }: { readonly quiz: Quiz }) {
  const form = useRef<HTMLFormElement>(null);
  const [isMissing, setMissing] = useState(false);
  const verdict = quiz.verdict.value;
  const tries = quiz.tries.value;
  const check = () => {
    setMissing(quiz.marked.peek().length === 0);
    quiz.check();
  };
  const again = () => {
    quiz.again();
    form.current?.querySelector("input")?.focus();
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      <QuizFrame
        spec={quiz}
        marked={quiz.marked.value}
        onMark={(answer, isMarked) => {
          setMissing(false);
          quiz.mark(answer, isMarked);
        }}
      >
        <div role="status">
          {isMissing && <p class="report">Choose an answer, then check it.</p>}
          {verdict !== null && <QuizFeedback quiz={quiz} verdict={verdict} />}
        </div>
        <div class="bar">
          <button
            // One button, so that the focus stays where it was pressed.
            type={verdict === null ? "submit" : "button"}
            class={verdict === null ? "button primary" : "button"}
            onClick={(event) => {
              if (verdict === null) return;
              // By the time the browser looks what to do, this is a button that submits.
              event.preventDefault();
              again();
            }}
          >
            {verdict === null ? "Check answer" : "Try again"}
          </button>
          <span class="grow" />
          {tries > 0 && <span>{countOf(tries, "try", "tries")}</span>}
        </div>
      </QuizFrame>
    </form>
  );
}
