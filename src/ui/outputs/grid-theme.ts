import { themeQuartz } from "ag-grid-community";
import { headHeight, rowHeight } from "./static-grid.tsx";

/** The grid in the page's own colours; they are properties, so both themes are covered at once. */
export const gridTheme = themeQuartz.withParams({
  accentColor: "var(--accent)",
  backgroundColor: "var(--panel)",
  foregroundColor: "var(--text)",
  textColor: "var(--text)",
  borderColor: "var(--line)",
  chromeBackgroundColor: "var(--sunk)",
  headerBackgroundColor: "var(--sunk)",
  headerTextColor: "var(--text)",
  oddRowBackgroundColor: "var(--panel)",
  rowHoverColor: "var(--sunk)",
  menuBackgroundColor: "var(--panel)",
  inputBackgroundColor: "var(--panel)",
  inputBorder: { color: "var(--line-strong)" },
  fontFamily: "var(--font)",
  cellFontFamily: "var(--mono)",
  fontSize: 13,
  headerFontSize: 13,
  headerFontWeight: 600,
  headerColumnResizeHandleColor: "transparent",
  headerHeight: headHeight,
  rowHeight,
  cellHorizontalPadding: 12,
  spacing: 6,
  borderRadius: 6,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  browserColorScheme: "inherit",
});
