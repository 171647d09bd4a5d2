// Colour, where a terminal shows it.
import process from 'node:process';
import { styleText } from 'node:util';

type Style = 'green' | 'red' | 'yellow' | 'dim' | 'bold';

// https://no-color.org: any value that isn't empty.
const colours = process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';

/** The text in this style when standard output is a terminal that shows colours, else the plain text. */
export function paint(style: Style, text: string): string {
  return colours ? styleText(style, text) : text;
}
