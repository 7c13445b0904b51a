import { useId } from "preact/hooks";
import { rightQuizzes } from "../../classroom/class-csv.ts";
import { countOf } from "../format.ts";
import { Icon } from "../icon.tsx";
import { claimWords, learnerTitle, outcomeWords, scoreWords } from "./class-words.ts";
import type { RowView, TableView } from "./class-view.ts";
import { LearnerWork } from "./learner-work.tsx";

/** A learner's row; opened, the learner's code stands below it. */
export function ClassRowView({
  row: view,
  view: table,
  isOpen,
  onToggle,
}: {
  readonly row: RowView;
  readonly view: TableView;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const id = useId();
  const { row, outcomes, quizzes, score, claimed } = view;
  const { exercises } = table;
  return (
    <>
      <tr>
        <th scope="row">
          <button
            type="button"
            class="class-learner"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={onToggle}
          >
            <Icon name={isOpen ? "chevron-down" : "chevron-right"} />
            {learnerTitle(row.learner)}
          </button>
        </th>
        <td>
          <span class={score === null ? "dim" : undefined}>{scoreWords(score)}</span>
          <span class="class-claim">
            File: {claimed} of {exercises.length}
          </span>
          {quizzes.length > 0 && (
            <span class="class-claim">
              Quizzes right: {rightQuizzes(quizzes)} of {quizzes.length}
            </span>
          )}
        </td>
        {exercises.map((exercise) => {
          const { icon, tone, text } = outcomeWords(outcomes.get(exercise));
          return (
            <td key={exercise}>
              <span class="class-outcome" data-tone={tone}>
                {icon !== null && <Icon name={icon} />}
                <span class="sr-only">Here: </span>
                {text}
              </span>
              <span class="class-claim">
                {claimWords(row.result.exercises.find((claim) => claim.id === exercise))}
              </span>
            </td>
          );
        })}
        <td>
          <Marks view={view} table={table} />
        </td>
      </tr>
      {isOpen && (
        <tr id={id} class="class-opened">
          <td colSpan={exercises.length + 3}>
            <LearnerWork view={view} table={table} />
          </td>
        </tr>
      )}
    </>
  );
}

/** In a few words what the opened row says at length. */
function Marks({ view, table }: { readonly view: RowView; readonly table: TableView }) {
  const { row, doubts } = view;
  const looks = doubts.filter(({ level }) => level === "look").length;
  const knows = doubts.length - looks;
  const alike = table.pairs.filter(({ one, other }) => one === row.key || other === row.key).length;
  const marks = [
    looks > 0 && { icon: "warning" as const, tone: "warn", text: `${looks} to look at` },
    alike > 0 && {
      icon: "copy" as const,
      tone: "warn",
      text: `like ${countOf(alike, "other work")}`,
    },
    knows > 0 && { icon: "info" as const, tone: "dim", text: `${knows} good to know` },
    row.earlier.length > 0 && {
      icon: "clock" as const,
      tone: "dim",
      text: countOf(row.earlier.length, "earlier file"),
    },
    row.copies.length > 0 && { icon: "file" as const, tone: "dim", text: "the same file twice" },
  ].filter((mark) => mark !== false);
  return (
    <ul class="class-marks">
      {marks.map(({ icon, tone, text }) => (
        <li key={icon} data-tone={tone}>
          <Icon name={icon} />
          {text}
        </li>
      ))}
    </ul>
  );
}
