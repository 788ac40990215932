import { setRuns } from './setRuns.ts';
import { type Face, type TextFace, typeface } from './typefaces.ts';

/** Points, the unit of everything here: 72 to the inch. */
export type SetRun = {
  readonly text: string;
  readonly face: Face;
  readonly whole: boolean;
  readonly width: number;
};
export type SetLine = { readonly runs: readonly SetRun[]; readonly width: number };
export type Setting = { readonly face: TextFace; readonly size: number; readonly width: number };

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Breaks a printable text into lines no wider than `width`; what has no space to break at is broken anywhere. */
export function setLines(text: string, { face, size, width }: Setting): readonly SetLine[] {
  const lines: SetLine[] = [];
  let line = '';
  const push = (): void => {
    if (line !== '') lines.push(setLine(line, face, size));
    line = '';
  };
  for (const word of text.trim().split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (setLine(longer, face, size).width <= width) {
      line = longer;
      continue;
    }
    push();
    for (const { segment } of setLine(word, face, size).width <= width
      ? [{ segment: word }]
      : graphemes.segment(word)) {
      if (line !== '' && setLine(line + segment, face, size).width > width) push();
      line += segment;
    }
  }
  push();
  return lines;
}

/** One line, however wide. */
export function setLine(text: string, face: TextFace, size: number): SetLine {
  const runs = setRuns(text, face).map((run): SetRun => {
    // Scripts whose letters join or that run to the left are shaped as one piece, spaces included.
    const whole = run.rightToLeft || run.face === 'devanagari';
    return { text: run.text, face: run.face, whole, width: widthOf(run.text, run.face, size) };
  });
  return { runs, width: runs.reduce((sum, run) => sum + run.width, 0) };
}

const widths = new Map<string, number>();

/** Words come again and again in lists: what each measures is kept. */
function widthOf(text: string, face: Face, size: number): number {
  if (text.includes(' ') && face !== 'arabic' && face !== 'devanagari')
    return text.split(/(?<= )/).reduce((sum, word) => sum + widthOfWord(word, face, size), 0);
  return widthOfWord(text, face, size);
}

function widthOfWord(word: string, face: Face, size: number): number {
  const key = `${face} ${word}`;
  let units = widths.get(key);
  if (units === undefined) {
    const font = typeface(face);
    units = font.layout(word).advanceWidth / font.unitsPerEm;
    if (widths.size > 20_000) widths.clear();
    widths.set(key, units);
  }
  return units * size;
}
