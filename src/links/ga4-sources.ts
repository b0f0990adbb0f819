import type { Ga4Category } from './ga4-rules.ts'

/**
 * The sources Google Analytics counts as social, search, shopping and video, as far as shops meet them: a selection of
 * its 819. Not on its list, so left out here: threads, bluesky, mastodon, x, discord, telegram.
 * @source Google's "GA4 default channel group source categories" (support.google.com/analytics/answer/9756891).
 */
export const sourcesAsOf = '2025-11-25'

const social = new Set(
  `blogger blogger.com disqus facebook facebook.com apps.facebook.com business.facebook.com l.facebook.com lm.facebook.com
  m.facebook.com mobile.facebook.com touch.facebook.com web.facebook.com fandom.com fb fb.me flickr flickr.com flipboard
  flipboard.com foursquare goodreads goodreads.com google+ googleplus groups.google.com hootsuite houzz houzz.com ig instagram
  instagram.com l.instagram.com instapaper kakao kakao.com line line.me linkedin linkedin.com lnkd.in livejournal
  medium.com meetup meetup.com messenger messenger.com l.messenger.com mix.com myspace news.ycombinator.com nicovideo.jp
  pinterest pinterest.at pinterest.ca pinterest.ch pinterest.co.kr pinterest.co.uk pinterest.com pinterest.com.au
  pinterest.com.mx pinterest.de pinterest.es pinterest.fr pinterest.it pinterest.jp pinterest.nz pinterest.pt pinterest.se
  pixiv.net quora quora.com qzone.qq.com ravelry ravelry.com reddit reddit.com amp.reddit.com old.reddit.com out.reddit.com
  skype slideshare.net snapchat snapchat.com stackexchange.com stackoverflow stackoverflow.com t.co t.me tencent tiktok
  tiktok.com tripadvisor tripadvisor.com tumblr tumblr.com tweetdeck twitter twitter.com typepad vg.no vk.com m.vk.com wattpad
  wechat wechat.com weibo weibo.com whatsapp whatsapp.com wikihow.com wordpress wordpress.com xing xing.com yammer
  yelp yelp.com zalo`.split(/\s+/),
)

const search = new Set(
  `360.cn aol ask baidu m.baidu.com bing cn.bing.com daum daum.net dogpile duckduckgo ecosia.org eniro excite.com globo google
  google.com google-play googlemybusiness kvasir lycos mail.google.com msn msn.com naver naver.com news.google.com
  onet onet.pl qwant qwant.com rakuten rambler rambler.ru search.google.com seznam seznam.cz so.com sogou sogou.com
  startsiden startsiden.no no.search.yahoo.com se.search.yahoo.com th.search.yahoo.com pl.search.yahoo.com
  uk.search.yahoo.com us.search.yahoo.com yahoo yahoo.com yahoo.co.jp yandex yandex.com yandex.ru`.split(/\s+/),
)

const shopping = new Set([
  'google shopping',
  ...`alibaba alibaba.com amazon amazon.co.uk amazon.com checkout.shopify.com checkout.stripe.com ebay ebay.co.uk ebay.com
  ebay.com.au ebay.de etsy etsy.com igshopping mercadolibre mercadolibre.com no.shopping.net se.shopping.net
  uk.shopping.net shop.app shopify shopify.com shopping.yahoo.com shopzilla shopzilla.com stripe stripe.com walmart
  walmart.com`.split(/\s+/),
])

const video = new Set(
  `crackle curiositystream d.tube dailymotion dailymotion.com disneyplus disneyplus.com hulu hulu.com iqiyi iqiyi.com
  m.twitch.tv m.youtube.com music.youtube.com netflix netflix.com player.twitch.tv player.vimeo.com ted ted.com twitch
  twitch.tv veoh vimeo vimeo.com wistia wistia.com youku youku.com youtube youtube.com`.split(/\s+/),
)

/** Google's names of sources by their category, lower case. */
export type Ga4Sources = Readonly<Record<Ga4Category, ReadonlySet<string>>>

export const ga4Sources: Ga4Sources = { search, shopping, social, video }
