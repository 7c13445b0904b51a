import "../../theme/pages.css";
import { placeOf } from "../routing/place.ts";
import { lessonHref, nearestLesson } from "../routing/route.ts";
import { useServices } from "../services.ts";

/** For an address that leads nowhere: what is near it. */
export function NotHerePage({ address }: { readonly address: string }) {
  const { catalogue } = useServices();
  const nearest = nearestLesson(address, catalogue);
  const place = nearest === null ? null : placeOf(catalogue, nearest);
  return (
    <div class="column page">
      <h1>There is nothing at this address</h1>
      <p class="lesson-summary">
        No page is called <code>{address}</code>. The lesson may have been renamed, or the link was
        cut short.
      </p>
      <div class="course-buttons">
        {place && (
          <a class="button primary" href={lessonHref(place.lesson.path)}>
            Open “{place.lesson.title}”
          </a>
        )}
        <a class="button" href="#/">
          All courses
        </a>
      </div>
    </div>
  );
}
