/** Gives the learner a file. */
export function download(name: string, contents: Blob): void {
  const url = URL.createObjectURL(contents);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the blob only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Asks for any number of files; none where the dialog was left. */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  const field = document.createElement("input");
  field.type = "file";
  field.multiple = true;
  field.accept = accept;
  return chosen(field);
}

function chosen(field: HTMLInputElement): Promise<readonly File[]> {
  return new Promise((resolve) => {
    field.addEventListener("change", () => resolve([...(field.files ?? [])]));
    field.addEventListener("cancel", () => resolve([]));
    field.click();
  });
}

/** Asks for a folder, and gives all files in it; none where the dialog was left. */
export function chooseFolder(): Promise<readonly File[]> {
  const field = document.createElement("input");
  field.type = "file";
  field.webkitdirectory = true;
  return chosen(field);
}

/** Asks for a file; resolves with null if the learner chose none. */
export async function chooseFile(accept: string): Promise<File | null> {
  const field = document.createElement("input");
  field.type = "file";
  field.accept = accept;
  return (await chosen(field))[0] ?? null;
}
