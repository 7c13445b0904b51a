import type { Quiz } from "../../notebook/quiz.ts";
import type { QuizAnswer } from "../../shared/lesson.ts";
import { countOf } from "../format.ts";
import { Icon } from "../icon.tsx";

/** What is said of the marked answers: the reason of each, and no word about the others. */
export function QuizFeedback({
  quiz,
  verdict,
}: {
  readonly quiz: Quiz;
  readonly verdict: "right" | "wrong";
}) {
  const { answers, several } = quiz;
  const marked = quiz.marked.value.flatMap((index) => answers[index] ?? []);
  if (verdict === "right") {
    const others = answers.filter((answer) => !marked.includes(answer));
    return (
      <div class="report quiz-report" role="group" aria-label="Right answer">
        <p class="report-passed">
          <Icon name="check" />
          <span>Right.</span>
        </p>
        <Reasons answers={marked} named={several} />
        {others.length > 0 && (
          <details class="quiz-others">
            <summary>
              <Icon name="chevron-right" />
              Why not the {others.length === 1 ? "other answer" : "other answers"}
            </summary>
            <Reasons answers={others} named />
          </details>
        )}
      </div>
    );
  }
  return (
    <div class="report report-failed quiz-report" role="group" aria-label="Wrong answer">
      <b>Not yet. {several && missingWords(answers, marked)}</b>
      <Reasons answers={marked} named={several} />
    </div>
  );
}

/** Reasons, each below its answer where it would not be clear which one is meant. */
function Reasons({
  answers,
  named,
}: {
  readonly answers: readonly QuizAnswer[];
  readonly named: boolean;
}) {
  return (
    <ul class="quiz-reasons">
      {answers.map(({ html, right, reason }, index) => (
        <li key={index} class="prose">
          {named && (
            <p class="quiz-named" data-right={right}>
              <Icon name={right ? "check" : "close"} />
              <span>
                <span class="sr-only">{right ? "Right: " : "Wrong: "}</span>
                <span dangerouslySetInnerHTML={{ __html: html }} />
              </span>
            </p>
          )}
          <div dangerouslySetInnerHTML={{ __html: reason.html }} />
        </li>
      ))}
    </ul>
  );
}

/** "1 right answer is not among yours.", but only where no wrong one is. */
function missingWords(answers: readonly QuizAnswer[], marked: readonly QuizAnswer[]): string {
  if (marked.some(({ right }) => !right)) return "";
  const missing = answers.filter((answer) => answer.right && !marked.includes(answer)).length;
  return `${countOf(missing, "right answer")} ${missing === 1 ? "is" : "are"} missing.`;
}
