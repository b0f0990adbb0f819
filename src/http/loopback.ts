/**
 * Whether a host name, or an address with or without brackets, is this computer: its names, 127.0.0.0/8, ::1, the
 * unspecified addresses, which lead here too, and all of these as IPv4 in IPv6's clothes.
 */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1')
  return (
    /^(?:.+\.)?localhost$/.test(name) ||
    /^(?:::ffff:)?(?:127(?:\.\d{1,3}){3}|0\.0\.0\.0)$/.test(name) ||
    /^(?:::1?|::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}|::ffff:0:0)$/.test(name)
  )
}
