import { Icon } from "../icon.tsx";
import { lessonHref } from "../routing/route.ts";
import { useServices } from "../services.ts";

/** The bar at the bottom of a phone. */
export function Dock() {
  const { dialogs, router, workspace } = useServices();
  const latest = workspace.latestLesson.value;
  const route = router.route.value;
  const inNotebook = route.kind === "lesson" || route.kind === "scratch";
  const open = dialogs.open.value?.kind;
  return (
    <nav class="dock" aria-label="Sections">
      <button
        type="button"
        aria-current={inNotebook && !open ? "page" : undefined}
        onClick={() => (latest && !inNotebook ? router.go(lessonHref(latest)) : dialogs.close())}
      >
        <Icon name="book-open" />
        Lesson
      </button>
      <button
        type="button"
        aria-current={open === "lessons" ? "page" : undefined}
        onClick={() => dialogs.show({ kind: "lessons" })}
      >
        <Icon name="list" />
        Lessons
      </button>
      <button
        type="button"
        aria-current={open === "palette" ? "page" : undefined}
        onClick={() => dialogs.show({ kind: "palette" })}
      >
        <Icon name="ellipsis" />
        More
      </button>
    </nav>
  );
}
