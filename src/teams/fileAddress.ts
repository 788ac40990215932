/**
 * Whether an address lies in SharePoint or OneDrive below one of these domains: https on its own port, no credentials.
 * Nothing else that somebody names is fetched from or sent to. In local mode also this machine, over http.
 */
export function isFileAddress(
  url: string,
  { below, thisMachine }: { readonly below: readonly string[]; readonly thisMachine: boolean },
): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password, port } = new URL(url);
  if (thisMachine && protocol === 'http:' && hostname === '127.0.0.1') return true;
  if (protocol !== 'https:' || username !== '' || password !== '' || port !== '') return false;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname)) return false;
  return below.some((domain) => hostname.endsWith(`.${domain}`));
}
