/** A notebook, as Markdown, with so many code cells and as many of prose between them. */
export function notebookOf(cells: number): string {
  return Array.from({ length: cells }, (_, index) => part(index + 1)).join("\n");
}

function part(number: number): string {
  return [
    `## Part ${number}`,
    "",
    "```python",
    `def part_${number}(value: int) -> str:`,
    `    return f"part ${number} of {value}"`,
    "",
    "",
    `part_${number}(1)`,
    "```",
    "",
  ].join("\n");
}
