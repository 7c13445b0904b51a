/** Gives the reader a file to keep, as a download of the browser's. */
export function saveFile(name: string, bytes: Uint8Array, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file by the time a minute is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
