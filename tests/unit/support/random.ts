/** A source of numbers that is the same in each run: a failing case can be run again. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 up to, but without, `end` (mulberry32). */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  /** Up to `most` results of `make`. */
  list<Item>(most: number, make: () => Item): Item[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

/** Lines from which lessons go wrong in every way, and right in most. */
const LINES = [
  "",
  "",
  "",
  "  ",
  "---",
  "title: A title",
  "packages: [flask]",
  "minutes: 5",
  "# A title",
  "## Routes",
  "Routes\n===",
  "Some *text* with `code`.",
  "```python",
  "```python",
  "```",
  "```",
  "````",
  "~~~python",
  "~~~",
  "``` python",
  " ```python",
  '```python setup="true"',
  '```python setup="true" raises="KeyError"',
  '```python raises="KeyError" setup="true"',
  '```python exercise="one"',
  "```python exercise='one'",
  '```python exercise="routes-1"',
  '```python check="one" extra',
  '```python solution="one" unknown="\\" `"',
  '```html file="templates/a.html"',
  '```sql file="../a.sql"',
  '```css file="a.css"',
  "```python .noeval",
  "```http",
  "x = 1",
  "    indented",
  "%%html",
  "> [!TIP]",
  "> a hint",
  "> ```python",
  "- item",
  "  ```python",
  "[ref]: https://example.org",
  "[ref] ![p](x.png)",
  "<b>",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "\u0000",
  "über 🐍",
] as const;

/** A text that looks much like a lesson. */
export function randomLessonText(random: Random): string {
  return random.list(24, () => random.pick(LINES)).join("\n");
}
