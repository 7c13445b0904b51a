import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CellId, Notebook, NotebookItem } from "../../notebook/model.ts";
import { AddCell, Between } from "./add-cell.tsx";
import { CodeCell } from "./code-cell.tsx";
import { DraftCell } from "./draft-cell.tsx";
import { ErrorBoundary } from "../error-boundary.tsx";
import { guessHeight } from "./guess-height.ts";
import { handleCommandKey, handleEditKey } from "./notebook-keyboard.ts";
import { CommandKeys } from "./notebook-keys.ts";
import { createScene, NotebookSceneProvider, useNotebookScene } from "./notebook-scene.ts";
import { PlainItem } from "./plain-item.tsx";
import { QuizCard } from "./quiz-card.tsx";
import { useServices } from "../services.ts";
import { useReadOnly } from "./use-read-only.ts";
import { useTurn } from "./use-turn.ts";
import { TextCell } from "./text-cell.tsx";

/** A notebook's items, with the keys that work on them. */
export function NotebookView({ notebook }: { readonly notebook: Notebook }) {
  const { editors, announcement, pane } = useServices();
  const isReadOnly = useReadOnly();
  const keys = useMemo(() => new CommandKeys(), [notebook]);
  const scene = useMemo(
    () =>
      createScene(
        notebook,
        editors,
        (sentence) => {
          announcement.value = sentence;
        },
        isReadOnly,
      ),
    [notebook, editors, isReadOnly],
  );
  useEffect(() => {
    pane.scene.value = scene;
    return () => {
      if (pane.scene.peek() === scene) pane.scene.value = null;
    };
  }, [scene]);
  const start = useStart();
  useEffect(() => {
    if (start !== null && notebook.cell(start) !== undefined) scene.focusCell(start);
  }, [scene, start]);
  return (
    <NotebookSceneProvider value={scene}>
      <div
        class="notebook"
        onKeyDownCapture={(event) => handleEditKey(event, scene)}
        onKeyDown={(event) => handleCommandKey(event, scene, keys)}
      >
        <Items notebook={notebook} />
        {!isReadOnly && <AddCell />}
      </div>
    </NotebookSceneProvider>
  );
}

/** Id of the cell that the address, or the link's author, wants to begin at; null for none. */
function useStart(): CellId | null {
  const { router, workspace } = useServices();
  const route = router.route.value;
  const view = "view" in route ? route.view : undefined;
  const wanted = workspace.foreign.value?.shared.options.exercise;
  return view?.exercise ?? view?.cell ?? wanted ?? null;
}

/** From so many items on, those out of sight are not laid out. */
const many = 60;

function Items({ notebook }: { readonly notebook: Notebook }) {
  const items = notebook.items.value;
  const lazy = items.length > many;
  // Decided once for each notebook: an item that is alive stays so.
  const first = useMemo(() => firstInSight(items, notebook.scroll.peek()), [notebook]);
  return (
    <>
      {items.map((item) => (
        <ItemPlace key={item.key} item={item} lazy={lazy} eager={first.has(item.key)} />
      ))}
    </>
  );
}

/** The items down to the lower edge of the window, as far as can be told before they are drawn. */
function firstInSight(items: readonly NotebookItem[], scroll: number): ReadonlySet<string> {
  const keys = new Set<string>();
  let room = scroll + innerHeight;
  for (const item of items) {
    if (room < 0) break;
    keys.add(item.key);
    room -= guessHeight(item);
  }
  return keys;
}

/** An item and, while the pointer is on it, the place for a new cell below it. */
function ItemPlace({
  item,
  lazy,
  eager,
}: {
  readonly item: NotebookItem;
  readonly lazy: boolean;
  readonly eager: boolean;
}) {
  const [hovered, setHovered] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  const isReadOnly = useReadOnly();
  const { notebook } = useNotebookScene();
  // A cell that was just added has the next key: it cannot wait for its turn.
  const isSelected = item.kind === "cell" && notebook.selected.peek() === item.cell.id;
  const alive = useTurn(element, eager || isSelected || item.kind !== "cell");
  const style = lazy ? { containIntrinsicBlockSize: `auto ${guessHeight(item)}px` } : {};
  return (
    <div
      ref={element}
      class="item"
      data-item={item.kind}
      data-lazy={lazy ? "" : undefined}
      style={style}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <ErrorBoundary what="This part of the notebook">
        <ItemView item={item} alive={alive} />
      </ErrorBoundary>
      {hovered && !isReadOnly && <Between after={item.key} />}
    </div>
  );
}

function ItemView({ item, alive }: { readonly item: NotebookItem; readonly alive: boolean }) {
  if (item.kind === "quiz") return <QuizCard quiz={item.quiz} />;
  if (item.kind !== "cell") return <PlainItem item={item} />;
  const { cell } = item;
  if (cell.kind === "markdown") return <TextCell cell={cell} />;
  if (alive) return <CodeCell cell={cell} />;
  return (
    <DraftCell {...cell} source={cell.source.peek()} exercise={cell.exercise?.id ?? cell.id} />
  );
}
