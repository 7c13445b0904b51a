import type { Notebook } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { NotebookStage } from "../notebook/notebook-stage.tsx";
import { countOf } from "../format.ts";
import { lazyView } from "../lazy-view.tsx";
import { placeOf, type LessonPlace } from "../routing/place.ts";
import { lessonHref } from "../routing/route.ts";
import { useServices } from "../services.ts";

const NotHerePage = lazyView(() =>
  import("./not-here-page.tsx").then((module) => module.NotHerePage),
);

/** A lesson: its head at once, from the catalogue; its text and cells as they come. */
export function LessonPage({ path }: { readonly path: string }) {
  const { catalogue } = useServices();
  const place = placeOf(catalogue, path);
  if (!place) return <NotHerePage address={`lesson/${path}`} />;
  return (
    <div class="column">
      <LessonHead place={place} />
      <NotebookStage notebookKey={`lesson:${path}`} />
      <LessonNext place={place} />
    </div>
  );
}

function LessonHead({ place: { lesson } }: { readonly place: LessonPlace }) {
  const { offline, workspace } = useServices();
  const OfflineFact = offline.value?.LessonFact;
  const progress = workspace.progress.value.get(lesson.path);
  const total = lesson.exercises.length;
  return (
    <header class="lesson-head">
      <h1>{lesson.title}</h1>
      {lesson.summary && <p class="lesson-summary">{lesson.summary}</p>}
      <div class="lesson-facts">
        {lesson.minutes !== null && (
          <span>
            <Icon name="clock" />
            {lesson.minutes} minutes
          </span>
        )}
        {total > 0 && (
          <span>
            <Icon name="pencil" />
            {progress && progress.passed > 0
              ? `${progress.passed} of ${countOf(total, "exercise")} passed`
              : countOf(total, "exercise")}
          </span>
        )}
        {OfflineFact && <OfflineFact />}
      </div>
    </header>
  );
}

/** The neighbours, at the end of a lesson that is there. */
function LessonNext({ place: { previous, next } }: { readonly place: LessonPlace }) {
  const { workspace } = useServices();
  if (!isOpen(workspace.notebook.value)) return null;
  return (
    <nav class="lesson-next" aria-label="Next and previous lesson">
      {previous && (
        <a href={lessonHref(previous.path)} rel="prev">
          <span>Previous</span>
          <b>{previous.title}</b>
        </a>
      )}
      <a href={next ? lessonHref(next.path) : "#/"} rel="next">
        <span>{next ? "Next" : "The course ends here"}</span>
        <b>{next ? next.title : "All courses"}</b>
      </a>
    </nav>
  );
}

function isOpen(notebook: Notebook | null): boolean {
  return notebook !== null;
}
