import { KeyCode, KeyMod, editor } from "monaco-editor/editor";
import "monaco-editor/features/bracketMatching/register";
import "monaco-editor/features/clipboard/register";
import "monaco-editor/features/codicon/register";
import "monaco-editor/features/comment/register";
import "monaco-editor/features/cursorUndo/register";
import "monaco-editor/features/find/register";
import "monaco-editor/features/indentation/register";
import "monaco-editor/features/linesOperations/register";
import "monaco-editor/features/multicursor/register";
import "monaco-editor/features/smartSelect/register";
import "monaco-editor/features/wordOperations/register";
import type { LiveEditor, LiveEditorOptions } from "./live-editor.ts";
import { registerLanguages } from "./monaco-languages.ts";
import { followTheme, monospace } from "./monaco-theme.ts";
import { selectionAt, type TextSelection } from "./place.ts";
import { revealInScroller } from "./reveal.ts";
import { languageId } from "./tokens/tokenize.ts";

type Model = editor.ITextModel;

declare global {
  interface Window {
    MonacoEnvironment?: { getWorker(): Worker };
  }
}

window.MonacoEnvironment = {
  getWorker: () =>
    new Worker(new URL("./monaco-worker.ts", import.meta.url), { type: "module", name: "editor" }),
};
registerLanguages();
followTheme();
// These belong to the notebook: it runs cells with them.
editor.addKeybindingRules(
  [KeyMod.CtrlCmd | KeyCode.Enter, KeyMod.Shift | KeyCode.Enter, KeyMod.Alt | KeyCode.Enter].map(
    (keybinding) => ({ keybinding, command: null }),
  ),
);

const models = new Map<string, Model>();

/** Puts a full editor into its host. Its height follows its text; the page does the scrolling. */
export function createLiveEditor(options: LiveEditorOptions): LiveEditor {
  const { host } = options;
  const model = modelOf(options);
  const widget = editor.create(host, {
    model,
    ariaLabel: options.label,
    readOnly: options.readOnly,
    ...appearance(),
    ...behaviour,
  });
  const marks = widget.createDecorationsCollection();
  const resize = () => {
    host.style.height = `${widget.getContentHeight()}px`;
    widget.layout();
  };
  const listeners = [
    widget.onDidContentSizeChange(resize),
    widget.onDidFocusEditorText(options.onFocus),
    model.onDidChangeContent(() => {
      marks.clear();
      options.onInput(model.getValue());
    }),
    widget.onDidChangeCursorPosition(({ position, source }) => {
      if (source === "mouse" || !widget.hasTextFocus()) return;
      const place = widget.getScrolledVisiblePosition(position);
      if (place) revealInScroller(host, place.top, place.height);
    }),
  ];
  resize();
  select(options.selection);

  function select({ start, end }: TextSelection): void {
    const from = model.getPositionAt(start);
    const to = model.getPositionAt(end);
    widget.setSelection({
      startLineNumber: from.lineNumber,
      startColumn: from.column,
      endLineNumber: to.lineNumber,
      endColumn: to.column,
    });
  }

  function selection(): TextSelection {
    const range = widget.getSelection();
    if (!range) return { start: 0, end: 0 };
    return {
      start: model.getOffsetAt(range.getStartPosition()),
      end: model.getOffsetAt(range.getEndPosition()),
    };
  }

  return {
    selection,
    hasFocus: () => widget.hasTextFocus(),
    setLabel: (ariaLabel) => widget.updateOptions({ ariaLabel }),
    setTabIndex: (tabIndex) => widget.updateOptions({ tabIndex }),
    focus(place) {
      const wanted = selectionAt(model.getValue(), place, selection());
      select(wanted);
      widget.focus();
      const range = widget.getSelection();
      if (typeof place !== "object" || !range) return;
      // The culprit is marked rather than selected: the next key must not replace it.
      marks.set([{ range, options: { inlineClassName: "culprit" } }]);
      select({ start: wanted.start, end: wanted.start });
      const visible = widget.getScrolledVisiblePosition(range.getStartPosition());
      if (visible) revealInScroller(host, visible.top, visible.height);
    },
    setText(text) {
      if (text === model.getValue()) return;
      model.pushStackElement();
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
      model.pushStackElement();
    },
    dispose() {
      for (const listener of listeners) listener.dispose();
      widget.dispose();
    },
  };
}

/** Forgets texts and their undo histories whose key starts so. */
export function forgetTexts(prefix: string): void {
  for (const [key, model] of models) {
    if (!key.startsWith(prefix)) continue;
    models.delete(key);
    model.dispose();
  }
}

function modelOf({ key, language, text }: LiveEditorOptions): Model {
  const known = models.get(key);
  if (known && known.getLanguageId() === languageId(language)) {
    if (known.getValue() !== text) known.setValue(text);
    return known;
  }
  known?.dispose();
  const model = editor.createModel(text, languageId(language));
  model.updateOptions({ tabSize: 4, insertSpaces: true });
  model.setEOL(editor.EndOfLineSequence.LF);
  models.set(key, model);
  return model;
}

/** The same measures as the text field's in editor.css, so that nothing moves when one replaces the other. */
function appearance(): editor.IStandaloneEditorConstructionOptions {
  return {
    fontFamily: monospace(),
    fontSize: 14,
    lineHeight: 23,
    letterSpacing: 0,
    fontLigatures: false,
    padding: { top: 12, bottom: 12 },
    lineNumbers: "off",
    lineDecorationsWidth: 16,
    lineNumbersMinChars: 0,
    glyphMargin: false,
    folding: false,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    overviewRulerBorder: false,
    hideCursorInOverviewRuler: true,
    renderLineHighlight: "none",
    guides: { indentation: false, bracketPairs: false },
    roundedSelection: false,
    scrollBeyondLastLine: false,
    scrollBeyondLastColumn: 2,
    scrollbar: {
      vertical: "hidden",
      horizontalScrollbarSize: 8,
      useShadows: false,
      alwaysConsumeMouseWheel: false,
    },
  };
}

const behaviour: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  // A real text area is what assistive technology and test drivers know how to handle.
  editContext: false,
  contextmenu: false,
  links: false,
  quickSuggestions: false,
  wordBasedSuggestions: "off",
  occurrencesHighlight: "off",
  selectionHighlight: false,
  stickyScroll: { enabled: false },
  fixedOverflowWidgets: true,
  find: { addExtraSpaceOnTop: false, seedSearchStringFromSelection: "selection" },
  unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
};
