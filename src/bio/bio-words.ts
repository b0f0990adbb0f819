/** The few words of the page's own, by language: what the shop writes is in the shop's. */
export type BioWords = { readonly posts: string; readonly counted: string }

/** In the page's language or, with `lang`, in English. */
export function bioWords(language: string): { readonly words: BioWords; readonly lang: string | null } {
  const words = byLanguage[language.split('-')[0] ?? '']
  return words ? { words, lang: null } : { words: english, lang: 'en' }
}

const english: BioWords = { posts: 'Newest posts', counted: 'Taps are counted, without cookies.' }
const norwegian: BioWords = { posts: 'Nyeste innlegg', counted: 'Trykk telles, uten informasjonskapsler.' }

const byLanguage: Readonly<Record<string, BioWords>> = {
  en: english,
  nb: norwegian,
  no: norwegian,
  nn: { posts: 'Nyaste innlegg', counted: 'Trykk vert talde, utan informasjonskapslar.' },
  sv: { posts: 'Senaste inläggen', counted: 'Tryck räknas, utan kakor.' },
  da: { posts: 'Nyeste opslag', counted: 'Tryk tælles, uden cookies.' },
  de: { posts: 'Neueste Beiträge', counted: 'Klicks werden gezählt, ohne Cookies.' },
  nl: { posts: 'Nieuwste berichten', counted: 'Klikken worden geteld, zonder cookies.' },
  fr: { posts: 'Dernières publications', counted: 'Les clics sont comptés, sans cookies.' },
  es: { posts: 'Últimas publicaciones', counted: 'Los toques se cuentan, sin cookies.' },
  it: { posts: 'Ultimi post', counted: 'I tocchi vengono contati, senza cookie.' },
  pl: { posts: 'Najnowsze posty', counted: 'Kliknięcia są liczone, bez plików cookie.' },
  th: { posts: 'โพสต์ล่าสุด', counted: 'นับจำนวนการแตะโดยไม่ใช้คุกกี้' },
}
