import { type Channel, channels, findChannel } from '../links/channel.ts'

type PlaceChannel = Exclude<Channel, 'google-business' | 'newsletter' | 'other'>

/** Channels by which people hear of a shop as they would say it: a newsletter is e-mail, a Google profile a search. */
const placeChannels = channels.flatMap(({ id }) =>
  id === 'google-business' || id === 'newsletter' || id === 'other' ? [] : [id satisfies PlaceChannel],
)

/** Where people may have heard of a shop. `unknown`: they don't remember. */
export const places = [...placeChannels, 'email', 'search', 'friend', 'shop-window', 'other', 'unknown'] as const
export type Place = (typeof places)[number]

/** The place that a click on this channel stands for, so that clicks and answers can be compared. */
export function placeOfChannel(channel: Channel): Place {
  if (channel === 'newsletter') return 'email'
  return channel === 'google-business' ? 'search' : channel
}

/** Whether posts on it are social media: what this program's links are made for. */
export function isSocialPlace(place: Place): boolean {
  return channels.some(({ id, medium }) => id === place && medium === 'social')
}

/** Letters of one form may become eighteen of another: what is longer is compared by its beginning. */
export const mostWord = 400

/** A free text as it is compared with others: in small letters, without marks around its words, 400 characters at most. */
export function wordOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .slice(0, mostWord)
    .replaceAll(/[^\p{L}\p{M}\p{N}@&.]+/gu, ' ')
    .replaceAll(/(?<=^|\s)\.+|\.+(?=\s|$)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/**
 * What a free text means: by the shop's own table, else as a whole, else by its words. A text that names several places,
 * or none that is known, is `other`, for somebody to look at.
 */
export function placeOfText(text: string, own: ReadonlyMap<string, Place> = new Map()): Place {
  const word = wordOf(text)
  const told = own.get(word) ?? findWhole(word)
  if (told) return told
  const named = new Set([...placesOfPhrases(word), ...placesOfWords(word)])
  const [only] = named
  return named.size === 1 && only ? only : 'other'
}

function findWhole(word: string): Place | undefined {
  const channel = findChannel(word)
  return channel ? placeOfChannel(channel) : meanings.get(word)
}

function placesOfPhrases(word: string): Place[] {
  const spaced = ` ${word} `
  return [...meanings].flatMap(([phrase, place]) =>
    phrase.includes(' ') && spaced.includes(` ${phrase} `) ? [place] : [],
  )
}

/** A short or everyday word stands for a channel only where it is the whole text: “on line”, “a face I know”. */
function placesOfWords(word: string): Place[] {
  return word.split(' ').flatMap((one) => {
    const place = one.length < 2 || (everyday.has(one) && !meanings.has(one)) ? undefined : findWhole(one)
    return place && (one.length > 2 || initials.has(one)) ? [place] : []
  })
}

const everyday = new Set(['line', 'face', 'pin', 'snap', 'print', 'mail', 'other', 'threads', 'magazine', 'offline'])
/** Two letters that nobody means otherwise. */
const initials = new Set(['fb', 'ig', 'yt'])

const words: Readonly<Partial<Record<Place, readonly string[]>>> = {
  instagram: ['instagramm', 'instgram', 'insta story', 'reels', 'instareels'],
  facebook: ['facebok', 'fasebook', 'face book', 'facebook-gruppe', 'messenger'],
  tiktok: ['tik tok', 'tick tock', 'tictoc'],
  x: ['twitter x'],
  youtube: ['you tube'],
  search: [
    ...['google', 'googled', 'googling', 'googla', 'googlet', 'googelte', 'gegoogelt', 'bing', 'duckduckgo', 'ecosia'],
    ...['yahoo', 'search', 'searched', 'searching', 'search engine', 'web search', 'internet search', 'google search'],
    ...['søk', 'søkte', 'nettsøk', 'sök', 'sökte', 'søgning', 'suche', 'suchmaschine', 'recherche', 'wyszukiwarka'],
  ],
  friend: [
    ...['friend', 'friends', 'a friend', 'family', 'mother', 'mum', 'mom', 'father', 'dad', 'sister', 'brother'],
    ...['colleague', 'neighbour', 'neighbor', 'husband', 'wife', 'recommendation', 'recommended', 'word of mouth'],
    ...[
      'venn',
      'venner',
      'venninne',
      'kollega',
      'nabo',
      'søster',
      'bror',
      'mamma',
      'pappa',
      'anbefaling',
      'jungeltelegrafen',
    ],
    ...[
      'vän',
      'vänner',
      'väninna',
      'ven',
      'veninde',
      'freund',
      'freundin',
      'empfehlung',
      'ami',
      'amie',
      'amigo',
      'amiga',
    ],
    ...['znajomy', 'znajoma', 'เพื่อน'],
  ],
  'shop-window': [
    ...[
      'shop window',
      'window',
      'walked by',
      'walked past',
      'passed by',
      'passing by',
      'drove by',
      'your shop',
      'the shop',
    ],
    ...[
      'butikkvindu',
      'vindu',
      'gikk forbi',
      'utstillingsvindu',
      'skyltfönster',
      'gick förbi',
      'schaufenster',
      'vorbeigelaufen',
    ],
  ],
  email: ['email', 'e-mail', 'e mail', 'newsletter', 'nyhetsbrev', 'nyhedsbrev', 'epost', 'e-post', 'e post'],
  print: ['newspaper', 'avis', 'avisen', 'tidning', 'zeitung', 'poster', 'flyer', 'plakat'],
  unknown: [
    ...[
      'dont remember',
      'don t remember',
      'cant remember',
      'forgot',
      'no idea',
      'not sure',
      'i don t know',
      'dont know',
    ],
    ...['husker ikke', 'vet ikke', 'minns inte', 'vet inte', 'husker det ikke', 'weiß nicht', 'weiss nicht'],
  ],
}

const meanings: ReadonlyMap<string, Place> = new Map(
  places.flatMap((place) => (words[place] ?? []).map((word) => [wordOf(word), place] as const)),
)
