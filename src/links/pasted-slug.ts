/**
 * The slug where a short URL of ours was pasted, whole (`https://go.shop.example/jul`) or from its slash on (`/jul+`);
 * anything else as it is. `ownHosts` as `LinkView` has them, with their ports.
 */
export function pastedSlug(text: string, ownHosts: readonly string[]): string {
  const found = /^(?:https?:\/\/)?([^/\s]*)\/([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?:\+|\/)?(?:[?#]\S*)?$/i.exec(text)
  const [, host = '', slug = ''] = found ?? []
  // A path of the shop's (`/te/`) is no short URL.
  const isOurs = host === '' ? !text.endsWith('/') : ownHosts.includes(host.toLowerCase())
  return found && isOurs ? slug : text
}
