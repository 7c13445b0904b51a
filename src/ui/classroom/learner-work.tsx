import type { Doubt } from "../../classroom/doubt.ts";
import type { ResultFile } from "../../classroom/result-file.ts";
import { countOf } from "../format.ts";
import { Icon } from "../icon.tsx";
import { claimWords, formatMoment, learnerTitle } from "./class-words.ts";
import type { RowView, TableView } from "./class-view.ts";
import { CodeFigure } from "./code-figure.tsx";
import { DoubtList } from "./doubt-list.tsx";
import { exerciseName } from "../notebook/cell-name.ts";
import { OutcomeReport } from "./outcome-report.tsx";
import { QuizWork } from "./quiz-work.tsx";

/** What a learner handed in: each exercise beside the lesson's solution, and what was found. */
export function LearnerWork({
  view,
  table,
}: {
  readonly view: RowView;
  readonly table: TableView;
}) {
  const { row, doubts, outcomes } = view;
  const { lesson, exercises } = table;
  const name = learnerTitle(row.learner);
  const blocks = lesson.kind === "here" ? lesson.lesson.blocks : [];
  return (
    <section class="class-work" aria-label={`Work of ${name}`}>
      <p class="dim">
        {row.file}, made {formatMoment(row.result.exported)}
        {row.earlier.length > 0 && `. Earlier: ${row.earlier.map(earlierWords).join("; ")}`}
        {row.copies.length > 0 && `. The same content is in ${row.copies.join(", ")}`}.
      </p>
      <DoubtList doubts={doubts.filter((doubt) => !isOfShown(doubt, exercises))} />
      {exercises.map((id) => {
        const claim = row.result.exercises.find((exercise) => exercise.id === id);
        const block = blocks.find((one) => one.kind === "exercise" && one.id === id);
        const solution = block?.kind === "exercise" ? (block.solution?.source ?? null) : null;
        return (
          <section key={id} class="class-exercise" aria-label={`Exercise ${exerciseName(id)}`}>
            <h3>Exercise {exerciseName(id)}</h3>
            <p class="class-claim">
              {claimWords(claim)}
              {claim !== undefined &&
                claim.hintsShown > 0 &&
                `; ${countOf(claim.hintsShown, "hint")} shown`}
              {claim?.solutionShown === true && "; solution shown"}
            </p>
            <OutcomeReport outcome={outcomes.get(id)} />
            <DoubtList doubts={doubts.filter(({ exercise }) => exercise === id)} />
            <div class="class-sides">
              <CodeFigure
                title={`Code of ${name}`}
                source={claim?.source ?? null}
                absent="The starter was left as it is."
              />
              <CodeFigure
                title="Solution of the lesson"
                source={solution}
                absent="The lesson shows no solution."
              />
            </div>
          </section>
        );
      })}
      <QuizWork quizzes={view.quizzes} />
      <OtherWork result={row.result} />
    </section>
  );
}

/** Cells and files of the learner's that are no exercises. */
function OtherWork({ result }: { readonly result: ResultFile }) {
  const parts = [
    ...result.cells.map(({ id, source }) => ({ title: `Changed cell ${id}`, source })),
    ...result.own.map(({ source }, index) => ({ title: `Own cell ${index + 1}`, source })),
    ...result.files.map(({ path, text }) => ({ title: `File ${path}`, source: text })),
  ];
  if (parts.length === 0) return null;
  return (
    <details class="class-more">
      <summary>
        <Icon name="chevron-right" />
        {countOf(parts.length, "more cell or file", "more cells and files")}
      </summary>
      {parts.map(({ title, source }) => (
        <CodeFigure key={title} title={title} source={source} absent="" />
      ))}
    </details>
  );
}

function isOfShown({ exercise }: Doubt, exercises: readonly string[]): boolean {
  return exercise !== null && exercises.includes(exercise);
}

function earlierWords({ file, result }: RowView["row"]["earlier"][number]): string {
  return `${file}, made ${formatMoment(result.exported)}`;
}
