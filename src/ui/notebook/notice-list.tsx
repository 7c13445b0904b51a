import { useEffect, useRef } from "preact/hooks";
import type { Notebook, Notice } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { IconButton } from "../icon-button.tsx";
import { StartNotice } from "./start-notice.tsx";

/** Milliseconds that a sentence stays which only informs. */
const infoStays = 15_000;

/** Sentences about this notebook, with what can be done about them. They stay in sight while one scrolls. */
export function NoticeList({ notebook }: { readonly notebook: Notebook }) {
  const notices = notebook.notices.value;
  return (
    <div class="notices" role="status" aria-label="Notices">
      <div class="notices-stack">
        <StartNotice notebook={notebook} />
        {notices.map((notice) => (
          <NoticeLine
            key={notice.id}
            notice={notice}
            onDismiss={() => notebook.dismissNotice(notice.id)}
          />
        ))}
      </div>
    </div>
  );
}

function NoticeLine({
  notice: { level, text, action },
  onDismiss,
}: {
  readonly notice: Notice;
  readonly onDismiss: () => void;
}) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (level !== "info") return undefined;
    const timer = setInterval(() => {
      // Not while somebody reads it with the pointer or the focus on it.
      if (!line.current?.matches(":hover, :focus-within")) onDismiss();
    }, infoStays);
    return () => clearInterval(timer);
  }, []);
  return (
    <div ref={line} class="notice" data-level={level}>
      <Icon name={level === "info" ? "info" : "warning"} />
      <span class="notice-text">{text}</span>
      {action && (
        <button
          type="button"
          class="button"
          onClick={() => {
            action.run();
            onDismiss();
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton icon="close" name="Dismiss" onClick={onDismiss} />
    </div>
  );
}
