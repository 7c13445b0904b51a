import type { QuizOutcome } from "../../classroom/quiz-answers.ts";
import { countOf } from "../format.ts";
import { Icon, type IconName } from "../icon.tsx";

/** What a learner answered in the lesson's quizzes; right is what the lesson of this site says. */
export function QuizWork({ quizzes }: { readonly quizzes: readonly QuizOutcome[] }) {
  return (
    <>
      {quizzes.map((quiz, index) => (
        <section
          key={quiz.block.quiz}
          class="class-exercise class-quiz"
          aria-label={`Quiz ${index + 1}`}
        >
          <h3>Quiz {index + 1}</h3>
          <div class="prose" dangerouslySetInnerHTML={{ __html: quiz.block.question.html }} />
          <p class="class-outcome" data-tone={TONES[quiz.kind]}>
            <Icon name={ICONS[quiz.kind]} />
            {WORDS[quiz.kind]}
          </p>
          <ChosenAnswers quiz={quiz} />
          <p class="class-claim">{claimWords(quiz)}</p>
        </section>
      ))}
    </>
  );
}

function ChosenAnswers({ quiz: { block, chosen } }: { readonly quiz: QuizOutcome }) {
  if (chosen.length === 0) return null;
  return (
    <ul class="class-answers">
      {chosen.map(({ text, right }, index) => {
        const answer = block.answers.find(({ markdown }) => markdown === text);
        return (
          <li key={index}>
            {right !== null && <Icon name={right ? "check" : "close"} />}
            {right !== null && <span class="sr-only">{right ? "Right: " : "Wrong: "}</span>}
            {answer === undefined ? (
              <span>{text}</span>
            ) : (
              <span class="prose" dangerouslySetInnerHTML={{ __html: answer.html }} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

const WORDS: Readonly<Record<QuizOutcome["kind"], string>> = {
  right: "Right",
  wrong: "Not right",
  "not answered": "Not answered",
  "asked otherwise": "This site's lesson asks something else, so it was not looked at",
};

const TONES: Readonly<Record<QuizOutcome["kind"], string>> = {
  right: "good",
  wrong: "bad",
  "not answered": "dim",
  "asked otherwise": "warn",
};

const ICONS: Readonly<Record<QuizOutcome["kind"], IconName>> = {
  right: "check",
  wrong: "close",
  "not answered": "info",
  "asked otherwise": "info",
};

/** "File: right; 2 tries"; where the file says otherwise than the lesson, this is to be seen. */
function claimWords({ claim }: QuizOutcome): string {
  if (claim === null) return "File: nothing";
  if (claim.chosen.length === 0) return "File: not answered";
  return `File: ${claim.right ? "right" : "not right"}; ${countOf(claim.tries, "try", "tries")}`;
}
