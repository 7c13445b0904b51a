import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import type { Notebook } from "../../notebook/model.ts";
import { cellName, exerciseName } from "../notebook/cell-name.ts";
import { Dialog } from "./dialog.tsx";
import { goToCell } from "../notebook/go-to-cell.ts";
import { notebookActions, siteActions } from "../notebook/notebook-actions.ts";
import { findEntries } from "./palette-search.ts";
import { lessonHref } from "../routing/route.ts";
import { useServices, type Services } from "../services.ts";

interface Entry {
  readonly id: string;
  readonly label: string;
  /** "Lesson", "Cell" or "Action". */
  readonly kind: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** Finds lessons, cells of the open notebook, and actions. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const services = useServices();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  // One that is still being opened has its cells and actions in the list once it is there.
  const notebook = services.workspace.notebook.value;
  const entries = useMemo(() => entriesOf(services, notebook), [notebook]);
  const found = useMemo(() => findEntries(entries, typed), [entries, typed]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at, found]);

  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    // The dialog gives the focus back first; what is chosen may then take it.
    setTimeout(entry.run);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter") choose(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Find" kind="bare" onClose={onClose}>
      <div class="palette">
        <input
          class="palette-field"
          role="combobox"
          aria-label="Find lessons, cells and actions"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
          placeholder="Find a lesson, a cell or an action"
          autocomplete="off"
          spellcheck={false}
          autoFocus
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <ul ref={list} class="palette-list" role="listbox" id={id} aria-label="Found">
          {found.map((entry, index) => (
            <li
              key={entry.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerMove={() => setAt(index)}
              onClick={() => choose(entry)}
            >
              <span>{entry.label}</span>
              {entry.keys && <kbd>{entry.keys}</kbd>}
              <span class="dim">{entry.kind}</span>
            </li>
          ))}
        </ul>
        {found.length === 0 && <p class="palette-none">Nothing is called “{typed}”.</p>}
      </div>
    </Dialog>
  );
}

function entriesOf(services: Services, notebook: Notebook | null): readonly Entry[] {
  const { catalogue, router } = services;
  const lessons = catalogue.flatMap((course) =>
    course.lessons.map(({ path, title }) => ({
      id: `lesson ${path}`,
      label: `${course.title}: ${title}`,
      kind: "Lesson",
      run: () => router.go(lessonHref(path)),
    })),
  );
  const run = notebook
    ? [{ id: "run-all", label: "Run all", kind: "Action", run: () => void notebook.runAll() }]
    : [];
  const actions = [
    ...(notebook ? notebookActions(notebook, services) : []),
    ...siteActions(services),
    { id: "theme", label: "Switch theme", run: () => switchTheme(services) },
    { id: "scratch", label: "Scratch notebook", run: () => router.go("#/scratch") },
    { id: "courses", label: "All courses", run: () => router.go("#/") },
  ].map((action) => ({ ...action, kind: "Action" }));
  return [...run, ...actions, ...(notebook ? cellEntries(notebook) : []), ...lessons];
}

function cellEntries(notebook: Notebook): readonly Entry[] {
  return notebook.cells.peek().map((cell) => {
    const first = cell.source.peek().trim().split("\n")[0] ?? "";
    const what = cell.exercise ? `Exercise ${exerciseName(cell.exercise.id)}` : first;
    return {
      id: `cell ${cell.id}`,
      label: `${cellName(cell)}: ${what.slice(0, 60)}`,
      kind: "Cell",
      run: () => {
        notebook.selected.value = cell.id;
        goToCell(cell.id);
      },
    };
  });
}

function switchTheme({ workspace }: Services): void {
  const dark = document.documentElement.dataset["theme"] === "dark";
  workspace.settings.theme.value = dark ? "light" : "dark";
}
