/**
 * A host name as people write or paste it, in the form that browsers send: in lower case, letters beyond a–z as `xn--`.
 * `https://` before it and `/` after it are left out; `*.` before and a port after it stay. What is no host name stays as
 * it is: the caller refuses it.
 */
export function toAsciiHost(text: string): string {
  const found = /^(?:https?:\/\/)?(\*\.)?([\p{L}\p{M}\p{N}.-]+)(:\d{1,5})?\/?$/iu.exec(text.trim())
  if (!found) return text
  const [, star = '', name = '', port = ''] = found
  const isAscii = /^[a-z0-9.-]+$/i.test(name)
  if (!isAscii && !URL.canParse(`http://${name}`)) return text
  return star + (isAscii ? name.toLowerCase() : new URL(`http://${name}`).hostname) + port
}
