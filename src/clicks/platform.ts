import { type Network, networkOfReferrer } from './referrer.ts'
import type { App } from './user-agent.ts'

/** Where a click came from: a network a referrer names, or an app that opens pages within itself. */
export type Platform = Network | Exclude<App, 'none' | 'webview'>

/**
 * The platform of a click; '' when nothing tells. The referrer is believed where there is one, of whatever site; behind an
 * empty one it is the app whose browser opened the link, since apps seldom send a referrer.
 */
export function platformOf(app: App, referrerHost: string): Platform | '' {
  if (referrerHost !== '') return networkOfReferrer(referrerHost)
  return app === 'none' || app === 'webview' ? '' : app
}
