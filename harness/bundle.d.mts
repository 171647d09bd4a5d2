/** The folder with `stage.mjs` and `suite.mjs`. */
export function bundle(): Promise<string>;
