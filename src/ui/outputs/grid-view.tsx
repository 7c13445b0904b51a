import {
  type ColDef,
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  DateFilterModule,
  type GridApi,
  type IGetRowsParams,
  InfiniteRowModelModule,
  ModuleRegistry,
  NumberFilterModule,
  TextFilterModule,
  TooltipModule,
  createGrid,
} from "ag-grid-community";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { GridColumn, GridHandle, GridQuery, GridRows } from "../../shared/grid.ts";
import { cellText, gridQuery, type GridModel } from "./grid-query.ts";
import { gridTheme } from "./grid-theme.ts";
import { columnName, headHeight, rowHeight } from "./static-grid.tsx";
import "../../theme/grid.css";

ModuleRegistry.registerModules([
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  DateFilterModule,
  InfiniteRowModelModule,
  NumberFilterModule,
  TextFilterModule,
  TooltipModule,
]);

type Row = GridRows["rows"][number];

interface GridViewProps {
  readonly handle: GridHandle;
  readonly fetchRows: (query: GridQuery) => Promise<GridRows>;
  /** The first rows are painted. */
  readonly onReady: () => void;
  /** The frame is no longer in the kernel. */
  readonly onGone: () => void;
  /** What is sorted and filtered now, and how many rows pass. */
  readonly onModel: (model: GridModel, total: number) => void;
}

/** The grid that pages through a frame in the kernel; rows come when they are scrolled to. */
export function GridView(props: GridViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    if (!host.current) return undefined;
    const element: HTMLElement = host.current;
    const { handle } = latest.current;
    let sized = false;
    const api = createGrid<Row>(element, {
      theme: gridTheme,
      columnDefs: handle.columns.map(columnOf),
      defaultColDef,
      rowModelType: "infinite",
      datasource: { getRows: (params) => void getRows(params) },
      rowHeight,
      headerHeight: headHeight,
      cacheBlockSize: 100,
      maxBlocksInCache: 30,
      infiniteInitialRowCount: handle.rows,
      suppressDragLeaveHidesColumns: true,
      ensureDomOrder: true,
      enableCellTextSelection: true,
      // A menu must not be cut off at the edge of a small grid.
      popupParent: document.body,
      onGridSizeChanged: () => sized && fit(api, element),
    });

    async function getRows(params: IGetRowsParams<Row>): Promise<void> {
      const filters: unknown = params.filterModel;
      const model = { sort: params.sortModel, filters };
      const query = gridQuery(handle.id, params.startRow, params.endRow, model);
      try {
        const { rows, total } = await latest.current.fetchRows(query);
        if (api.isDestroyed()) return;
        params.successCallback([...rows], total);
        if (!sized) {
          sized = true;
          fit(api, element);
        }
        latest.current.onModel(model, total);
        latest.current.onReady();
      } catch {
        if (api.isDestroyed()) return;
        params.failCallback();
        latest.current.onGone();
      }
    }
    return () => api.destroy();
  }, []);

  return <div ref={host} class="grid-live" />;
}

const defaultColDef: ColDef<Row> = {
  sortable: true,
  resizable: true,
  minWidth: 64,
  maxWidth: 360,
  cellDataType: false,
  suppressHeaderMenuButton: true,
};

function columnOf(column: GridColumn, index: number): ColDef<Row> {
  const { id, name, dtype, kind, isIndex } = column;
  return {
    colId: id,
    headerName: columnName(name, isIndex),
    headerTooltip: dtype,
    valueGetter: ({ data }) => data?.[index],
    valueFormatter: ({ data }) => (data ? cellText(data[index] ?? null, kind) : "…"),
    pinned: isIndex ? "left" : null,
    suppressSizeToFit: isIndex,
    cellClass: ({ value }) => [
      `grid-${kind}`,
      ...(isIndex ? ["grid-index"] : []),
      ...(value === null ? ["grid-missing"] : []),
    ],
    headerClass: isIndex ? `grid-${kind} grid-index` : `grid-${kind}`,
    filter: filterOf(kind),
    filterParams: {
      maxNumConditions: 1,
      buttons: ["reset"],
      ...(kind === "boolean" ? { filterOptions: ["contains", "blank", "notBlank"] } : {}),
    },
  };
}

function filterOf(kind: GridColumn["kind"]): string {
  if (kind === "number") return "agNumberColumnFilter";
  return kind === "datetime" ? "agDateColumnFilter" : "agTextColumnFilter";
}

/** Columns take the room of what is in them; if there is more, they share it. */
function fit(api: GridApi<Row>, element: HTMLElement): void {
  api.autoSizeAllColumns();
  const width = api.getColumns()?.reduce((sum, column) => sum + column.getActualWidth(), 0) ?? 0;
  if (width < element.clientWidth) api.sizeColumnsToFit();
}
