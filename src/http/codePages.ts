import type { Request, Response, Server } from 'restify';
import type { Texts } from '../content/en/index.ts';
import { type CodeLibrary, isPublic, newestFirst, pathOf, versionOf } from '../domain/codeLibrary.ts';
import { contentSecurityPolicy } from './pages/assets.ts';
import { changesPage } from './pages/changesPage.ts';
import { codePage, type PageContext, withTheme } from './pages/codePage.ts';
import { html } from './pages/html.ts';
import { layout, themeOf } from './pages/layout.ts';

type Deps = { readonly library: CodeLibrary; readonly texts: Pick<Texts, 'language' | 'reading'> };

/** A page is made once and kept; there are only so many versions, themes and languages. Seconds. */
const FRESH_FOR = 300;

/**
 * The Code's pages. The Code is a public document (Item 406(c) of Regulation S-K), so nobody signs in, and nothing on
 * a page is about anybody. A further document without a word on how it is made public has none.
 */
export function codePages({ library, texts }: Deps): (server: Server) => void {
  const made = new Map<string, string>();
  const keep = (key: string, make: () => string): string => {
    const page = made.get(key) ?? make();
    made.set(key, page);
    return page;
  };
  const contextOf = (req: Request): PageContext => {
    const asked = new URLSearchParams(req.getQuery());
    const language = library.translations.find((one) => one.language === asked.get('lang'))?.language;
    return { library, texts, theme: themeOf(asked.get('theme')), language };
  };
  const found = (req: Request, label: string = String(req.params.version)) => {
    const version = versionOf(library, String(req.params.document), label);
    return version && isPublic(version) ? version : undefined;
  };

  const toCurrent = async (req: Request, res: Response) =>
    moved(res, withTheme(pathOf(library.current), contextOf(req).theme));
  const toNewest = async (req: Request, res: Response) => {
    const { current, versions } = library;
    const document = String(req.params.document);
    const [newest] = versions.filter((one) => one.document === document && isPublic(one)).sort(newestFirst);
    const to = current.document === document ? current : newest;
    if (to) moved(res, withTheme(pathOf(to), contextOf(req).theme));
    else notHere(res, contextOf(req));
  };
  const version = async (req: Request, res: Response) => {
    const context = contextOf(req);
    const code = found(req);
    if (!code) return notHere(res, context);
    const key = [code.document, code.label, context.theme, context.language].join(' ');
    send(
      res,
      keep(key, () => codePage(context, code)),
    );
  };
  const changes = async (req: Request, res: Response) => {
    const context = contextOf(req);
    const newer = found(req);
    const older = found(req, String(req.params.older));
    if (!newer || !older) return notHere(res, context);
    const key = ['changes', newer.document, newer.label, older.label, context.theme].join(' ');
    send(
      res,
      keep(key, () => changesPage(context, { older, newer })),
    );
  };

  return (server) => {
    const routes = [
      ['/code', toCurrent],
      ['/code/:document', toNewest],
      ['/code/:document/:version', version],
      ['/code/:document/:version/changes-from/:older', changes],
    ] as const;
    for (const [path, handler] of routes) {
      server.get(path, handler);
      server.head(path, handler);
    }
  };
}

function send(res: Response, page: string, status = 200): void {
  res.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
    'Content-Security-Policy': contentSecurityPolicy(),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': status === 200 ? `public, max-age=${FRESH_FOR}` : 'no-store',
  });
  res.end(res.req.method === 'HEAD' ? undefined : page);
}

function moved(res: Response, to: string): void {
  res.writeHead(302, { Location: to, 'Cache-Control': 'no-store' });
  res.end();
}

function notHere(res: Response, { texts, theme }: PageContext): void {
  const t = texts.reading.page;
  const page = layout(
    { language: texts.language, title: t.notHereTitle, theme, skip: t.skip },
    html`<main id="text" tabindex="-1"><h1>${t.notHereTitle}</h1><p>${t.notHere}</p><p><a href="${withTheme('/code', theme)}">${t.toCode}</a></p></main>`,
  );
  send(res, page, 404);
}
