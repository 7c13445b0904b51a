import type { PhoneView } from "../pane.ts";
import { Icon, type IconName } from "../icon.tsx";
import { hasNotebook, lessonHref } from "../routing/route.ts";
import { useServices } from "../services.ts";

/** The bar at the bottom of a phone; with a web app it leads from the lesson to the app's pages. */
export function Dock() {
  const { dialogs, embed, pane, router, workspace } = useServices();
  const latest = workspace.latestLesson.value;
  const route = router.route.value;
  const inNotebook = hasNotebook(route);
  const open = dialogs.open.value?.kind;
  const hasPane = inNotebook && pane.shown.value;
  const view = hasPane ? pane.phoneView.value : "lesson";
  const show = (next: PhoneView) => {
    dialogs.close();
    pane.phoneView.value = next;
  };
  const toLesson = () => {
    if (latest && !inNotebook) router.go(lessonHref(latest));
    else show("lesson");
  };
  if (embed !== null) return null;
  return (
    <nav class="dock" aria-label="Sections">
      <Section
        icon="book-open"
        name="Lesson"
        current={inNotebook && !open && view === "lesson"}
        onClick={toLesson}
      />
      {hasPane && (
        <>
          <Section
            icon="panel"
            name="Preview"
            current={!open && view === "preview"}
            onClick={() => show("preview")}
          />
          <Section
            icon="requests"
            name="Requests"
            current={!open && view === "requests"}
            onClick={() => show("requests")}
          />
        </>
      )}
      <Section
        icon="list"
        name="Lessons"
        current={open === "lessons"}
        onClick={() => dialogs.show({ kind: "lessons" })}
      />
      <Section
        icon="ellipsis"
        name="More"
        current={open === "palette"}
        onClick={() => dialogs.show({ kind: "palette" })}
      />
    </nav>
  );
}

function Section({
  icon,
  name,
  current,
  onClick,
}: {
  readonly icon: IconName;
  readonly name: string;
  readonly current: boolean;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" aria-current={current ? "page" : undefined} onClick={onClick}>
      <Icon name={icon} />
      {name}
    </button>
  );
}
