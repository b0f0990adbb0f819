import { parse } from 'bowser'
import { rememberByText } from './remember.ts'

// The INDEX of a name is what a click row stores: append only, never reorder, never remove.
/** At most 8, three bits of a click row. */
export const devices = ['unknown', 'mobile', 'tablet', 'desktop', 'tv', 'bot'] as const
/** At most 32. `webview` is an app that opens pages within itself and doesn't say which app it is. */
export const apps = [
  'none',
  'facebook',
  'instagram',
  'threads',
  'tiktok',
  'snapchat',
  'linkedin',
  'pinterest',
  'x',
  'reddit',
  'line',
  'whatsapp',
  'wechat',
  'kakaotalk',
  'google',
  'messenger',
  'telegram',
  'bing',
  'naver',
  'vk',
  'webview',
] as const
/** At most 32. */
export const browsers = [
  'unknown',
  'other',
  'safari',
  'chrome',
  'edge',
  'firefox',
  'samsung-internet',
  'opera',
  'vivaldi',
  'yandex',
  'uc-browser',
  'miui',
  'duckduckgo',
  'amazon-silk',
  'internet-explorer',
  'android-browser',
  'chromium',
  'electron',
] as const
/** At most 16. */
export const systems = [
  'unknown',
  'other',
  'ios',
  'android',
  'windows',
  'macos',
  'linux',
  'chrome-os',
  'harmony-os',
  'tizen',
  'web-os',
] as const

export type Device = (typeof devices)[number]
export type App = (typeof apps)[number]
export type Browser = (typeof browsers)[number]
export type Os = (typeof systems)[number]
export type Agent = Readonly<{ device: Device; app: App; browser: Browser; os: Os }>

/** Characters of a user agent that are read at all: what follows can only cost time. */
export const maxUserAgentLength = 512

/**
 * What a user agent says about the visitor's device, app, browser and system, in closed lists only. Reads the first
 * 512 characters; never throws; what it doesn't know is `unknown` (nothing said) or `other` (not in the list).
 */
export function readUserAgent(userAgent: string): Agent {
  return readOnce(userAgent)
}

/** Wraps a reader so that each distinct user agent is read once; longer ones than 512 characters are cut. */
export function rememberByAgent<T>(read: (userAgent: string) => T, limit = 5_000): (userAgent: string) => T {
  return rememberByText((text) => read(text.slice(0, maxUserAgentLength)), { longest: maxUserAgentLength, limit })
}

const readOnce = rememberByAgent(readAgent)

function readAgent(userAgent: string): Agent {
  const found = parse(userAgent.replace(yahooButNotSlurp, '') || ' ')
  return {
    device: deviceOf(found.platform.type, userAgent),
    app: appOf(userAgent),
    browser: namedBy(browserNames, found.browser.name),
    os: namedBy(systemNames, found.os.name),
  }
}

// bowser calls whatever says Yahoo a bot, people in Yahoo! JAPAN's app (jp.co.yahoo.ipn.appli) included.
const yahooButNotSlurp = /yahoo(?!!?[ /]?slurp)/gi

function namedBy<Name extends string>(
  names: ReadonlyMap<string, Name>,
  name: string | undefined,
): Name | 'other' | 'unknown' {
  return name ? (names.get(name) ?? 'other') : 'unknown'
}

function deviceOf(kind: string | undefined, userAgent: string): Device {
  const device = devices.find((known) => known === kind)
  if (device) return device
  // Chromebooks and the BSDs, which bowser leaves open.
  return userAgent.includes('(X11;') ? 'desktop' : 'unknown'
}

function appOf(userAgent: string): App {
  for (const [app, token] of appTokens) {
    if (token.test(userAgent)) return app
  }
  return isNamelessWebView(userAgent) ? 'webview' : 'none'
}

// Case matters: it tells an app from its fetcher (`KAKAOTALK` from `kakaotalk-scrap`, `Snapchat/` from `snapchat; https:`).
// Threads, Instagram and Messenger stand before Facebook, whose tokens every Meta app may carry. @source inapp-spy 5
const appTokens: readonly (readonly [App, RegExp])[] = [
  ['threads', /\bBarcelona \d/],
  ['instagram', /\bInstagram[ /]\d/],
  ['messenger', /FBAN\/Messenger|FB_IAB\/(?:Orca|Messenger)|\bMessengerLite/],
  ['facebook', /\bFBAN\/|\bFBAV\/|\bFB_IAB\/|MetaIAB Facebook/],
  ['tiktok', /\bmusical_ly|\btrill_|AppName\/(?:musical_ly|trill|ultralite)|Byte[dD]ance[wW]ebview/],
  ['snapchat', /Snapchat[/\d]/],
  ['linkedin', /\bLinkedInApp\b/],
  ['pinterest', /\[Pinterest\//],
  ['x', /\bTwitter for i|\bTwitterAndroid\b/],
  ['reddit', /\bReddit\/(?:Version )?\d/],
  ['line', /\bLine\/\d/],
  ['whatsapp', /\bWAiOS\b|\bWA4A\b|\bWhatsApp\/\d/],
  ['wechat', /\bMicroMessenger\//],
  ['kakaotalk', /\bKAKAO(?:TALK|STORY)\b/],
  ['telegram', /\bTelegram-(?:Android|iOS)\//],
  ['google', /\bGSA\/\d/],
  ['bing', /\bBingSapphire\//],
  ['naver', /\bNAVER\(inapp/],
  ['vk', /\bVK(?:AndroidApp|iOSApp)\b/],
]

// Android writes `wv`; on an iPhone only real browsers and Safari's own view end in `Safari/`.
function isNamelessWebView(userAgent: string): boolean {
  if (userAgent.includes('; wv)')) return true
  return /^Mozilla\/5\.0 \(iP(?:hone|ad|od)/.test(userAgent) && !userAgent.includes('Safari/')
}

// The names bowser gives. The Google app on an iPhone is Safari's engine, and `app` says google; so is Bing's, which
// bowser takes for Google's.
const browserNames: ReadonlyMap<string, Browser> = new Map<string, Browser>([
  ['Safari', 'safari'],
  ['Google Search', 'safari'],
  ['Chrome', 'chrome'],
  ['Microsoft Edge', 'edge'],
  ['Firefox', 'firefox'],
  ['Samsung Internet for Android', 'samsung-internet'],
  ['Opera', 'opera'],
  ['Opera Touch', 'opera'],
  ['Vivaldi', 'vivaldi'],
  ['Yandex Browser', 'yandex'],
  ['UC Browser', 'uc-browser'],
  ['Miui', 'miui'],
  ['DuckDuckGo', 'duckduckgo'],
  ['Amazon Silk', 'amazon-silk'],
  ['Internet Explorer', 'internet-explorer'],
  ['Android Browser', 'android-browser'],
  ['Chromium', 'chromium'],
  ['Electron', 'electron'],
])

const systemNames: ReadonlyMap<string, Os> = new Map<string, Os>([
  ['iOS', 'ios'],
  ['Android', 'android'],
  ['Windows', 'windows'],
  ['macOS', 'macos'],
  ['Linux', 'linux'],
  ['Chrome OS', 'chrome-os'],
  ['HarmonyOS', 'harmony-os'],
  ['Tizen', 'tizen'],
  ['WebOS', 'web-os'],
])
