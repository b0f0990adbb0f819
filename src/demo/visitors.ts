import type { DemoChannel } from './posts.ts'
import { pickWeighted, type Random, type Weighted } from './random.ts'

/** Who asks for a short URL. */
export type Visitor = {
  readonly agent: string
  readonly referrer: string
  /** ISO 3166-1 alpha-2; '' where it can't be told. */
  readonly country: string
  readonly address: string
}

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const pixel = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)'
const galaxy =
  'Mozilla/5.0 (Linux; Android 14; SM-S921B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko)'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'

const safari = `${iphone} Version/18.6 Mobile/15E148 Safari/604.1`
const chromeOnAndroid = `${pixel} Chrome/141.0.0.0 Mobile Safari/537.36`
const samsung =
  'Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-A556B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36'
const chrome = `${windows} Chrome/141.0.0.0 Safari/537.36`
const edge = `${windows} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0'
const safariOnMac = `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15`
const ipad = `${mac.replace('Macintosh; Intel Mac OS X 10_15_7', 'iPad; CPU OS 18_6 like Mac OS X')} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1`

/** A browser of its own, wherever somebody came from. */
const anywhere: Weighted<string> = [
  [30, safari],
  [20, chromeOnAndroid],
  [10, samsung],
  [16, chrome],
  [9, edge],
  [6, firefox],
  [7, safariOnMac],
  [4, ipad],
]

/** What opens a link on each channel: mostly the app's own browser, where there is an app. */
const agents: Readonly<Record<DemoChannel, Weighted<string>>> = {
  newsletter: anywhere,
  'google-business': [
    [35, safari],
    [35, chromeOnAndroid],
    [15, `${iphone} GSA/385.0.808 Mobile/15E148 Safari/604.1`],
    [15, chrome],
  ],
  facebook: [
    [
      38,
      `${iphone} Mobile/22G86 [FBAN/FBIOS;FBAV/532.0.0.43.109;FBBV/804223021;FBDV/iPhone15,2;FBMD/iPhone;FBSN/iOS;FBSV/18.6;FBSS/3;FBID/phone;FBLC/nb_NO;FBOP/5]`,
    ],
    [34, `${galaxy} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/530.0.0.48.74;]`],
    [6, safari],
    [5, chromeOnAndroid],
    [12, chrome],
    [5, edge],
  ],
  instagram: [
    [
      52,
      `${iphone} Mobile/22G86 Instagram 400.0.0.28.95 (iPhone15,2; iOS 18_6; nb_NO; nb; scale=3.00; 1179x2556; 780211031)`,
    ],
    [
      34,
      `${galaxy} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 Instagram 399.0.0.42.73 Android (34/14; 480dpi; 1080x2340; samsung; SM-S921B; e1s; s5e9945; nb_NO; 779000000)`,
    ],
    [7, safari],
    [7, chrome],
  ],
  tiktok: [
    [
      55,
      `${iphone} Mobile/22G86 musical_ly_41.2.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/nb Region/NO BytedanceWebview/d8a21c6`,
    ],
    [
      38,
      `${galaxy} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 trill_410203 JsSdk/1.0 NetType/4G AppName/musical_ly ByteLocale/nb`,
    ],
    [7, safari],
  ],
  pinterest: [
    [40, `${iphone} Mobile/22G86 [Pinterest/iOS]`],
    [24, `${galaxy} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 [Pinterest/Android]`],
    [20, chrome],
    [10, safariOnMac],
    [6, ipad],
  ],
}

/** A newsletter's mail program says nothing of where it is. */
const referrers: Readonly<Record<DemoChannel, Weighted<string>>> = {
  newsletter: [
    [78, ''],
    [14, 'https://mail.google.com/'],
    [8, 'https://outlook.live.com/'],
  ],
  facebook: [
    [62, 'https://l.facebook.com/'],
    [26, 'https://lm.facebook.com/'],
    [12, ''],
  ],
  instagram: [
    [80, 'https://l.instagram.com/'],
    [20, ''],
  ],
  tiktok: [
    [30, 'https://www.tiktok.com/'],
    [70, ''],
  ],
  pinterest: [
    [60, 'https://www.pinterest.com/'],
    [22, 'https://no.pinterest.com/'],
    [18, ''],
  ],
  'google-business': [
    [85, 'https://www.google.com/'],
    [15, ''],
  ],
}

const countries: Weighted<string> = [
  [790, 'NO'],
  [72, 'SE'],
  [46, 'DK'],
  [20, 'DE'],
  [16, 'GB'],
  [14, 'US'],
  [12, 'FI'],
  [10, 'NL'],
  [20, ''],
]

/** Who draws a link's card in a feed or a chat. */
const cards: Readonly<Record<DemoChannel, string>> = {
  facebook: 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  instagram: 'meta-externalfetcher/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
  pinterest: 'Mozilla/5.0 (compatible; Pinterestbot/1.0; +https://www.pinterest.com/bot.html)',
  tiktok: 'TelegramBot (like TwitterBot)',
  newsletter: 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'google-business': 'WhatsApp/2.23.20.0',
}
const chats: Weighted<string> = [
  [50, 'WhatsApp/2.23.20.0'],
  [20, 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'],
  [12, 'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)'],
  [10, 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)'],
  [8, 'TelegramBot (like TwitterBot)'],
]
const crawlers: Weighted<string> = [
  [26, 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  [18, 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)'],
  [14, 'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)'],
  [12, 'python-requests/2.32.3'],
  [10, 'Go-http-client/2.0'],
  [10, `${windows} HeadlessChrome/139.0.0.0 Safari/537.36`],
  [6, 'curl/8.9.1'],
  [4, ''],
]
const crawlerCountries: Weighted<string> = [
  [60, 'US'],
  [20, 'DE'],
  [10, 'FR'],
  [10, 'SG'],
]

/** A person whom nobody has seen before. */
export function drawPerson(random: Random, channel: DemoChannel): Visitor {
  return {
    agent: pickWeighted(random, random() < 0.08 ? anywhere : agents[channel]),
    referrer: pickWeighted(random, referrers[channel]),
    country: pickWeighted(random, countries),
    address: drawAddress(random),
  }
}

/** A machine that draws the card of a shared link. */
export function drawPreviewer(random: Random, channel: DemoChannel): Visitor {
  const agent = random() < 0.6 ? cards[channel] : pickWeighted(random, chats)
  return { agent, referrer: '', country: pickWeighted(random, crawlerCountries), address: drawAddress(random) }
}

/** A machine that follows every link. A company's mail scanner looks like a person, but for where it comes from. */
export function drawBot(random: Random, channel: DemoChannel): Visitor {
  const isScanner = channel === 'newsletter' && random() < 0.6
  const agent = isScanner ? edge : pickWeighted(random, crawlers)
  const referrer = isScanner ? 'https://nam02.safelinks.protection.outlook.com/' : ''
  return { agent, referrer, country: pickWeighted(random, crawlerCountries), address: drawAddress(random) }
}

/** Chrome fetching ahead, before anybody decided to go there. */
export function drawPrefetcher(random: Random): Visitor {
  const agent = random() < 0.7 ? chromeOnAndroid : chrome
  return { agent, referrer: '', country: pickWeighted(random, countries), address: drawAddress(random) }
}

/** Of 2001:db8::/32, which is nobody's: so wide that no two people share one. */
function drawAddress(random: Random): string {
  const part = () => Math.floor(random() * 65_536).toString(16)
  return `2001:db8:${part()}:${part()}::${part()}`
}
