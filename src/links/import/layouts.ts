/** A file that is recognised by its columns. */
export type Layout = {
  readonly id: LayoutId
  readonly name: string
  /** It is one when it has all columns of one of these, their names in lower case and letters only. */
  readonly marks: readonly (readonly string[])[]
  /** Somebody else's: texts that are too long are shortened, and what no column says has a value to go on. */
  readonly isForeign: boolean
}
export const layoutIds = ['csv', 'bitly', 'dub', 'shlink', 'kutt', 'yourls'] as const
export type LayoutId = (typeof layoutIds)[number]

/**
 * The first that fits is taken.
 * @source Bitly: the columns of its link export and of its API's bitlinks; Dub: the labels of its link export; Shlink: the
 * export of its web client and the columns its importer reads; Kutt: the fields of its API's links; YOURLS: its url table.
 */
export const layouts: readonly Layout[] = [
  {
    id: 'bitly',
    name: 'Bitly',
    marks: [
      ['longurl', 'link'],
      ['longurl', 'bitlink'],
      ['longurl', 'custombitlinks'],
      ['link', 'customlink', 'destinationurl'],
      ['bitlink', 'destinationurl'],
    ],
    isForeign: true,
  },
  { id: 'shlink', name: 'Shlink', marks: [['longurl', 'shortcode']], isForeign: true },
  { id: 'yourls', name: 'YOURLS', marks: [['keyword', 'url']], isForeign: true },
  { id: 'kutt', name: 'Kutt', marks: [['target', 'address']], isForeign: true },
  {
    id: 'dub',
    name: 'Dub',
    marks: [
      ['shortlink', 'destinationurl'],
      ['shortlink', 'url'],
      ['key', 'url'],
    ],
    isForeign: true,
  },
  { id: 'csv', name: 'Tilltrail', marks: [['destination']], isForeign: false },
]

/** For rows of a foreign file that say neither, and where the caller says nothing. */
export const foreignDefaults = { channel: 'other', campaign: 'imported' } as const
