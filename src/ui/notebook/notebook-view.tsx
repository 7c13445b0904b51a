import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Notebook, NotebookItem } from "../../notebook/model.ts";
import { StaticCode } from "../../editor/static-code.tsx";
import { CodeCell } from "./code-cell.tsx";
import { ErrorBoundary } from "../error-boundary.tsx";
import { Icon } from "../icon.tsx";
import { guessHeight } from "./guess-height.ts";
import { handleCommandKey, handleEditKey } from "./notebook-keyboard.ts";
import { CommandKeys } from "./notebook-keys.ts";
import { createScene, NotebookSceneProvider, useNotebookScene } from "./notebook-scene.ts";
import { ProseView } from "./prose-view.tsx";
import { useServices } from "../services.ts";
import { useTurn } from "./use-turn.ts";
import { TextCell } from "./text-cell.tsx";

/** A notebook's items, with the keys that work on them. */
export function NotebookView({ notebook }: { readonly notebook: Notebook }) {
  const { editors, announcement, pane } = useServices();
  const keys = useMemo(() => new CommandKeys(), [notebook]);
  const scene = useMemo(
    () =>
      createScene(notebook, editors, (sentence) => {
        announcement.value = sentence;
      }),
    [notebook, editors],
  );
  useEffect(() => {
    pane.scene.value = scene;
    return () => {
      if (pane.scene.peek() === scene) pane.scene.value = null;
    };
  }, [scene]);
  return (
    <NotebookSceneProvider value={scene}>
      <div
        class="notebook"
        onKeyDownCapture={(event) => handleEditKey(event, scene)}
        onKeyDown={(event) => handleCommandKey(event, scene, keys)}
      >
        <Items notebook={notebook} />
        <AddCell />
      </div>
    </NotebookSceneProvider>
  );
}

/** From so many items on, those out of sight are not laid out. */
const many = 60;
/** Of these, so many are there at once, the others in idle moments. */
const eager = 20;

function Items({ notebook }: { readonly notebook: Notebook }) {
  const items = notebook.items.value;
  return (
    <>
      {items.map((item, index) => (
        <ItemPlace
          key={item.key}
          item={item}
          lazy={items.length > many}
          eager={items.length <= many || index < eager}
        />
      ))}
    </>
  );
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
  const turn = useTurn(element, eager);
  const height = lazy ? guessHeight(item) : 0;
  const style = lazy ? { containIntrinsicBlockSize: `auto ${height}px` } : {};
  if (!turn) return <div ref={element} class="item" style={{ height: `${height}px` }} />;
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
        <ItemView item={item} />
      </ErrorBoundary>
      {hovered && <Between after={item.key} />}
    </div>
  );
}

function ItemView({ item }: { readonly item: NotebookItem }) {
  switch (item.kind) {
    case "cell":
      return item.cell.kind === "markdown" ? (
        <TextCell cell={item.cell} />
      ) : (
        <CodeCell cell={item.cell} />
      );
    case "prose":
      return <ProseView html={item.html} />;
    case "fence":
      return (
        <div class="fence">
          {item.language && <span class="fence-name">{item.language}</span>}
          <StaticCode language={item.language} source={item.source} />
        </div>
      );
    case "problem":
      return (
        <div class="problem" role="note" aria-label="Problem in the lesson">
          <Icon name="warning" />
          <span>
            Line {item.line} of the lesson: {item.message}
          </span>
        </div>
      );
  }
}

/** What a learner can add. */
type OwnKind = Parameters<Notebook["addCell"]>[0];

/** Below an item: a place for a cell of one's own. Keys A and B do the same. */
function Between({ after }: { readonly after: string }) {
  const { notebook, editCell } = useNotebookScene();
  const add = (kind: OwnKind) => editCell(notebook.addCell(kind, after).id);
  return (
    <div class="between">
      <button type="button" class="button" tabIndex={-1} onClick={() => add("python")}>
        <Icon name="plus" />
        Python here
      </button>
      <button type="button" class="button" tabIndex={-1} onClick={() => add("markdown")}>
        <Icon name="plus" />
        Text here
      </button>
      <button type="button" class="button" tabIndex={-1} onClick={() => add("http")}>
        <Icon name="plus" />
        Request here
      </button>
    </div>
  );
}

function AddCell() {
  const { notebook, editCell } = useNotebookScene();
  const add = (kind: OwnKind) => {
    const last = notebook.items.peek().at(-1)?.key ?? null;
    editCell(notebook.addCell(kind, last).id);
  };
  return (
    <div class="add-cell">
      <button type="button" class="button" onClick={() => add("python")}>
        <Icon name="plus" />
        Add cell
      </button>
      <button type="button" class="button" onClick={() => add("markdown")}>
        <Icon name="plus" />
        Add text
      </button>
      <button type="button" class="button" onClick={() => add("http")}>
        <Icon name="plus" />
        Add request
      </button>
    </div>
  );
}
