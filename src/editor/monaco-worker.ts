// The editor's own worker, as a module of ours so that it comes from this origin.
import "monaco-editor/editor/editor.worker";
