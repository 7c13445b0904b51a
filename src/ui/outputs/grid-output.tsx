import { useEffect, useRef, useState } from "preact/hooks";
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

/**
 * A data frame. Its first rows are painted at once; the grid that pages through all of them takes
 * their place when it is loaded, at the same height. Without the frame in the kernel, after a
 * reload or a restart, the first rows stay.
 */
export function GridOutput({
  handle,
  live,
}: {
  readonly handle: GridHandle;
  readonly live: boolean;
}) {
  const { notebook } = useNotebookScene();
  const element = useRef<HTMLDivElement>(null);
  const near = useNearView(element);
  const [ready, setReady] = useState(false);
  const [gone, setGone] = useState(!live);
  const [wide, setWide] = useState(false);
  const [shown, setShown] = useState(handle.rows);
  const model = useRef<GridModel>(asItCame);
  useEffect(() => {
    setGone(!live);
    setReady(false);
    setShown(handle.rows);
    model.current = asItCame;
  }, [handle, live]);
  useEffect(() => {
    element.current?.closest(".cell")?.toggleAttribute("data-wide", wide);
  }, [wide]);

  const { rows, columns, hiddenColumns } = handle;
  const paged = near && !gone && rows > 0;
  return (
    <div ref={element} class="grid" role="group" aria-label="Data frame">
      <div class="grid-body" style={{ height: `${gridHeight(handle)}px` }}>
        {paged && (
          <GridView
            key={handle.id}
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
          onClick={() => setWide(!wide)}
        />
      </div>
    </div>
  );
}
