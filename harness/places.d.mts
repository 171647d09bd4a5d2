/** The text of a file, with the place where it was written instead of the questions for it. */
export function withPlaces(path: string): string;
