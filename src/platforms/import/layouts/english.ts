import type { Channel } from '../../../links/channel.ts'
import type { Meaning, PlatformLayout } from '../layout.ts'

type EnglishLayout = Omit<PlatformLayout, 'channel' | 'channels' | 'columns'> & {
  readonly channel: Channel
  /** The columns' names by what they hold. */
  readonly columns: Readonly<Record<Meaning, readonly string[]>>
}

/** An export of one channel whose columns are known in English alone. */
export function englishLayout({ columns, channel, ...layout }: EnglishLayout): PlatformLayout {
  const known = Object.entries(columns).map(([holds, en]) => ({ holds, names: { en } }))
  return { ...layout, channel, channels: [channel], columns: known }
}
