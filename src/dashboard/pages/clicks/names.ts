import type { Click } from '../../queries/clicks.ts'

// Names of makers are the same in every language; kinds of devices aren't and stand among the texts.

/** The app a link was opened in, else the browser; '' when neither is known. */
export function programName({ app, browser }: Pick<Click, 'app' | 'browser'>): string {
  if (app !== 'none' && app !== 'webview') return platforms[app]
  return browsers[browser]
}

export function systemName(os: Click['os']): string {
  return systems[os]
}

export function platformName(platform: NonNullable<Click['platform']>): string {
  return platforms[platform]
}

/** Of an app or a browser; undefined for what isn't one maker's. */
export function makerName(name: string): string | undefined {
  return makers.get(name) || undefined
}

const platforms = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  threads: 'Threads',
  messenger: 'Messenger',
  tiktok: 'TikTok',
  x: 'X',
  linkedin: 'LinkedIn',
  pinterest: 'Pinterest',
  youtube: 'YouTube',
  reddit: 'Reddit',
  bluesky: 'Bluesky',
  snapchat: 'Snapchat',
  line: 'LINE',
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  discord: 'Discord',
  slack: 'Slack',
  mastodon: 'Mastodon',
  vk: 'VK',
  wechat: 'WeChat',
  kakaotalk: 'KakaoTalk',
  google: 'Google',
  bing: 'Bing',
  naver: 'Naver',
} as const satisfies Record<NonNullable<Click['platform']>, string>

const browsers = {
  unknown: '',
  other: '',
  safari: 'Safari',
  chrome: 'Chrome',
  edge: 'Edge',
  firefox: 'Firefox',
  'samsung-internet': 'Samsung Internet',
  opera: 'Opera',
  vivaldi: 'Vivaldi',
  yandex: 'Yandex',
  'uc-browser': 'UC Browser',
  miui: 'MIUI',
  duckduckgo: 'DuckDuckGo',
  'amazon-silk': 'Silk',
  'internet-explorer': 'Internet Explorer',
  'android-browser': 'Android Browser',
  chromium: 'Chromium',
  electron: 'Electron',
} as const satisfies Record<Click['browser'], string>

const makers = new Map<string, string>([...Object.entries(platforms), ...Object.entries(browsers)])

const systems = {
  unknown: '',
  other: '',
  ios: 'iOS',
  android: 'Android',
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
  'chrome-os': 'ChromeOS',
  'harmony-os': 'HarmonyOS',
  tizen: 'Tizen',
  'web-os': 'webOS',
} as const satisfies Record<Click['os'], string>
