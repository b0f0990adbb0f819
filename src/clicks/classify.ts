import { isbot } from 'isbot'
import { rememberByText } from './remember.ts'
import { readUserAgent, rememberByAgent } from './user-agent.ts'

// The INDEX of a name is what a click row stores: append only, never reorder, never remove.
/** At most 8, three bits of a click row. `repeat` and `internal` are never told from the request alone. */
export const clickClasses = ['human', 'repeat', 'preview', 'bot', 'prefetch', 'internal'] as const
/** At most 64. The first part is of people, the rest of machines; `burst` and those marked below need more than the request. */
export const reasons = [
  'person',
  'in-app-browser',
  'gpc', // a person who sends Sec-GPC: counted, never recognised again
  'repeat', // told by the neighbours
  'own-people', // told by the shop
  'verified-order', // told by an order: who bought is a person
  'prefetch-header',
  'prerender-header', // may become a visit without a second request: the landing page's snippet tells
  'preview-agent',
  'bot-agent',
  'tool-agent',
  'empty-agent',
  'mail-gateway',
  'not-a-get',
  'burst', // told by the neighbours
] as const

/** The version of the rules below, stored with every click; raise it with every change that can alter a verdict. */
export const rulesVersion = 1

export type ClickClass = (typeof clickClasses)[number]
export type Reason = (typeof reasons)[number]
export type Verdict = Readonly<{ class: ClickClass; reason: Reason; rules: number }>

/** The header values that a verdict rests on, '' when absent; `referrerHost` as read by `referrerHost()`. */
export type ClickRequest = Readonly<{
  method: string
  userAgent: string
  secPurpose: string
  purpose: string
  xPurpose: string
  xMoz: string
  secGpc: string
  referrerHost: string
}>

/**
 * Judges a click by its request alone, the first rule that fits. Never throws, whatever the strings are. What needs
 * neighbours (repeat, burst) or the shop's own knowledge (internal, a verified order) is settled elsewhere.
 */
export function classify(request: ClickRequest): Verdict {
  if (request.method !== 'GET' && request.method.toUpperCase() !== 'GET') return judged.notAGet
  const early = judgePurpose(request)
  if (early) return early
  const verdict = judgeAgentOnce(request.userAgent)
  if (verdict.class !== 'human') return verdict
  if (isMailGateway(request.referrerHost)) return judged.mailGateway
  return request.secGpc !== '' && request.secGpc.trim() === '1' ? judged.gpc : verdict
}

/** Made once, since a verdict is given at every click. */
const judged = {
  notAGet: verdictOf('bot', 'not-a-get'),
  mailGateway: verdictOf('bot', 'mail-gateway'),
  gpc: verdictOf('human', 'gpc'),
  prerender: verdictOf('prefetch', 'prerender-header'),
  prefetch: verdictOf('prefetch', 'prefetch-header'),
} as const

function verdictOf(clickClass: ClickClass, reason: Reason): Verdict {
  return { class: clickClass, reason, rules: rulesVersion }
}

/** Browsers that fetch before anyone decided to go there. @source MDN Sec-Purpose; Purpose, X-Purpose and X-Moz are its forerunners */
function judgePurpose({ secPurpose, purpose, xPurpose, xMoz }: ClickRequest): Verdict | null {
  if (secPurpose === '' && purpose === '' && xPurpose === '' && xMoz === '') return null
  const purposes = `${secPurpose.slice(0, 128)} ${purpose.slice(0, 128)} ${xPurpose.slice(0, 128)} ${xMoz.slice(0, 128)}`
  if (/prerender/i.test(purposes)) return judged.prerender
  if (/prefetch|preview|instant/i.test(purposes)) return judged.prefetch
  return null
}

const judgeAgentOnce = rememberByAgent(judgeAgent)

function judgeAgent(userAgent: string): Verdict {
  if (userAgent.trim() === '') return verdictOf('bot', 'empty-agent')
  if (previewAgents.test(userAgent)) return verdictOf('preview', 'preview-agent')
  if (toolAgents.test(userAgent)) return verdictOf('bot', 'tool-agent')
  const { app } = readUserAgent(userAgent)
  if (isbot(userAgent) && !isPersonInApp(userAgent, app !== 'none' && app !== 'webview')) {
    return verdictOf('bot', 'bot-agent')
  }
  return verdictOf('human', app === 'none' ? 'person' : 'in-app-browser')
}

// isbot takes some people in apps for bots (`FBAN/FBIOS;…` without a Mozilla part). An app that fetches for itself leaves
// the Mozilla part out too (`Snapchat/13…`), and a crawler in an app's clothes still says its own name: both stay bots.
function isPersonInApp(userAgent: string, isNamedApp: boolean): boolean {
  return isNamedApp && /^(?:Mozilla\/|\[?FBAN\/)/.test(userAgent) && !ownName.test(userAgent)
}

const ownName = /https?:|headless|(?:bot|crawler|spider)\/\d/i

// Who fetches a link to draw its card. WhatsApp, Viber and Synapse only at the start: WhatsApp's desktop app, which people
// use, names itself in the middle. Signal previews as `WhatsApp/2`, iMessage as Safari with three of these names.
const previewAgents = new RegExp(
  [
    'facebookexternalhit',
    'facebot\\b',
    'facebookcatalog',
    'meta-external(?:hit|fetcher)',
    'twitterbot',
    'linkedinbot',
    'slackbot',
    'slack-imgproxy',
    '^whatsapp\\b',
    '^viber\\b',
    'telegrambot',
    'discordbot',
    'pinterestbot',
    'pinterest/0\\.',
    'redditbot',
    'cardyb/',
    'mastodon/\\d',
    '(?:pleroma|akkoma|misskey|summalybot|pixelfed|friendica|lemmy)[ /]',
    '(?:link|url|uri|web|bluesky) ?preview',
    'unfurl',
    'onebox',
    'richlinkbot',
    'microsoftpreview',
    'bingpreview',
    'line-poker',
    'kakaotalk-scrap',
    // TikTok opens an advertisement's landing page before anyone taps, dressed as its app.
    'thirdlandingpagefeinfra',
    'vkshare',
    'vkrobot',
    'odklbot',
    'groupmebot',
    'keybasebot',
    'steamchaturllookup',
    'embedly',
    'iframely',
    'flipboardproxy',
    'mattermost-bot',
    '^synapse\\b',
  ].join('|'),
  'i',
)

// Programs that say what they are, most of them known to isbot too: the reason tells a script from a crawler. CFNetwork
// and Dalvik are iPhone and Android apps fetching by themselves, outside any browser.
const toolAgents =
  /^(?:curl|wget|httpie|python|aiohttp|scrapy|go-http-client|okhttp|java|apache-httpclient|axios|node|undici|got|deno|bun|postmanruntime|insomnia|guzzlehttp|php|libwww-perl|lwp|ruby|faraday|http\.rb|dart|dalvik)(?:[\s/-]|$)|\bcfnetwork\/[\d.]+ darwin\//i

const isMailGateway = rememberByText((host) => mailGateways.test(host), { longest: 253 })

// Link scanners that pose as browsers and are told by where they come from. GMX's deref-gmx.com and deref-mail.com aren't
// here: people pass through them on their way out of their mailbox.
const mailGateways =
  /(?:^|\.)(?:safelinks\.protection\.outlook\.com|statics\.teams\.cdn\.office\.net|linkprotect\.cudasvc\.com|urldefense(?:\.proofpoint)?\.com|protect-[a-z0-9]+\.mimecast\.com|mimecastprotect\.com|secure-web\.cisco\.com|emailprotection\.link|urlsand\.com)$/
