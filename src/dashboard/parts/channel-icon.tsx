import {
  IconArticle,
  IconBrandBluesky,
  IconBrandFacebook,
  IconBrandGoogle,
  IconBrandInstagram,
  IconBrandLine,
  IconBrandLinkedin,
  IconBrandPinterest,
  IconBrandReddit,
  IconBrandSnapchat,
  IconBrandThreads,
  IconBrandTiktok,
  IconBrandWhatsapp,
  IconBrandX,
  IconBrandYoutube,
  IconLink,
  IconMail,
  IconPrinter,
  type TablerIcon,
} from '@tabler/icons-react'
import { type Channel, channels } from '../../links/channel.ts'

const icons: Readonly<Record<Channel, TablerIcon>> = {
  facebook: IconBrandFacebook,
  instagram: IconBrandInstagram,
  tiktok: IconBrandTiktok,
  x: IconBrandX,
  linkedin: IconBrandLinkedin,
  pinterest: IconBrandPinterest,
  youtube: IconBrandYoutube,
  threads: IconBrandThreads,
  bluesky: IconBrandBluesky,
  snapchat: IconBrandSnapchat,
  line: IconBrandLine,
  whatsapp: IconBrandWhatsapp,
  reddit: IconBrandReddit,
  'google-business': IconBrandGoogle,
  newsletter: IconMail,
  blog: IconArticle,
  print: IconPrinter,
  other: IconLink,
}

export function ChannelIcon({ channel, size = 20 }: { readonly channel: string; readonly size?: number }) {
  const found = findChannel(channel)
  const Icon = found ? icons[found.id] : IconLink
  return <Icon size={size} stroke={1.6} style={{ flexShrink: 0 }} aria-hidden="true" />
}

function findChannel(channel: string) {
  return channels.find(({ id }) => id === channel)
}
