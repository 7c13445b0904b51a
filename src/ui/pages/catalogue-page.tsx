import "../../theme/pages.css";
import type { LessonProgress } from "../../notebook/progress.ts";
import type { Course } from "../../shared/lesson.ts";
import { countOf, formatDay } from "../format.ts";
import { Icon } from "../icon.tsx";
import { isDone } from "../shell/lesson-nav.tsx";
import { OPEN_ADDRESS, openAddress, openNotebookFile } from "../notebook/notebook-actions.ts";
import { placeOf } from "../routing/place.ts";
import { lessonHref } from "../routing/route.ts";
import { useServices } from "../services.ts";

/** The first page: where one left off, the courses, and the scratch notebook. */
export function CataloguePage() {
  const services = useServices();
  const { catalogue, workspace } = services;
  const latest = workspace.latestLesson.value;
  return (
    <div class="column page">
      <header class="lesson-head">
        <h1>Learn Python for the web, in this tab</h1>
        <p class="lesson-summary">
          Real Flask, Pydantic and pandas run right here. Nothing to install, no account, and your
          work stays on this device.
        </p>
      </header>
      {latest !== null && <Continue path={latest} />}
      {catalogue.length === 0 ? (
        <p class="empty">
          There are no courses here yet. A course is a folder below <code>lessons/</code> with a{" "}
          <code>course.md</code>; until there is one, the scratch notebook is yours.
        </p>
      ) : (
        catalogue.map((course) => <CourseSection key={course.id} course={course} />)
      )}
      <section class="course" aria-labelledby="scratch-title">
        <h2 id="scratch-title">Scratch notebook</h2>
        <p>An empty notebook for whatever you want to try, with every package of the courses.</p>
        <div class="course-buttons">
          <a class="button" href="#/scratch">
            <Icon name="pencil" />
            Open scratch
          </a>
          <button type="button" class="button" onClick={() => void openNotebookFile(services)}>
            <Icon name="file" />
            Open a notebook file
          </button>
          {services.embed === null && (
            <button type="button" class="button" onClick={() => openAddress(services)}>
              <Icon name="globe" />
              {OPEN_ADDRESS}
            </button>
          )}
        </div>
      </section>
      <footer class="page-foot">
        <a href="#/class">For teachers: the class</a>
        <a href="#/storage">Storage and settings</a>
        <a href="#/about">About</a>
      </footer>
    </div>
  );
}

function Continue({ path }: { readonly path: string }) {
  const { catalogue, workspace } = useServices();
  const place = placeOf(catalogue, path);
  if (!place) return null;
  const progress = workspace.progress.value.get(path);
  const visited = progress?.lastVisited;
  return (
    <a class="continue" href={lessonHref(path)}>
      <span class="continue-words">
        <span class="dim">Continue where you left off</span>
        <b>{place.lesson.title}</b>
        <span class="dim">
          {place.course.title}
          {visited ? `, ${formatDay(visited)}` : ""}
        </span>
      </span>
      <span class="button primary">Continue</span>
    </a>
  );
}

function CourseSection({ course }: { readonly course: Course }) {
  const { workspace } = useServices();
  const progress = workspace.progress.value;
  const done = course.lessons.filter(({ path }) => isDone(progress.get(path))).length;
  const minutes = course.lessons.reduce((sum, lesson) => sum + (lesson.minutes ?? 0), 0);
  return (
    <section class="course" aria-labelledby={`course-${course.id}`}>
      <div class="course-head">
        <h2 id={`course-${course.id}`}>{course.title}</h2>
        <span class="dim">
          {countOf(course.lessons.length, "lesson")}
          {minutes > 0 && `, about ${formatMinutes(minutes)}`}
        </span>
      </div>
      <p>{course.summary}</p>
      {done > 0 && (
        <div
          class="meter"
          role="img"
          aria-label={`${done} of ${countOf(course.lessons.length, "lesson")} done`}
        >
          <span style={{ width: `${(100 * done) / course.lessons.length}%` }} />
        </div>
      )}
      <ol class="course-lessons">
        {course.lessons.map((lesson, index) => (
          <li key={lesson.path}>
            <a href={lessonHref(lesson.path)}>
              <Mark number={index + 1} progress={progress.get(lesson.path)} />
              <span class="course-lesson-words">
                <b>{lesson.title}</b>
                <span class="dim">{lesson.summary}</span>
              </span>
              <span class="dim course-lesson-time">
                {lesson.minutes !== null && `${lesson.minutes} min`}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Done, begun (with how many exercises are passed), or the lesson's number. */
function Mark({
  number,
  progress,
}: {
  readonly number: number;
  readonly progress: LessonProgress | undefined;
}) {
  if (isDone(progress)) {
    return (
      <span class="course-mark good">
        <Icon name="check" />
        <span class="sr-only">Done: </span>
      </span>
    );
  }
  if (!progress?.started) return <span class="course-mark dim">{number}</span>;
  const words = progress.total > 1 ? `${progress.passed} of ${progress.total}: ` : "Begun: ";
  return (
    <span class="course-mark">
      <span class="lesson-nav-part" />
      <span class="sr-only">{words}</span>
    </span>
  );
}

function formatMinutes(minutes: number): string {
  if (minutes < 90) return `${minutes} minutes`;
  const hours = Math.round(minutes / 30) / 2;
  return `${hours} hours`;
}
