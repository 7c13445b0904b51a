import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { QuizSpec } from "../../notebook/quiz.ts";
import { ProseView } from "./prose-view.tsx";

/** A quiz's question and answers, to be marked where `onMark` is there, else to be read. */
export function QuizFrame({
  spec,
  marked,
  onMark,
  children,
}: {
  readonly spec: QuizSpec;
  readonly marked: readonly number[];
  readonly onMark?: (answer: number, isMarked: boolean) => void;
  /** What stands below the answers. */
  readonly children: ComponentChildren;
}) {
  const id = useId();
  const { question, answers, several } = spec;
  return (
    <div class="cell quiz">
      <fieldset
        aria-labelledby={`${id}-question`}
        aria-describedby={several ? `${id}-several` : undefined}
      >
        <legend class="cell-title">Quiz</legend>
        <div id={`${id}-question`} class="quiz-question">
          <ProseView html={question.html} />
        </div>
        {several && (
          <p id={`${id}-several`} class="quiz-several">
            Choose all that are right.
          </p>
        )}
        {answers.map(({ html }, index) => (
          // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- its text is the answer's HTML
          <label key={index} class="quiz-answer">
            <input
              type={several ? "checkbox" : "radio"}
              name={id}
              checked={marked.includes(index)}
              disabled={onMark === undefined}
              onChange={(event) => onMark?.(index, event.currentTarget.checked)}
            />
            <span class="prose" dangerouslySetInnerHTML={{ __html: html }} />
          </label>
        ))}
      </fieldset>
      {children}
    </div>
  );
}

/** A quiz that cannot be answered yet: of a lesson that is being opened, or that a link brought. */
export function QuizText({ spec }: { readonly spec: QuizSpec }) {
  return (
    <QuizFrame spec={spec} marked={[]}>
      <div class="bar" />
    </QuizFrame>
  );
}
