import { useState } from "preact/hooks";
import { classCsv, gradebookCsv } from "../../classroom/class-csv.ts";
import { download } from "../download.ts";
import { countOf } from "../format.ts";
import { exerciseName } from "../notebook/cell-name.ts";
import { ClassRowView } from "./class-row.tsx";
import type { TableView } from "./class-view.ts";
import { SimilarWork } from "./similar-work.tsx";

/** All files of one lesson: a row a learner, which opens to the learner's code. */
export function ClassTableView({ view }: { readonly view: TableView }) {
  const { table, lesson, exercises, rows, pairs } = view;
  const [open, setOpen] = useState<string | null>(null);
  const title = `class-${table.path}`;
  return (
    <section class="class-lesson" aria-labelledby={title}>
      <h2 id={title}>{table.title}</h2>
      {lesson.kind === "loading" && <p class="dim">The lesson is being loaded.</p>}
      {lesson.kind === "missing" && (
        <div class="notice" data-level="warning" role="status">
          <span class="notice-text">{lesson.message}</span>
        </div>
      )}
      <div class="class-scroll" role="group" aria-label={`Table of ${table.title}`} tabIndex={0}>
        <table class="class-table">
          <caption>
            {countOf(rows.length, "learner")}. “Here” is what the checks say in this tab, “File”
            what the learner's file says.
          </caption>
          <thead>
            <tr>
              <th scope="col">Learner</th>
              <th scope="col">Passed here</th>
              {exercises.map((id) => (
                <th key={id} scope="col">
                  {exerciseName(id)}
                </th>
              ))}
              <th scope="col">To look at</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ClassRowView
                key={row.row.key}
                row={row}
                view={view}
                isOpen={open === row.row.key}
                onToggle={() => setOpen(open === row.row.key ? null : row.row.key)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div class="course-buttons">
        <button
          type="button"
          class="button"
          onClick={() => saveCsv(table.path, "gradebook", gradebookCsv(exercises, rows))}
        >
          Gradebook (CSV)
        </button>
        <button
          type="button"
          class="button"
          onClick={() => saveCsv(table.path, "details", classCsv(exercises, rows))}
        >
          Details (CSV)
        </button>
      </div>
      {lesson.kind === "here" && rows.length > 1 && (
        <SimilarWork pairs={pairs} rows={rows} lesson={lesson.lesson} />
      )}
    </section>
  );
}

function saveCsv(path: string, what: string, text: string): void {
  const name = `${path.replaceAll(/[^\w-]+/g, "-")}-${what}.csv`;
  download(name, new Blob([text], { type: "text/csv" }));
}
