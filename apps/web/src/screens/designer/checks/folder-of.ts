/** The folder that these files are of, by its stage.json; texts that are on the screen count, not the server's. */
export const folderOf = (files: { readonly [path: string]: string }): string =>
  /"id"\s*:\s*"([^"]+)"/.exec(files['stage.json'] ?? '')?.[1] ?? '';
