import PDFDocument from 'pdfkit';
import type { Instant } from '../../domain/ids.ts';
import { type SetLine, setLine, setLines } from './setLines.ts';
import { printable } from './setRuns.ts';
import { type Face, newTypeface, type TextFace } from './typefaces.ts';

export const PAPERS = ['A4', 'Letter'] as const;
export type Paper = (typeof PAPERS)[number];

/** A file inside the file, with its relation to it (ISO 19005-3, AFRelationship). */
export type Attachment = {
  readonly name: string;
  readonly mime: string;
  readonly description: string;
  readonly bytes: Uint8Array;
  /** `Source`: what the pages show. `Supplement`: what helps to check it. */
  readonly relationship: 'Source' | 'Data' | 'Supplement';
};

export type DocumentFacts = {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** Also makes the file's identifier: the same keywords, title and time give the same bytes. */
  readonly keywords: string;
  readonly language: string;
  /** Written into the file as its date; never the time of writing. */
  readonly at: Instant;
  readonly paper: Paper;
  readonly margins: {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  };
};

export type TextStyle = {
  readonly face?: TextFace;
  /** Points. */
  readonly size?: number;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Points from line to line. */
  readonly leading?: number;
  /** Points between letters, for headings in capitals. */
  readonly tracking?: number;
};

export const INK = '#1c1f26';
export const SOFT = '#5a6170';
export const NAVY = '#17324d';
export const HAIRLINE = '#c9ced6';

/** A node of the document's structure: what screen readers follow (PDF/A-3a, tagged PDF). */
export type Structure = { readonly type: string; readonly element: PDFKit.PDFStructureElement };
export type Drawing = PDFKit.PDFDocument;

/** A page as a typesetter sees it: texts go below one another, everything is tagged, nothing breaks out of the margins. */
export type TypesetDocument = {
  readonly left: number;
  readonly width: number;
  readonly bottom: number;
  readonly y: number;
  readonly root: Structure;
  /** Points. */
  space(points: number): void;
  moveTo(y: number): void;
  /** Begins a new page unless so many points are left on this one. Tells whether it did. */
  room(points: number): boolean;
  newPage(): void;
  section(type: string, parent?: Structure): Structure;
  /** Text across the whole width, broken into lines and pages, as one node of the structure. */
  text(type: string, text: string, style?: TextStyle, parent?: Structure): void;
  /** Lines at a place of their own; the cursor stays. Gives the height. */
  textAt(
    owner: Structure,
    text: string,
    place: { x: number; y: number; width: number },
    style?: TextStyle,
  ): number;
  heightOf(text: string, width: number, style?: TextStyle): number;
  /** A rule, decoration only. */
  rule(options?: { color?: string; weight?: number; x?: number; width?: number; y?: number }): void;
  /** Decoration that means nothing to a reader. */
  artifact(draw: (doc: Drawing) => void): void;
  /** A drawing with the words that stand for it; its own texts are drawn with `label`. */
  figure(alt: string, draw: (doc: Drawing, label: Label) => void, parent?: Structure): void;
  attach(attachment: Attachment): void;
  /** Whether something had to be left out because no face has it. */
  readonly leftOut: boolean;
  /** Writes head and foot of each page and gives the bytes. */
  finish(
    decorate: (page: { number: number; of: number; label: Label; draw: Drawing }) => void,
  ): Promise<Uint8Array>;
};
export type Label = (text: string, place: { x: number; y: number; width: number }, style?: TextStyle) => void;

/** XMP is not escaped by the library, and a reader compares both: marks that XML takes for its own are left out. */
function metadata(text: string): string {
  return text.replaceAll('&', 'and').replace(/[<>]/g, '').replace(/\p{C}/gu, '');
}

/**
 * A PDF/A-3a document: tagged, with its language, title and colour space, all faces embedded and reduced to the
 * glyphs used. No clock and no chance: the same input gives the same bytes.
 */
export function openDocument(facts: DocumentFacts): TypesetDocument {
  const { margins } = facts;
  const at = new Date(facts.at);
  const doc = new PDFDocument({
    subset: 'PDF/A-3a',
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: facts.language,
    size: facts.paper === 'A4' ? 'A4' : 'LETTER',
    margins,
    bufferPages: true,
    // The library opens Helvetica, which is not embedded, unless it is given another face.
    font: newTypeface('regular') as unknown as string,
    info: {
      Title: metadata(facts.title),
      Author: metadata(facts.author),
      Subject: metadata(facts.subject),
      Keywords: metadata(facts.keywords),
      Creator: 'Code of Ethics certification bot',
      Producer: 'PDFKit',
      CreationDate: at,
      ModDate: at,
    },
  });
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => void chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => doc.once('end', resolve).once('error', reject));
  const node = (type: string, options = {}): Structure => ({
    type,
    element: doc.struct(type, options),
  });
  const root = node('Document');
  doc.addStructure(root.element);
  const registered = new Set<Face>();
  const left = margins.left;
  const width = doc.page.width - margins.left - margins.right;
  const bottom = doc.page.height - margins.bottom;
  let y = margins.top;
  let leftOut = false;

  const use = (face: Face): void => {
    if (!registered.has(face)) {
      doc.registerFont(face, newTypeface(face) as unknown as string);
      registered.add(face);
    }
    doc.font(face);
  };
  const shown = (text: string): string => {
    const clean = printable(text);
    leftOut ||= clean.includes('[…]') && !text.includes('[…]');
    return clean;
  };
  const leadingOf = ({ size = 10.5, leading = size * 1.38 }: TextStyle): number => leading;
  const drawLine = (line: SetLine, x: number, top: number, boxWidth: number, style: TextStyle): void => {
    const { size = 10.5, color = INK, align = 'left', tracking = 0 } = style;
    const letters = line.runs.reduce((sum, run) => sum + [...run.text].length, 0);
    const lineWidth = line.width + tracking * Math.max(0, letters - 1);
    const gap = boxWidth - lineWidth;
    let from = x + (align === 'right' ? gap : align === 'center' ? gap / 2 : 0);
    const baseline = top + leadingOf(style) * 0.5 + size * 0.34;
    for (const run of line.runs) {
      use(run.face);
      doc.fontSize(size).fillColor(color);
      doc.text(run.text, from, baseline, {
        lineBreak: false,
        baseline: 'alphabetic',
        ...(tracking && { characterSpacing: tracking }),
        ...(run.whole && { features: [] }),
      });
      from += run.width + tracking * [...run.text].length;
    }
  };
  const marked = (owner: Structure, draw: () => void): void => {
    owner.element.add(doc.markStructureContent(owner.type));
    draw();
    doc.endMarkedContent();
  };
  const linesOf = (text: string, boxWidth: number, style: TextStyle): readonly SetLine[] => {
    const { face = 'regular', size = 10.5, tracking = 0 } = style;
    const clean = shown(text);
    return tracking ? [setLine(clean, face, size)] : setLines(clean, { face, size, width: boxWidth });
  };
  const label: Label = (text, place, style = {}) => {
    let top = place.y;
    for (const line of linesOf(text, place.width, style)) {
      drawLine(line, place.x, top, place.width, style);
      top += leadingOf(style);
    }
  };
  const artifact = (draw: (doc: Drawing) => void): void => {
    doc.markContent('Artifact', { type: 'Layout' });
    doc.save();
    draw(doc);
    doc.restore();
    doc.endMarkedContent();
  };
  const newPage = (): void => {
    doc.addPage();
    y = margins.top;
  };

  return {
    left,
    width,
    bottom,
    root,
    get y() {
      return y;
    },
    get leftOut() {
      return leftOut;
    },
    space(points) {
      y += points;
    },
    moveTo(to) {
      y = to;
    },
    room(points) {
      if (y + points <= bottom) return false;
      newPage();
      return true;
    },
    newPage,
    section(type, parent = root) {
      const element = node(type);
      parent.element.add(element.element);
      return element;
    },
    text(type, text, style = {}, parent = root) {
      const element = node(type);
      parent.element.add(element.element);
      for (const line of linesOf(text, width, style)) {
        if (y + leadingOf(style) > bottom) newPage();
        const top = y;
        marked(element, () => drawLine(line, left, top, width, style));
        y += leadingOf(style);
      }
    },
    textAt(owner, text, place, style = {}) {
      const lines = linesOf(text, place.width, style);
      if (lines.length > 0)
        marked(owner, () => {
          for (const [n, line] of lines.entries())
            drawLine(line, place.x, place.y + n * leadingOf(style), place.width, style);
        });
      return lines.length * leadingOf(style);
    },
    heightOf: (text, boxWidth, style = {}) => linesOf(text, boxWidth, style).length * leadingOf(style),
    rule(options = {}) {
      const { color = HAIRLINE, weight = 0.6, x = left, width: long = width, y: where = y } = options;
      artifact((d) =>
        d
          .moveTo(x, where)
          .lineTo(x + long, where)
          .lineWidth(weight)
          .stroke(color),
      );
    },
    artifact,
    figure(alt, draw, parent = root) {
      const element = node('Figure', { alt });
      parent.element.add(element.element);
      marked(element, () => {
        doc.save();
        draw(doc, label);
        doc.restore();
      });
    },
    attach({ name, mime, description, bytes, relationship }) {
      doc.file(Buffer.from(bytes), {
        name,
        type: mime,
        description,
        relationship,
        creationDate: at,
        modifiedDate: at,
      } as PDFKit.Mixins.PDFAttachmentOptions);
    },
    async finish(decorate) {
      const { start, count } = doc.bufferedPageRange();
      for (let n = 0; n < count; n += 1) {
        doc.switchToPage(start + n);
        doc.markContent('Artifact', { type: 'Pagination' });
        decorate({ number: n + 1, of: count, label, draw: doc });
        doc.endMarkedContent();
      }
      root.element.end();
      doc.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
}
