import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useNearView } from "../../editor/near-view.ts";
import type { GridHandle } from "../../shared/grid.ts";
import { countOf } from "../format.ts";
import { IconButton } from "../icon-button.tsx";
import { lazyView } from "../lazy-view.tsx";
import { useNotebookScene } from "../notebook/notebook-scene.ts";
import type { GridModel } from "./grid-query.ts";
import { gridHeight, StaticGrid } from "./static-grid.tsx";

const GridCopy = lazyView(() => import("./grid-copy.tsx").then((module) => module.GridCopy));
const GridView = lazyView(() => import("./grid-view.tsx").then((module) => module.GridView));

const asItCame: GridModel = { sort: [], filters: {} };

interface GridProps {
  readonly handle: GridHandle;
  readonly live: boolean;
}

const numbers = new WeakMap<GridHandle, number>();
let handles = 0;

/** A number for each handle that was shown. Ids of its own begin at 1 again in each kernel. */
function numberOf(handle: GridHandle): number {
  const number = numbers.get(handle) ?? ++handles;
  numbers.set(handle, number);
  return number;
}

/** A data frame. The next one in its place is as wide, and has nothing else of this one. */
export function GridOutput(props: GridProps) {
  const [wide, setWide] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const cell = place.current?.closest(".cell");
    cell?.toggleAttribute("data-wide", wide);
    return () => cell?.removeAttribute("data-wide");
  }, [wide]);
  const frame = { ...props, place, wide, onWide: setWide };
  return <Frame key={numberOf(props.handle)} {...frame} />;
}

interface FrameProps extends GridProps {
  /** Its element. */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly wide: boolean;
  readonly onWide: (wide: boolean) => void;
}

/**
 * Its first rows are painted at once; the grid that pages through all of them takes their place
 * when it is loaded, at the same height. Without the frame in the kernel, after a reload or a
 * restart, the first rows stay: a frame that is gone does not come back.
 */
function Frame({ handle, live, place, wide, onWide }: FrameProps) {
  const { notebook } = useNotebookScene();
  const near = useNearView(place);
  const [ready, setReady] = useState(false);
  const [gone, setGone] = useState(!live);
  const [shown, setShown] = useState(handle.rows);
  const model = useRef<GridModel>(asItCame);
  useLayoutEffect(() => {
    if (!live) setGone(true);
  }, [live]);

  const { rows, columns, hiddenColumns } = handle;
  const paged = near && !gone && rows > 0;
  return (
    <div ref={place} class="grid" role="group" aria-label="Data frame">
      <div class="grid-body" style={{ height: `${gridHeight(handle)}px` }}>
        {paged && (
          <GridView
            handle={handle}
            fetchRows={(query) => notebook.grid(query)}
            onReady={() => setReady(true)}
            onGone={() => setGone(true)}
            onModel={(next, total) => {
              model.current = next;
              setShown(total);
            }}
          />
        )}
        {!(paged && ready) && <StaticGrid handle={handle} />}
      </div>
      <div class="grid-foot">
        <span>
          {shown === rows
            ? countOf(rows, "row")
            : `${countOf(shown, "row")} of ${countOf(rows, "row")}`}
          {" · "}
          {countOf(columns.filter(({ isIndex }) => !isIndex).length + hiddenColumns, "column")}
          {hiddenColumns > 0 && `, ${hiddenColumns} not shown`}
        </span>
        {gone && rows > handle.head.length && (
          <span>The first {handle.head.length}. Run the cell again to page through all rows.</span>
        )}
        <span class="grow" />
        {!gone && rows > 0 && <GridCopy handle={handle} model={model} rows={shown} />}
        <IconButton
          icon={wide ? "minimize" : "maximize"}
          name={wide ? "Narrow" : "Widen"}
          onClick={() => onWide(!wide)}
        />
      </div>
    </div>
  );
}
