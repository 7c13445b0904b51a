import { useId } from "preact/hooks";
import { comparedWork } from "../../classroom/compared-work.ts";
import type { PassagePlace, SimilarPair } from "../../classroom/similar-work.ts";
import type { Lesson } from "../../shared/lesson.ts";
import { countOf } from "../format.ts";
import { Icon } from "../icon.tsx";
import { exerciseName } from "../notebook/cell-name.ts";
import { learnerTitle } from "./class-words.ts";
import type { RowView } from "./class-view.ts";
import { CodeFigure } from "./code-figure.tsx";

/** Works of a lesson that are alike, with the passages that they share. */
export function SimilarWork({
  pairs,
  rows,
  lesson,
}: {
  readonly pairs: readonly SimilarPair[];
  readonly rows: readonly RowView[];
  readonly lesson: Lesson;
}) {
  const id = useId();
  return (
    <section class="class-similar" aria-labelledby={id}>
      <h3 id={id}>Similar work</h3>
      {pairs.length === 0 ? (
        <p class="dim">No two works are much alike.</p>
      ) : (
        <p class="dim">
          Alike does not mean copied: a short task has few answers, and some work together. Read
          both, and ask.
        </p>
      )}
      {pairs.map((pair) => (
        <Pair key={`${pair.one} ${pair.other}`} pair={pair} rows={rows} lesson={lesson} />
      ))}
    </section>
  );
}

function Pair({
  pair: { one, other, similarity, of, passages },
  rows,
  lesson,
}: {
  readonly pair: SimilarPair;
  readonly rows: readonly RowView[];
  readonly lesson: Lesson;
}) {
  const rowOf = (key: string) => rows.find(({ row }) => row.key === key)?.row;
  const nameOf = (key: string) => learnerTitle(rowOf(key)?.learner ?? "");
  const code = (key: string, place: PassagePlace) => {
    const row = rowOf(key);
    const parts = row === undefined ? [] : comparedWork(key, row.result, lesson).parts;
    const lines = parts.find(({ cell }) => cell === place.cell)?.source.split("\n") ?? [];
    return lines.slice(place.from - 1, place.to).join("\n");
  };
  return (
    <details class="class-more">
      <summary>
        <Icon name="chevron-right" />
        {nameOf(one)} and {nameOf(other)}: {Math.round(similarity * 100)} % alike, of{" "}
        {countOf(of, "word or sign", "words and signs")}
      </summary>
      {passages.map((passage, index) => (
        <div key={index} class="class-sides">
          {[
            { key: one, place: passage.one },
            { key: other, place: passage.other },
          ].map(({ key, place }) => (
            <CodeFigure
              key={key}
              title={`${nameOf(key)}, ${placeWords(place)}`}
              source={code(key, place)}
              absent=""
            />
          ))}
        </div>
      ))}
    </details>
  );
}

function placeWords({ cell, from, to }: PassagePlace): string {
  const lines = from === to ? `line ${from}` : `lines ${from} to ${to}`;
  return `${exerciseName(cell)}, ${lines}`;
}
