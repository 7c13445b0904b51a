import type { EditorPlace, TextSelection } from "./place.ts";

/** What a live editor is made of. */
export interface LiveEditorOptions {
  readonly host: HTMLElement;
  /** Names the text: the undo history is kept under it while the notebook is open. */
  readonly key: string;
  readonly language: string;
  readonly text: string;
  /** Accessible name. */
  readonly label: string;
  readonly readOnly: boolean;
  readonly selection: TextSelection;
  readonly onInput: (text: string) => void;
  readonly onFocus: () => void;
}

/** A cell's editor while it is a full one. */
export interface LiveEditor {
  focus(place: EditorPlace): void;
  /** Takes a text from elsewhere, as one step that can be undone. */
  setText(text: string): void;
  setLabel(label: string): void;
  /** -1 while the Tab key should pass by. */
  setTabIndex(tabIndex: number): void;
  hasFocus(): boolean;
  selection(): TextSelection;
  dispose(): void;
}

/** What the lazily loaded editor module offers. */
export interface LiveEditorModule {
  createLiveEditor(options: LiveEditorOptions): LiveEditor;
  /** Forgets texts and their undo histories whose key starts so. */
  forgetTexts(prefix: string): void;
}
