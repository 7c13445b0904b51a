import { describe, expect, it } from "vitest";
import { CommandKeys, editKey, type Key } from "../../src/ui/notebook/notebook-keys.ts";

/** "Ctrl+Enter" as an event. */
function key(name: string): Key {
  const parts = name.split("+");
  return {
    key: parts.at(-1) ?? "",
    shiftKey: parts.includes("Shift"),
    ctrlKey: parts.includes("Ctrl"),
    metaKey: parts.includes("Meta"),
    altKey: parts.includes("Alt"),
  };
}

describe("editKey(key)", () => {
  it.each([
    ["Shift+Enter", "run-and-next"],
    ["Ctrl+Enter", "run"],
    ["Meta+Enter", "run"],
    ["Alt+Enter", "run-and-insert"],
    ["Ctrl+s", "save"],
    ["Enter", null],
    ["a", null],
    ["Ctrl+Shift+Enter", null],
  ])("reads %s as %s", (name, command) => {
    expect(editKey(key(name))).toBe(command);
  });
});

describe("CommandKeys.read(key, at)", () => {
  const read = (...names: readonly string[]) => {
    const keys = new CommandKeys();
    return names.map((name, index) => keys.read(key(name), index * 100));
  };

  it.each([
    ["Enter", "edit"],
    ["j", "next"],
    ["ArrowUp", "previous"],
    ["a", "insert-above"],
    ["B", "insert-below"],
    ["z", "undo-delete"],
    ["y", "to-python"],
    ["m", "to-text"],
    ["Alt+ArrowDown", "move-down"],
    ["Shift+Enter", "run-and-next"],
  ])("reads %s as %s", (name, command) => {
    expect(read(name)).toEqual([command]);
  });

  it("wants D, I and 0 twice", () => {
    expect(read("d", "d")).toEqual([null, "delete"]);
    expect(read("i", "i")).toEqual([null, "interrupt"]);
    expect(read("0", "0")).toEqual([null, "restart"]);
  });

  it("forgets the first half when another key comes between", () => {
    expect(read("d", "j", "d")).toEqual([null, "next", null]);
  });

  it("forgets the first half after a while", () => {
    const keys = new CommandKeys();
    keys.read(key("d"), 0);
    expect(keys.read(key("d"), 900)).toBeNull();
  });

  it("leaves the browser's own keys alone", () => {
    expect(read("Ctrl+a", "Meta+j", "Ctrl+b")).toEqual([null, null, null]);
  });
});
