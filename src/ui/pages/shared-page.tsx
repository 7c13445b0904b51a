import "../../theme/pages.css";
import "../../theme/share.css";
import { useEffect, useRef } from "preact/hooks";
import { lessonItems } from "../../notebook/lesson-items.ts";
import { NotebookStage } from "../notebook/notebook-stage.tsx";
import { useServices } from "../services.ts";
import { RefusedLinkView } from "../share/refused-link.tsx";
import { SharedBanner } from "../share/shared-banner.tsx";
import { SharedText } from "../share/shared-text.tsx";

/** What the link of the address brought: first as a text, and a notebook once the reader agreed. */
export function SharedPage() {
  const { workspace } = useServices();
  const opening = workspace.opening.value;
  const foreign = workspace.foreign.value;
  const title = foreign?.lesson.title ?? null;
  useEffect(() => {
    if (title !== null) document.title = `${title} · Routebook`;
  }, [title]);
  if (opening.kind === "refused") return <RefusedLinkView refused={opening} />;
  const summary = foreign?.lesson.summary ?? "";
  const isOpen = opening.kind === "open";
  return (
    <div class="column">
      <header class="lesson-head">
        <Title text={title} opened={isOpen} />
        {summary !== "" && <p class="lesson-summary">{summary}</p>}
      </header>
      {opening.kind === "foreign" ? (
        <>
          <SharedBanner foreign={opening} />
          <SharedText items={lessonItems(opening.lesson)} files={opening.shared.files} />
        </>
      ) : (
        <NotebookStage notebookKey={foreign?.key ?? "shared"} />
      )}
    </div>
  );
}

/** The heading; the focus comes here when the button that opened the lesson goes. */
function Title({ text, opened }: { readonly text: string | null; readonly opened: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(opened);
  useEffect(() => {
    if (opened && !wasOpen.current && document.activeElement === document.body) {
      heading.current?.focus({ preventScroll: true });
    }
    wasOpen.current = opened;
  }, [opened]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {text ?? "Lesson from a link"}
    </h1>
  );
}
