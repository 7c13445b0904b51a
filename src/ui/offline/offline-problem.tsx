import { useEffect, useState } from "preact/hooks";
import { placeOf } from "../routing/place.ts";
import { lessonHref } from "../routing/route.ts";
import { useServices } from "../services.ts";
import { useOffline } from "./use-offline.ts";

/** Under the words for a lesson that did not open: the lessons that do, while one is offline. */
export function OfflineProblem() {
  const { catalogue } = useServices();
  const offline = useOffline();
  const [ready, setReady] = useState<readonly string[]>([]);
  useEffect(() => {
    let here = true;
    void offline.checkNetwork();
    offline.readyLessons().then(
      (paths) => here && setReady(paths),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [offline]);
  const places = ready.flatMap((path) => placeOf(catalogue, path) ?? []);
  if (offline.online.value || places.length === 0) return null;
  return (
    <section class="offline-ready" aria-labelledby="offline-ready">
      <h2 id="offline-ready">You are offline. These lessons are ready:</h2>
      <ul>
        {places.map(({ course, lesson }) => (
          <li key={lesson.path}>
            <a href={lessonHref(lesson.path)}>{lesson.title}</a>
            <span class="dim">{course.title}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
