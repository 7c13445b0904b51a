import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Editors } from "./editors.ts";
import type { LiveEditor } from "./live-editor.ts";
import { liveEditorModule, loadMonaco } from "./load-monaco.ts";
import { PlainEditor } from "./plain-editor.tsx";
import { selectionAt, type EditorPlace, type TextSelection } from "./place.ts";
import { revealInScroller } from "./reveal.ts";

/** What a code editor is told. */
export interface CodeEditorProps {
  /** The cell's id, under which the editor is known to `editors`. */
  readonly id: string;
  /** Names the text among those of all notebooks. */
  readonly textKey: string;
  /** Accessible name: "Code of cell 3". */
  readonly label: string;
  readonly language: string;
  readonly source: ReadonlySignal<string>;
  /** -1 while the Tab key should pass by, after Escape. */
  readonly tabIndex?: number;
  /** True where the text is to be read and copied only. */
  readonly readOnly?: boolean;
  readonly editors: Editors;
  readonly onInput: (text: string) => void;
  readonly onFocus?: () => void;
}

/**
 * A cell's code. It is a text field until it gets the focus, and a full editor from then on as
 * soon as that is loaded: two hundred cells cost little, and nothing typed early is lost.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { id, editors } = props;
  const live = useSignal<TextSelection | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<LiveEditor | null>(null);
  const pendingPlace = useRef<EditorPlace | null>(null);
  const kept = useRef<TextSelection>({ start: 0, end: 0 });

  const leave = () => {
    const selection = editor.current?.selection();
    if (selection) kept.current = selection;
    live.value = null;
  };
  const goLive = () => {
    const element = field.current;
    if (!element || live.peek() || document.activeElement !== element) return;
    if (!liveEditorModule.peek()) return loadMonaco();
    live.value = { start: element.selectionStart, end: element.selectionEnd };
  };
  useGoLive(field, goLive);

  useLayoutEffect(
    () =>
      editors.register(id, {
        focus(place) {
          if (editor.current) return editor.current.focus(place);
          const element = field.current;
          if (!element) return;
          const { start, end } = selectionAt(element.value, place, kept.current);
          if (typeof place === "object") pendingPlace.current = place;
          element.focus({ preventScroll: true });
          element.setSelectionRange(start, end);
          revealLine(element, start);
        },
      }),
    [id, editors],
  );

  if (live.value) {
    return (
      <LiveCode
        {...props}
        selection={live.value}
        handle={editor}
        place={pendingPlace}
        leave={leave}
      />
    );
  }
  return (
    <PlainEditor
      field={field}
      label={props.label}
      language={props.language}
      source={props.source}
      tabIndex={props.tabIndex ?? 0}
      readOnly={props.readOnly ?? false}
      onInput={props.onInput}
      onFocus={() => props.onFocus?.()}
    />
  );
}

interface LiveCodeProps extends CodeEditorProps {
  readonly selection: TextSelection;
  readonly handle: { current: LiveEditor | null };
  readonly place: { current: EditorPlace | null };
  readonly leave: () => void;
}

function LiveCode(props: LiveCodeProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const { id, editors, handle, source } = props;

  useLayoutEffect(() => {
    const element = host.current;
    const module = liveEditorModule.peek();
    if (!element || !module) return;
    const enter = () => {
      editors.enter(id, latest.current.leave);
      latest.current.onFocus?.();
    };
    const editor = module.createLiveEditor({
      host: element,
      key: props.textKey,
      language: props.language,
      text: source.peek(),
      label: props.label,
      readOnly: props.readOnly ?? false,
      selection: props.selection,
      onInput: (text) => latest.current.onInput(text),
      onFocus: enter,
    });
    handle.current = editor;
    editor.focus(props.place.current ?? "kept");
    props.place.current = null;
    const stop = source.subscribe((text) => editor.setText(text));
    return () => {
      stop();
      handle.current = null;
      editors.forget(id);
      editor.dispose();
    };
  }, [props.language]);
  useEffect(() => handle.current?.setLabel(props.label), [props.label]);
  useEffect(() => handle.current?.setTabIndex(props.tabIndex ?? 0), [props.tabIndex]);

  return <div ref={host} class="live-editor" style={{ height: heightOf(source.peek()) }} />;
}

/** The height the editor will have: the page must not jump in the moment between. */
function heightOf(text: string): string {
  return `calc(${text.split("\n").length} * var(--code-line) + 24px)`;
}

function revealLine(field: HTMLTextAreaElement, offset: number): void {
  const line = field.value.slice(0, offset).split("\n").length - 1;
  const height = Number.parseFloat(getComputedStyle(field).lineHeight);
  revealInScroller(field, line * height, height);
}

/**
 * Asks to go live when the field has the focus and the selection in it has settled: a press of the
 * mouse sets the caret only after the focus came, and an input method must not be cut short.
 */
function useGoLive(field: { readonly current: HTMLTextAreaElement | null }, goLive: () => void) {
  const latest = useRef(goLive);
  latest.current = goLive;
  const module = liveEditorModule.value;
  const element = field.current;
  useEffect(() => {
    const target = field.current;
    if (!target) return;
    let pressed = false;
    let composing = false;
    const end = new AbortController();
    const { signal } = end;
    const attempt = () => {
      if (!pressed && !composing && !signal.aborted) latest.current();
    };
    const onCompose = (event: Event) => {
      composing = event.type === "compositionstart";
      attempt();
    };
    target.addEventListener("focus", () => requestAnimationFrame(attempt), { signal });
    target.addEventListener("compositionstart", onCompose, { signal });
    target.addEventListener("compositionend", onCompose, { signal });
    target.addEventListener("pointerdown", () => (pressed = true), { signal });
    const onUp = () => {
      if (!pressed) return;
      pressed = false;
      requestAnimationFrame(attempt);
    };
    addEventListener("pointerup", onUp, { signal });
    addEventListener("pointercancel", onUp, { signal });
    attempt();
    return () => end.abort();
  }, [module, element]);
}
