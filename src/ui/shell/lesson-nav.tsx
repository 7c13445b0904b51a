import { lessonHref } from "../routing/route.ts";
import { placeOf } from "../routing/place.ts";
import { Icon } from "../icon.tsx";
import { useServices } from "../services.ts";

/** The lessons of the open course with their ticks; where no course is open, all courses. */
export function LessonNav({ onGo }: { readonly onGo?: () => void }) {
  const { catalogue, router, workspace } = useServices();
  const route = router.route.value;
  const place = route.kind === "lesson" ? placeOf(catalogue, route.path) : null;
  const courses = place ? [place.course] : catalogue;
  const progress = workspace.progress.value;
  return (
    <div
      class="lesson-nav"
      onClick={(event) => event.target instanceof Element && event.target.closest("a") && onGo?.()}
    >
      {courses.map((course) => {
        const done = course.lessons.filter(({ path }) => isDone(progress.get(path))).length;
        return (
          <section key={course.id} aria-label={course.title}>
            <h2>
              {course.title} · {done} of {course.lessons.length}
            </h2>
            <ol>
              {course.lessons.map(({ path, title }) => (
                <li key={path}>
                  <a
                    href={lessonHref(path)}
                    aria-current={path === place?.lesson.path ? "page" : undefined}
                  >
                    <Tick progress={progress.get(path)} />
                    <span>{title}</span>
                  </a>
                </li>
              ))}
            </ol>
          </section>
        );
      })}
      <ol class="lesson-nav-more">
        <li>
          <a href="#/">
            <Icon name="list" />
            <span>All courses</span>
          </a>
        </li>
        <li>
          <a href="#/scratch" aria-current={route.kind === "scratch" ? "page" : undefined}>
            <Icon name="pencil" />
            <span>Scratch notebook</span>
          </a>
        </li>
      </ol>
    </div>
  );
}

interface TickProps {
  readonly passed: number;
  readonly total: number;
  readonly started: boolean;
}

/** A tick for a lesson whose exercises are all passed, a ring for one that was begun. */
function Tick({ progress }: { readonly progress: TickProps | undefined }) {
  const done = isDone(progress);
  const words = done ? "Done: " : progress?.started ? "Begun: " : "";
  return (
    <span class="lesson-nav-tick">
      {done && <Icon name="check" />}
      {!done && progress?.started && <span class="lesson-nav-part" />}
      <span class="sr-only">{words}</span>
    </span>
  );
}

/** True for a lesson with exercises all of which are passed, and for one without that was begun. */
export function isDone(progress: TickProps | undefined): boolean {
  if (!progress) return false;
  return progress.total > 0 ? progress.passed === progress.total : progress.started;
}
